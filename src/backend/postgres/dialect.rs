//! What loads and links need of PostgreSQL.

use super::key_list::KeyList;
use super::key_type::KeyKind;
#[cfg(feature = "async")]
use crate::include::Pipeline;
use crate::include::{Dialect, Part, known_backend};
use crate::relation::Key;
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
#[cfg(feature = "async")]
use std::any::Any;

known_backend!(Pg);

impl Dialect for Pg {
    type KeyList = KeyList;

    fn key_list(keys: &[Key], kinds: &[KeyKind]) -> KeyList {
        KeyList::new(keys, kinds)
    }

    fn push_key_list<'b>(columns: &'b [Part<Self>], keys: &'b KeyList, out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        keys.push(columns, out)
    }

    /// A prepared statement with a bound limit is as good, and one text does for all limits.
    const LITERAL_LIMIT: i64 = -1;

    const BEFORE_SNAPSHOT: Option<&'static str> = None;
    const IN_SNAPSHOT: Option<&'static str> = Some("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");

    const NO_LIMIT: &'static str = "";

    #[cfg(feature = "async")]
    fn pipeline(conn: &mut dyn Any) -> Option<&dyn Pipeline<Self>> {
        super::pipeline::inside(conn)
    }
}
