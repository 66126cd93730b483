//! What generated code names. Nothing here is part of the public interface.

pub use crate::connection::{Connection, Load, Portable};
pub use crate::include::{
    ChildOf, Collect, Columns, Dialect, Embeddable, Family, Followed, Held, Holds, IncludeQuery, Jobs, KnownBackend,
    LoadInto, Options, ParentRows, Projection, QueriesOfPart, QueriesOfRelation, SendAhead, Shape, Snapshot, TreeRows,
    UnknownQueries, Values, column, embedded, expression, filterable, follow, joined, relation,
};
pub use crate::relation::numbered::{B0, B1, Differs, End, Numbered};
pub use crate::relation::{
    BelongsToKind, Direct, FieldOf, HasColumn, HasKey, HasMany, HasOne, Linked, ManyToMany, Model, NoInteger, NotSelf,
    Relation, RelationInfo, RelationKind, Through, ThroughInfo, Unqualified,
};
pub use crate::types::sql_enum::{SqlEnum, label_from_sql};
pub use diesel;
pub use diesel::internal::alias_macro::AliasAliasAppearsInFromClauseSameTable;
pub use diesel::internal::table_macro::{Inner, Join};
pub use diesel::query_source::{AliasSource, Never, Once, TableNotEqual};
pub use kinfolk_derive::__projection;

/// Repeats generated code for each database of this build, under the name `__DB`.
#[macro_export]
#[doc(hidden)]
macro_rules! __for_each_backend {
    ($($code:tt)*) => {
        $crate::__for_sqlite! { $($code)* }
        $crate::__for_postgres! { $($code)* }
        $crate::__for_mysql! { $($code)* }
    };
}
pub use crate::__for_each_backend as for_each_backend;

#[cfg(feature = "sqlite")]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_sqlite {
    ($($code:tt)*) => {
        const _: () = {
            type __DB = $crate::__private::diesel::sqlite::Sqlite;
            $($code)*
        };
    };
}

#[cfg(not(feature = "sqlite"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_sqlite {
    ($($code:tt)*) => {};
}

#[cfg(feature = "postgres_backend")]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_postgres {
    ($($code:tt)*) => {
        const _: () = {
            type __DB = $crate::__private::diesel::pg::Pg;
            $($code)*
        };
    };
}

#[cfg(not(feature = "postgres_backend"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_postgres {
    ($($code:tt)*) => {};
}

#[cfg(feature = "mysql_backend")]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_mysql {
    ($($code:tt)*) => {
        const _: () = {
            type __DB = $crate::__private::diesel::mysql::Mysql;
            $($code)*
        };
    };
}

#[cfg(not(feature = "mysql_backend"))]
#[macro_export]
#[doc(hidden)]
macro_rules! __for_mysql {
    ($($code:tt)*) => {};
}
