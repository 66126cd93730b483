//! Statements with texts for values, and rows of texts: all that the runner itself needs to ask.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::query_builder::{AstPass, Query as DieselQuery, QueryFragment, QueryId};
use diesel::result::{Error as DieselError, QueryResult};
use diesel::row::{Field, Row as DieselRow};
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Text, Untyped};

/// The columns of a row.
pub(crate) type Row = Vec<Option<String>>;

/// Databases that take and give texts: all of them. Says so without bounds for whoever names them.
pub trait Texts: Backend {
    /// Binds a text.
    #[doc(hidden)]
    fn bind<'b>(text: &'b str, out: &mut AstPass<'_, 'b, Self>) -> QueryResult<()>;

    /// Reads one.
    #[doc(hidden)]
    fn read(value: Option<Self::RawValue<'_>>) -> deserialize::Result<Option<String>>;
}

impl<DB> Texts for DB
where
    DB: Backend + HasSqlType<Text>,
    str: ToSql<Text, DB>,
    String: FromSql<Text, DB>,
{
    fn bind<'b>(text: &'b str, out: &mut AstPass<'_, 'b, Self>) -> QueryResult<()> {
        out.push_bind_param::<Text, str>(text)
    }

    fn read(value: Option<Self::RawValue<'_>>) -> deserialize::Result<Option<String>> {
        value.map(String::from_sql).transpose()
    }
}

/// A statement, with a text for each `?` in it.
pub(super) struct Query<'a> {
    pub(super) sql: &'a str,
    pub(super) binds: &'a [&'a str],
}

impl<DB: Texts> QueryFragment<DB> for Query<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // Each is sent a few times at most.
        out.unsafe_to_cache_prepared();
        let mut parts = self.sql.split('?');
        out.push_sql(parts.next().unwrap_or_default());
        for (part, bind) in parts.zip(self.binds) {
            DB::bind(bind, &mut out)?;
            out.push_sql(part);
        }
        Ok(())
    }
}

impl DieselQuery for Query<'_> {
    type SqlType = Untyped;
}

impl QueryId for Query<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

pub(super) fn read<'a, DB: Texts>(row: &impl DieselRow<'a, DB>) -> QueryResult<Row> {
    let text = |index: usize| DB::read(row.get(index).as_ref().and_then(Field::value));
    (0..row.field_count()).map(text).collect::<Result<_, _>>().map_err(DieselError::DeserializationError)
}
