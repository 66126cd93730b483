//! Keys of one or several columns.

use super::key::{Key, KeyType};
use diesel::Column;
use diesel::backend::Backend;
use diesel::deserialize;
use diesel::query_builder::QueryFragment;
use diesel::result::UnexpectedEndOfRow;
use diesel::row::{Field, Row};
use std::any::TypeId;

/// A column that can be part of a key on the database `DB`.
pub trait Keyed<DB: Backend>: Column + QueryFragment<DB> + Default + Send + 'static {
    /// Reads the column's value at `position`; `None` is NULL.
    ///
    /// # Errors
    /// When the row has no such position or the value is of another type.
    fn read<'a>(row: &impl Row<'a, DB>, position: usize) -> deserialize::Result<Option<Key>>;
}

#[diagnostic::do_not_recommend]
impl<C, DB: Backend> Keyed<DB> for C
where
    C: Column + QueryFragment<DB> + Default + Send + 'static,
    C::SqlType: KeyType<DB>,
{
    #[inline]
    fn read<'a>(row: &impl Row<'a, DB>, position: usize) -> deserialize::Result<Option<Key>> {
        let field = row.get(position).ok_or_else(|| Box::new(UnexpectedEndOfRow))?;
        <C::SqlType as KeyType<DB>>::read(field.value())
    }
}

/// The columns of a key, as a tuple of column types.
pub trait KeyColumns<DB: Backend>: 'static {
    /// Visits the columns in order: identity and SQL.
    fn each(visit: &mut dyn FnMut(TypeId, Box<dyn QueryFragment<DB> + Send>));
    /// Reads the key; `None` when one of its columns is NULL, for then it matches nothing.
    ///
    /// # Errors
    /// When a value is not of its column's type.
    fn read<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>>;
}

impl<DB: Backend, A: Keyed<DB>> KeyColumns<DB> for (A,) {
    fn each(visit: &mut dyn FnMut(TypeId, Box<dyn QueryFragment<DB> + Send>)) {
        visit(TypeId::of::<A>(), Box::<A>::default());
    }

    #[inline]
    fn read<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>> {
        A::read(row, positions[0])
    }
}

macro_rules! key_columns {
    ($($column:ident $at:tt),*) => {
        impl<DB: Backend, $($column: Keyed<DB>),*> KeyColumns<DB> for ($($column,)*) {
            fn each(visit: &mut dyn FnMut(TypeId, Box<dyn QueryFragment<DB> + Send>)) {
                $(visit(TypeId::of::<$column>(), Box::<$column>::default());)*
            }

            fn read<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>> {
                Ok(Some(Key::Tuple(vec![$(
                    match $column::read(row, positions[$at])? {
                        Some(key) => key,
                        None => return Ok(None),
                    },
                )*])))
            }
        }
    };
}
key_columns!(A 0, B 1);
key_columns!(A 0, B 1, C 2);
key_columns!(A 0, B 1, C 2, D 3);
