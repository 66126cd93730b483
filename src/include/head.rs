//! The text that the statements of one relation start with, written once in the life of the program.
//!
//! Erased statements have no identity, so Diesel looks their prepared statements up by text. Most of that text is the
//! select list and the tables, which follow from types: writing them each time would cost more than the rest.

use super::dialect::Dialect;
use diesel::query_builder::{QueryBuilder, QueryFragment};
use rustc_hash::FxHashMap;
use std::any::TypeId;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// The select list, and the tables with their joins.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) columns: Arc<str>,
    pub(crate) from: Arc<str>,
}

static HEADS: LazyLock<RwLock<FxHashMap<TypeId, Head>>> = LazyLock::new(RwLock::default);

/// The head of what the type `id` stands for; `write` writes it where it is not known. Without one the statement is
/// written from its parts.
pub(crate) fn head(id: TypeId, write: impl FnOnce() -> Option<Head>) -> Option<Head> {
    // A map that somebody panicked over is still a map.
    if let Some(known) = HEADS.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
        return Some(known.clone());
    }
    let head = write()?;
    HEADS.write().unwrap_or_else(PoisonError::into_inner).insert(id, head.clone());
    Some(head)
}

/// The text of a fragment that binds nothing.
pub(crate) fn text<DB: Dialect>(fragment: &impl QueryFragment<DB>) -> Option<Arc<str>> {
    let mut builder = DB::QueryBuilder::default();
    fragment.to_sql(&mut builder, &DB::default()).ok()?;
    Some(builder.finish().into())
}
