//! What can be the child of a relation.

use crate::relation::RelationInfo;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

/// A model or projection of the table `T`, or a pointer to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model or projection of the table `{T}`",
    label = "expected a row of `{T}`",
    note = "a foreign key that is NOT NULL leads to exactly one row: write the model itself, without `Option` or `Vec`",
    note = "a model needs `#[derive(Queryable, Selectable, Model)]` and the table in `#[diesel(table_name = …)]`, a projection `#[derive(Projection)]`"
)]
pub trait ChildOf<T>: Sized {
    /// How many queries it takes to load any number of these.
    const QUERIES: usize;
    /// What is loaded.
    type Shape;
    /// Wraps what was loaded.
    fn from_shape(shape: Self::Shape) -> Self;
}

macro_rules! pointer {
    ($($pointer:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T, M: ChildOf<T>> ChildOf<T> for $pointer<M> {
            const QUERIES: usize = M::QUERIES;
            type Shape = M::Shape;
            fn from_shape(shape: M::Shape) -> Self {
                $pointer::new(M::from_shape(shape))
            }
        }
    )*};
}
pointer!(Box, Rc, Arc);

/// A row that a foreign key promises is not in the database.
///
/// A load returns it inside [`diesel::result::Error::DeserializationError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingRow {
    relation: &'static RelationInfo,
}

impl MissingRow {
    pub(crate) fn new(relation: &'static RelationInfo) -> Self {
        Self { relation }
    }

    /// What a load failed for, if it was this.
    #[must_use]
    pub fn of(error: &diesel::result::Error) -> Option<&Self> {
        match error {
            diesel::result::Error::DeserializationError(inner) => inner.downcast_ref(),
            _ => None,
        }
    }

    /// The relation.
    #[must_use]
    pub fn relation(&self) -> &'static RelationInfo {
        self.relation
    }
}

impl fmt::Display for MissingRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RelationInfo { owner, owner_columns, target, target_columns, .. } = self.relation;
        write!(
            f,
            "a row of `{owner}` has no `{name}`: {owner}.({columns}) has a value that no row of {target}.({keys}) has; \
             was it written without foreign keys being enforced?",
            name = self.relation.name,
            columns = owner_columns.join(", "),
            keys = target_columns.join(", "),
        )
    }
}

impl std::error::Error for MissingRow {}
