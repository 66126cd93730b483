//! Finding the place where migrations are run to see what they make.

use kinfolk::backend::{DatabaseUrl, Shadow as Place};
use kinfolk::catalog::Catalog;
use kinfolk::migration::Source;

use super::server::Server;
use super::shadow::{Said, Shadow};
use crate::failure::Failure;

const INSTEAD: &str = "Give --shadow the URL of an empty database, or of a server (without a database) to create \
                       scratch databases on";

impl Shadow<'_> {
    pub(super) fn catalog(&self, server: &impl Server, source: &Source) -> Result<Catalog, Failure> {
        match &self.said {
            Said::Off => Err(Failure::new(format!(
                "the migrations have to run somewhere to see what they make, and --shadow off forbids it. {INSTEAD}, \
                 or use --from database"
            ))
            .fact("kind", "shadow_off")),
            Said::Url(url) => {
                let url = DatabaseUrl::parse(url).map_err(|error| {
                    let failure = Failure::from(error);
                    Failure { message: format!("--shadow: {}", failure.message), ..failure }
                })?;
                let place = match url.database() {
                    Some(_) => Place::Database(url),
                    None => Place::Server(url),
                };
                server.catalog_of_migrations(source, &place).map_err(|error| not_the_real_one(error.into()))
            }
            Said::Auto => self.by_itself(server, source).map_err(not_the_real_one),
        }
    }

    fn by_itself(&self, server: &impl Server, source: &Source) -> Result<Catalog, Failure> {
        let why = match self.database_url {
            Some(url) => match server.catalog_of_migrations(source, &Place::Server(DatabaseUrl::parse(url)?)) {
                Err(error) if error.is_permission_denied() => Failure::from(error),
                result => return Ok(result?),
            },
            None => Failure::new("there is no server to run the migrations on: no DATABASE_URL is set")
                .fact("kind", "no_database_url"),
        };
        let private = server.throwaway().map_err(|error| {
            let message = format!("{}; and no private server can be started for it: {error}. {INSTEAD}", why.message);
            Failure { message, ..why }
        })?;
        Ok(server.catalog_of_migrations(source, &Place::Server(DatabaseUrl::parse(&private.url)?))?)
    }
}

/// Says of a statement that failed where it did: what it needs may be there in the project's own database.
fn not_the_real_one(failure: Failure) -> Failure {
    match failure.facts.contains_key("statement") {
        true => Failure {
            message: format!(
                "{}. It was run in a scratch database, to see what the migrations make; --shadow says where",
                failure.message
            ),
            ..failure
        },
        false => failure,
    }
}
