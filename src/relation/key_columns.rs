//! Keys of one or several columns.

use super::key::{Key, KeyBackend, KeyType};
use diesel::Column;
use diesel::deserialize;
use diesel::query_builder::QueryFragment;
use diesel::result::UnexpectedEndOfRow;
use diesel::row::{Field, Row};
use std::any::TypeId;

/// A column that can be part of a key on the database `DB`.
pub trait Keyed<DB: KeyBackend>: Column + QueryFragment<DB> + Default + Send + 'static {
    /// How its values are bound.
    #[doc(hidden)]
    const KIND: DB::KeyKind;

    /// Reads the column's value at `position`; `None` is NULL.
    ///
    /// # Errors
    /// When the row has no such position or the value is of another type.
    fn read<'a>(row: &impl Row<'a, DB>, position: usize) -> deserialize::Result<Option<Key>>;

    /// Reads what [`KeyBackend::canonical`] makes of the column, and the column where that is nothing.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[doc(hidden)]
    fn read_canonical<'a>(row: &impl Row<'a, DB>, position: usize) -> deserialize::Result<Option<Key>>;
}

#[diagnostic::do_not_recommend]
impl<C, DB: KeyBackend> Keyed<DB> for C
where
    C: Column + QueryFragment<DB> + Default + Send + 'static,
    C::SqlType: KeyType<DB>,
{
    const KIND: DB::KeyKind = <C::SqlType as KeyType<DB>>::KIND;

    #[inline]
    fn read<'a>(row: &impl Row<'a, DB>, position: usize) -> deserialize::Result<Option<Key>> {
        let field = row.get(position).ok_or_else(|| Box::new(UnexpectedEndOfRow))?;
        <C::SqlType as KeyType<DB>>::read(field.value())
    }

    fn read_canonical<'a>(row: &impl Row<'a, DB>, position: usize) -> deserialize::Result<Option<Key>> {
        if DB::canonical(Self::KIND).is_none() {
            return Self::read(row, position);
        }
        let field = row.get(position).ok_or_else(|| Box::new(UnexpectedEndOfRow))?;
        DB::read_canonical(field.value())
    }
}

/// One column of a key.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
pub struct KeyColumn<DB: KeyBackend> {
    /// Its type.
    pub id: TypeId,
    /// How its values are bound.
    pub kind: DB::KeyKind,
    /// Its name as SQL.
    pub sql: Box<dyn QueryFragment<DB> + Send>,
}

impl<DB: KeyBackend> KeyColumn<DB> {
    fn of<C: Keyed<DB>>() -> Self {
        Self { id: TypeId::of::<C>(), kind: C::KIND, sql: Box::<C>::default() }
    }
}

/// The columns of a key, as a tuple of column types.
pub trait KeyColumns<DB: KeyBackend>: 'static {
    /// Visits the columns in order.
    #[doc(hidden)]
    fn each(visit: &mut dyn FnMut(KeyColumn<DB>));
    /// Reads the key; `None` when one of its columns is NULL, for then it matches nothing.
    ///
    /// # Errors
    /// When a value is not of its column's type.
    fn read<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>>;
    /// Reads the key from what [`KeyBackend::canonical`] makes of its columns.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[doc(hidden)]
    fn read_canonical<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>>;
}

impl<DB: KeyBackend, A: Keyed<DB>> KeyColumns<DB> for (A,) {
    fn each(visit: &mut dyn FnMut(KeyColumn<DB>)) {
        visit(KeyColumn::of::<A>());
    }

    #[inline]
    fn read<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>> {
        A::read(row, positions[0])
    }

    fn read_canonical<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>> {
        A::read_canonical(row, positions[0])
    }
}

macro_rules! key_columns {
    ($($column:ident $at:tt),*) => {
        impl<DB: KeyBackend, $($column: Keyed<DB>),*> KeyColumns<DB> for ($($column,)*) {
            fn each(visit: &mut dyn FnMut(KeyColumn<DB>)) {
                $(visit(KeyColumn::of::<$column>());)*
            }

            fn read<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>> {
                Ok(all([$($column::read(row, positions[$at])?),*]))
            }

            fn read_canonical<'a>(row: &impl Row<'a, DB>, positions: &[usize]) -> deserialize::Result<Option<Key>> {
                Ok(all([$($column::read_canonical(row, positions[$at])?),*]))
            }
        }
    };
}
key_columns!(A 0, B 1);
key_columns!(A 0, B 1, C 2);
key_columns!(A 0, B 1, C 2, D 3);

/// The key of these values, if none is NULL.
fn all<const N: usize>(values: [Option<Key>; N]) -> Option<Key> {
    values.into_iter().collect::<Option<Vec<_>>>().map(Key::Tuple)
}
