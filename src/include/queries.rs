//! How many queries a field of a projection takes.
//!
//! The types below have a constant of their own where the field fits, and that of [`UnknownQueries`] where it does not.
//! So a field of a wrong type is an error only where the field is loaded, and not a second time in `QUERIES`.

use super::child::ChildOf;
use super::holds::{Held, Holds};
use crate::relation::Relation;
use std::marker::PhantomData;

/// The queries of a relation `R` in a field of the type `T`.
#[derive(Debug)]
pub struct QueriesOfRelation<R, T>(PhantomData<fn() -> (R, T)>);

impl<R, T> QueriesOfRelation<R, T>
where
    R: Relation,
    R::Kind: Holds<T>,
    Held<R, T>: ChildOf<R::Target>,
{
    /// How many there are.
    pub const QUERIES: usize = <Held<R, T> as ChildOf<R::Target>>::QUERIES;
}

/// The queries of a model or projection `T` that is embedded in one of the same table `Q`, besides the first.
#[derive(Debug)]
pub struct QueriesOfPart<Q, T>(PhantomData<fn() -> (Q, T)>);

impl<Q, T: ChildOf<Q>> QueriesOfPart<Q, T> {
    /// How many there are.
    pub const QUERIES: usize = T::QUERIES - 1;
}

/// Stands in for the constants above where they do not exist.
pub trait UnknownQueries {
    /// None.
    const QUERIES: usize = 0;
}
impl<R, T> UnknownQueries for QueriesOfRelation<R, T> {}
impl<Q, T> UnknownQueries for QueriesOfPart<Q, T> {}
