//! The one place that tells the kinds of databases apart.

use kinfolk::catalog::{Backend, Catalog};
use kinfolk::migration::Source;

use super::{Access, Database, Shadow};
use crate::failure::Failure;

/// One kind of database.
pub(crate) trait Driver {
    /// Connects.
    fn open(&self, url: &str, access: Access) -> Result<Database, Failure>;

    /// Runs the migrations where they touch nobody's data, and reads what they make.
    fn catalog_of_migrations(&self, source: &Source, shadow: &Shadow<'_>) -> Result<Catalog, Failure>;
}

/// What this build can do for that kind of database.
pub(crate) fn driver(backend: Backend) -> Result<&'static dyn Driver, Failure> {
    match backend {
        #[cfg(feature = "sqlite")]
        Backend::Sqlite => Ok(&super::sqlite::Sqlite),
        #[cfg(feature = "postgres")]
        Backend::Postgres => Ok(&super::server::Postgres),
        #[cfg(feature = "mysql")]
        Backend::Mysql => Ok(&super::server::Mysql),
        #[allow(unreachable_patterns, reason = "a build with all of them lacks none")]
        missing => Err(Failure::new(format!(
            "this build of kinfolk has no support for {missing}; install it with that feature: \
             cargo install kinfolk --features cli,{}",
            missing.word()
        ))
        .fact("kind", "unsupported_database")
        .fact("feature", missing.word())),
    }
}
