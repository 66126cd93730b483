//! Finding the place where migrations are run to see what they make.

use kinfolk::backend::{DatabaseUrl, Shadow as Place};
use kinfolk::catalog::Catalog;
use kinfolk::migration::Source;

use super::server::{Server, Throwaway};
use super::shadow::{Said, Shadow};
use crate::failure::Failure;

const INSTEAD: &str = "Give --shadow the URL of an empty database, or of a server (without a database) to create \
                       scratch databases on";

impl Shadow<'_> {
    pub(super) fn catalog(&self, server: &impl Server, source: &Source) -> Result<Catalog, Failure> {
        match (&self.said, self.database_url) {
            (Said::Off, _) => Err(Failure::new(format!(
                "the migrations have to run somewhere to see what they make, and --shadow off forbids it. {INSTEAD}, \
                 or use --from database"
            ))
            .fact("kind", "shadow_off")),
            (Said::Url(url), _) => {
                let url = DatabaseUrl::parse(url).map_err(|error| Failure::new(format!("--shadow: {error}")))?;
                let place = match url.database() {
                    Some(_) => Place::Database(url),
                    None => Place::Server(url),
                };
                Ok(server.catalog_of_migrations(source, &place)?)
            }
            (Said::Auto, Some(url)) => {
                let place = Place::Server(DatabaseUrl::parse(url)?);
                match server.catalog_of_migrations(source, &place) {
                    Err(error) if error.is_permission_denied() => {
                        let private = self.on_private_server(server, source);
                        private.map_err(|why| why.unwrap_or_else(|why| instead(Failure::from(error), &why)))
                    }
                    result => Ok(result?),
                }
            }
            (Said::Auto, None) => self.on_private_server(server, source).map_err(|why| {
                why.unwrap_or_else(|why| {
                    let failure = Failure::new("there is no server to run the migrations on: no DATABASE_URL is set");
                    instead(failure.fact("kind", "no_database_url"), &why)
                })
            }),
        }
    }

    /// Fails with what failed there, or with why there is no such server.
    fn on_private_server(
        &self,
        server: &impl Server,
        source: &Source,
    ) -> Result<Catalog, Result<Failure, kinfolk_throwaway::Error>> {
        let private: Throwaway = server.throwaway().map_err(Err)?;
        let place = DatabaseUrl::parse(&private.url).map(Place::Server).map_err(|error| Ok(Failure::from(error)))?;
        server.catalog_of_migrations(source, &place).map_err(|error| Ok(Failure::from(error)))
    }
}

fn instead(failure: Failure, why: &kinfolk_throwaway::Error) -> Failure {
    let message = format!("{}; and no private server could be started for it: {why}. {INSTEAD}", failure.message);
    Failure { message, ..failure }
}
