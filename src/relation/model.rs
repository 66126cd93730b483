//! Models: structs that hold columns of one table.

use super::token::Relation;
use diesel::Table;
use std::any::TypeId;

/// A struct whose fields are columns of one table; `#[derive(Model)]` beside `Queryable` and `Selectable`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "add `#[derive(Queryable, Selectable, Model)]` and `#[diesel(table_name = …)]` to it"
)]
pub trait Model: Sized {
    /// The table.
    type Table: Table;

    /// Every field is a column of the table: the selection binds no value.
    #[doc(hidden)]
    const COLUMNS_ONLY: bool;

    /// Where a column stands in the model's selection, if it is there.
    ///
    /// A load takes the keys of a relation from there and asks for a further column only where this is `None`.
    #[doc(hidden)]
    fn position(column: TypeId) -> Option<usize>;

    /// The field at this position of the model's selection, where it is an integer and not NULL.
    #[doc(hidden)]
    fn integer(&self, _position: usize) -> Option<i64> {
        None
    }
}

/// Tells integers from other fields in derived code, which does not know the types of the fields.
///
/// The types that can be integers of a key have a method of their own; all others fall back to [`NoInteger`].
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct FieldOf<'a, T>(pub &'a T);

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl FieldOf<'_, $integer> {
            #[inline]
            pub fn integer(self) -> Option<i64> {
                Some(i64::from(*self.0))
            }
        }
        impl FieldOf<'_, Option<$integer>> {
            #[inline]
            pub fn integer(self) -> Option<i64> {
                self.0.map(i64::from)
            }
        }
    )*};
}
integers!(i16, i32, i64);

#[doc(hidden)]
pub trait NoInteger: Sized {
    /// `None`
    #[inline]
    fn integer(self) -> Option<i64> {
        None
    }
}
impl<T> NoInteger for FieldOf<'_, T> {}

/// The model has a field for the column `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no field for the column `{C}`",
    label = "the column is missing in `{Self}`"
)]
pub trait HasColumn<C> {
    /// The field's type.
    type Value;
    /// The field.
    fn column(&self) -> &Self::Value;
}

/// The model has the columns that the relation `R` starts from.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has not the key column of the relation `{R}`",
    label = "add the relation's key column to `{Self}` to follow it"
)]
pub trait HasKey<R> {
    /// The fields' values, as a tuple.
    type Key;
    /// Copies the fields' values.
    fn key(&self) -> Self::Key;
}

#[diagnostic::do_not_recommend]
impl<M, R> HasKey<R> for M
where
    R: Relation,
    M: Model<Table = R::Owner>,
    R::OwnerKey: KeyValues<M>,
{
    type Key = <R::OwnerKey as KeyValues<M>>::Values;

    fn key(&self) -> Self::Key {
        R::OwnerKey::values(self)
    }
}

/// A tuple of columns that the model `M` has fields for.
pub trait KeyValues<M> {
    /// The fields' types.
    type Values;
    /// Copies the fields' values.
    fn values(model: &M) -> Self::Values;
}

macro_rules! key_values {
    ($($column:ident),*) => {
        impl<M, $($column),*> KeyValues<M> for ($($column,)*)
        where
            $(M: HasColumn<$column>, <M as HasColumn<$column>>::Value: Clone,)*
        {
            type Values = ($(<M as HasColumn<$column>>::Value,)*);

            fn values(model: &M) -> Self::Values {
                ($(<M as HasColumn<$column>>::column(model).clone(),)*)
            }
        }
    };
}
key_values!(A);
key_values!(A, B);
key_values!(A, B, C);
key_values!(A, B, C, D);
