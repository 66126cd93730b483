//! That a task can be run on each database of this build: one trait for each database, which asks nothing where the
//! build is without it.

#[cfg(not(all(feature = "sqlite", feature = "postgres", feature = "mysql")))]
use super::tasks::Task;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
use super::{
    Connection,
    tasks::{Portable, TaskOn},
};

macro_rules! database {
    ($(#[$doc:meta])* $trait:ident, $feature:literal, $connection:path) => {
        $(#[$doc])*
        #[cfg(feature = $feature)]
        pub trait $trait: TaskOn<$connection> {}
        #[cfg(feature = $feature)]
        #[diagnostic::do_not_recommend]
        impl<T: TaskOn<$connection>> $trait for T {}

        $(#[$doc])*
        #[cfg(not(feature = $feature))]
        pub trait $trait: Task {}
        #[cfg(not(feature = $feature))]
        impl<T: Task> $trait for T {}
    };
}
database!(
    /// A task for SQLite, where the build is with it.
    OnSqlite, "sqlite", diesel::SqliteConnection
);
database!(
    /// A task for PostgreSQL, where the build is with it.
    OnPostgres, "postgres", diesel::PgConnection
);
database!(
    /// A task for MySQL, where the build is with it.
    OnMysql, "mysql", diesel::MysqlConnection
);

#[cfg(feature = "sqlite")]
impl Connection for diesel::SqliteConnection {
    fn run<T: Portable>(&mut self, task: T) -> T::Output {
        TaskOn::<Self>::run_on(task, self)
    }
}

#[cfg(feature = "postgres")]
impl Connection for diesel::PgConnection {
    fn run<T: Portable>(&mut self, task: T) -> T::Output {
        TaskOn::<Self>::run_on(task, self)
    }
}

#[cfg(feature = "mysql")]
impl Connection for diesel::MysqlConnection {
    fn run<T: Portable>(&mut self, task: T) -> T::Output {
        TaskOn::<Self>::run_on(task, self)
    }
}
