//! The containers of related rows: which one fits which kind of relation, and how it is filled.

use super::branch::Loaded;
use super::child::{ChildOf, MissingRow};
use super::index::NONE;
use crate::relation::{BelongsTo, BelongsToOptional, HasMany, HasOne, Kind, ManyToMany, Relation};
use diesel::QueryResult;
use diesel::result::Error;

/// A field of the type `T` can hold the rows of a relation of this kind.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` relation does not fit into `{T}`",
    label = "wrong container for this relation",
    note = "`HasMany` and `ManyToMany` fill a `Vec<…>`, `HasOne` and `BelongsToOptional` (the foreign key may be NULL) an `Option<…>`, `BelongsTo` (NOT NULL) a plain model or projection"
)]
pub trait Holds<T>: Kind {
    /// What is held: a model or projection, or a pointer to one.
    type Item;

    #[doc(hidden)]
    fn fill(loaded: Loaded<Self::Item>) -> QueryResult<Vec<T>>
    where
        Self: Shares<Self::Item>;
}

/// Rows of a relation of this kind can be handed to their parents: moved, or cloned where parents share a row.
#[diagnostic::on_unimplemented(
    message = "`{M}` must be `Clone`: one row can be the `{Self}` of several parents",
    label = "this type is not `Clone`",
    note = "add `#[derive(Clone)]` to it, or share the row: `Rc<{M}>` or `Arc<{M}>`"
)]
pub trait Shares<M>: Kind {
    #[doc(hidden)]
    fn hand_out(row: &mut Option<M>, last: bool) -> Option<M>;
}

macro_rules! shared {
    ($($kind:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M: Clone> Shares<M> for $kind {
            fn hand_out(row: &mut Option<M>, last: bool) -> Option<M> {
                if last { row.take() } else { row.clone() }
            }
        }
    )*};
}
shared!(BelongsTo, BelongsToOptional);

macro_rules! owned {
    ($($kind:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<M> Shares<M> for $kind {
            fn hand_out(row: &mut Option<M>, _last: bool) -> Option<M> {
                row.take()
            }
        }
    )*};
}
owned!(HasOne, HasMany, ManyToMany);

macro_rules! many {
    ($($kind:ident),*) => {$(
        impl<M> Holds<Vec<M>> for $kind {
            type Item = M;
            fn fill(loaded: Loaded<M>) -> QueryResult<Vec<Vec<M>>> {
                Ok(groups(loaded))
            }
        }
    )*};
}
many!(HasMany, ManyToMany);

macro_rules! optional {
    ($($kind:ident),*) => {$(
        impl<M> Holds<Option<M>> for $kind {
            type Item = M;
            fn fill(loaded: Loaded<M>) -> QueryResult<Vec<Option<M>>>
            where
                Self: Shares<M>,
            {
                Ok(one_each::<Self, M>(loaded))
            }
        }
    )*};
}
optional!(HasOne, BelongsToOptional);

impl<M> Holds<M> for BelongsTo {
    type Item = M;
    fn fill(loaded: Loaded<M>) -> QueryResult<Vec<M>>
    where
        Self: Shares<M>,
    {
        let missing = MissingRow::new(loaded.relation);
        one_each::<Self, M>(loaded)
            .into_iter()
            .map(|row| row.ok_or_else(|| Error::DeserializationError(Box::new(missing))))
            .collect()
    }
}

/// The rows of each parent. No two parents share a place here, so rows are moved.
fn groups<M>(loaded: Loaded<M>) -> Vec<Vec<M>> {
    let mut sizes = vec![0_u32; loaded.places];
    for place in &loaded.row_places {
        if let Some(size) = sizes.get_mut(*place as usize) {
            *size += 1;
        }
    }
    let mut groups: Vec<Vec<M>> = sizes.iter().map(|size| Vec::with_capacity(*size as usize)).collect();
    for (place, row) in loaded.row_places.iter().zip(loaded.rows) {
        if let Some(group) = groups.get_mut(*place as usize) {
            group.push(row);
        }
    }
    let take = |place: u32| groups.get_mut(place as usize).map(std::mem::take).unwrap_or_default();
    loaded.parents.into_iter().map(take).collect()
}

/// The first row of each parent.
fn one_each<K: Shares<M>, M>(loaded: Loaded<M>) -> Vec<Option<M>> {
    let mut rows: Vec<Option<M>> = Vec::new();
    rows.resize_with(loaded.places, || None);
    for (place, row) in loaded.row_places.iter().zip(loaded.rows) {
        if let Some(place) = rows.get_mut(*place as usize) {
            place.get_or_insert(row);
        }
    }
    let mut uses = vec![0_u32; loaded.places];
    for place in loaded.parents.iter().filter(|place| **place != NONE) {
        uses[*place as usize] += 1;
    }
    let mut hand_out = |place: u32| {
        let row = rows.get_mut(place as usize)?;
        let left = &mut uses[place as usize];
        *left -= 1;
        K::hand_out(row, *left == 0)
    };
    loaded.parents.into_iter().map(&mut hand_out).collect()
}

/// What the container `T` of the relation `R` holds.
pub type Held<R, T> = <<R as Relation>::Kind as Holds<T>>::Item;

/// Folds the loaded rows of the relation `R` into one container for each parent.
///
/// # Errors
/// When a row that a foreign key promises is missing.
pub fn assemble<R, T, S>(loaded: Loaded<S>) -> QueryResult<Vec<T>>
where
    R: Relation,
    R::Kind: Holds<T> + Shares<Held<R, T>>,
    Held<R, T>: ChildOf<R::Target, Shape = S>,
{
    R::Kind::fill(loaded.map(Held::<R, T>::from_shape))
}
