//! The containers of related rows: which one fits which kind of relation, and how it is filled.

use super::branch::Loaded;
use super::child::{ChildOf, MissingRow};
use super::collect::Values;
use super::index::NONE;
use crate::relation::{BelongsTo, BelongsToOptional, HasMany, HasOne, Kind, ManyToMany, Relation};
use diesel::QueryResult;
use diesel::result::Error;

/// A field of the type `T` can hold the rows of a relation of this kind.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` relation does not fit into `{T}`",
    label = "wrong container for this relation",
    note = "write `Vec<…>` for `HasMany` and `ManyToMany`, `Option<…>` for `HasOne` and `BelongsToOptional` (the foreign key may be NULL), the model or projection itself for `BelongsTo` (NOT NULL)"
)]
pub trait Holds<T>: Kind {
    /// What is held: a model or projection, or a pointer to one.
    type Item;

    #[doc(hidden)]
    fn fill<S: 'static>(loaded: Loaded<S>, wrap: fn(S) -> Self::Item) -> QueryResult<Values<T>>
    where
        Self: Shares<Self::Item>,
        Self::Item: 'static;
}

/// Rows of a relation of this kind can be handed to their parents: moved, or cloned where parents share a row.
#[diagnostic::on_unimplemented(
    message = "`{M}` must be `Clone`: several parents can share a row of a `{Self}` relation",
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
            fn fill<S: 'static>(loaded: Loaded<S>, wrap: fn(S) -> M) -> QueryResult<Values<Vec<M>>>
            where
                M: 'static,
            {
                Ok(groups(loaded, wrap))
            }
        }
    )*};
}
many!(HasMany, ManyToMany);

macro_rules! optional {
    ($($kind:ident),*) => {$(
        impl<M> Holds<Option<M>> for $kind {
            type Item = M;
            fn fill<S: 'static>(loaded: Loaded<S>, wrap: fn(S) -> M) -> QueryResult<Values<Option<M>>>
            where
                Self: Shares<M>,
                M: 'static,
            {
                let (parents, mut rows) = one_each(loaded, wrap);
                Ok(Box::new(parents.into_iter().map(move |place| rows.hand_out::<Self>(place))))
            }
        }
    )*};
}
optional!(HasOne, BelongsToOptional);

impl<M> Holds<M> for BelongsTo {
    type Item = M;
    fn fill<S: 'static>(loaded: Loaded<S>, wrap: fn(S) -> M) -> QueryResult<Values<M>>
    where
        Self: Shares<M>,
        M: 'static,
    {
        let missing = MissingRow::new(loaded.relation);
        let (parents, rows) = one_each(loaded, wrap);
        // Every place is that of a parent, so that with this no parent goes without a row.
        if parents.contains(&NONE) || rows.rows.iter().any(Option::is_none) {
            return Err(Error::DeserializationError(Box::new(missing)));
        }
        Ok(Box::new(OnePerParent { parents: parents.into_iter(), rows }))
    }
}

/// The row of each parent, where each has one.
struct OnePerParent<M> {
    parents: std::vec::IntoIter<u32>,
    rows: SharedRows<M>,
}

impl<M> Iterator for OnePerParent<M>
where
    BelongsTo: Shares<M>,
{
    type Item = M;

    fn next(&mut self) -> Option<M> {
        let place = self.parents.next()?;
        self.rows.hand_out::<BelongsTo>(place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.parents.size_hint()
    }
}

/// The rows of each parent. No two parents share a place here, so rows are moved.
fn groups<S: 'static, M: 'static>(loaded: Loaded<S>, wrap: fn(S) -> M) -> Values<Vec<M>> {
    if loaded.places == 1 && loaded.parents.len() == 1 && !loaded.row_places.contains(&NONE) {
        return Box::new(std::iter::once(loaded.rows.map(wrap).collect()));
    }
    let mut sizes = vec![0_u32; loaded.places];
    for place in &loaded.row_places {
        if let Some(size) = sizes.get_mut(*place as usize) {
            *size += 1;
        }
    }
    let mut groups: Vec<Vec<M>> = sizes.iter().map(|size| Vec::with_capacity(*size as usize)).collect();
    for (place, row) in loaded.row_places.iter().zip(loaded.rows) {
        if let Some(group) = groups.get_mut(*place as usize) {
            group.push(wrap(row));
        }
    }
    let take = move |place: u32| groups.get_mut(place as usize).map(std::mem::take).unwrap_or_default();
    Box::new(loaded.parents.into_iter().map(take))
}

/// Rows by place, and how many parents each still has to be handed to.
struct SharedRows<M> {
    rows: Vec<Option<M>>,
    uses: Vec<u32>,
}

impl<M> SharedRows<M> {
    fn hand_out<K: Shares<M>>(&mut self, place: u32) -> Option<M> {
        let row = self.rows.get_mut(place as usize)?;
        let left = &mut self.uses[place as usize];
        *left -= 1;
        K::hand_out(row, *left == 0)
    }
}

/// The places of the parents and the first row of each place.
fn one_each<S, M>(loaded: Loaded<S>, wrap: fn(S) -> M) -> (Vec<u32>, SharedRows<M>) {
    let mut rows: Vec<Option<M>> = Vec::new();
    rows.resize_with(loaded.places, || None);
    for (place, row) in loaded.row_places.iter().zip(loaded.rows) {
        if let Some(place) = rows.get_mut(*place as usize) {
            place.get_or_insert_with(|| wrap(row));
        }
    }
    let mut uses = vec![0_u32; loaded.places];
    for place in loaded.parents.iter().filter(|place| **place != NONE) {
        uses[*place as usize] += 1;
    }
    (loaded.parents, SharedRows { rows, uses })
}

/// What the container `T` of the relation `R` holds.
pub type Held<R, T> = <<R as Relation>::Kind as Holds<T>>::Item;

/// Folds the loaded rows of the relation `R` into one container for each parent.
///
/// # Errors
/// When a row that a foreign key promises is missing.
pub fn assemble<R, T, S: 'static>(loaded: Loaded<S>) -> QueryResult<Values<T>>
where
    R: Relation,
    R::Kind: Holds<T> + Shares<Held<R, T>>,
    Held<R, T>: ChildOf<R::Target, Shape = S> + 'static,
{
    R::Kind::fill(loaded, Held::<R, T>::from_shape)
}
