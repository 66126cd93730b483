//! The kinds of relation as types: how many rows a relation leads to, and whether one row can have several parents.

use diesel::sql_types::SqlType;
use diesel::sql_types::is_nullable::{IsNullable, NotNull};
use diesel::{Column, Expression};

/// What a kind of relation promises about its rows.
pub trait Kind: Send + Sync + 'static {
    /// Whether one row can be the child of several parents, so that it is loaded once and cloned.
    const SHARED: bool;
}

/// A foreign key that is NOT NULL: exactly one row.
#[derive(Debug, Clone, Copy)]
pub struct BelongsTo;
/// A foreign key that may be NULL: one row or none.
#[derive(Debug, Clone, Copy)]
pub struct BelongsToOptional;
/// A unique foreign key in the other table: one row or none.
#[derive(Debug, Clone, Copy)]
pub struct HasOne;
/// A foreign key in the other table: any number of rows.
#[derive(Debug, Clone, Copy)]
pub struct HasMany;
/// A table of links: any number of rows on both sides.
#[derive(Debug, Clone, Copy)]
pub struct ManyToMany;

impl Kind for BelongsTo {
    const SHARED: bool = true;
}
impl Kind for BelongsToOptional {
    const SHARED: bool = true;
}
impl Kind for HasOne {
    const SHARED: bool = false;
}
impl Kind for HasMany {
    const SHARED: bool = false;
}
impl Kind for ManyToMany {
    const SHARED: bool = false;
}

/// Whether a key of one or several columns can be NULL, and with it the kind of `belongs_to` it makes.
pub trait Nullability {
    /// `BelongsTo` when every column is NOT NULL, else `BelongsToOptional`.
    type Kind: Kind;
}

/// The kind of `belongs_to` that a foreign key of these columns makes.
pub type BelongsToKind<Columns> = <Columns as Nullability>::Kind;

/// One column's contribution: `NOT NULL AND rest`.
pub trait AndNull<Rest> {
    /// The kind of both together.
    type Kind: Kind;
}
impl<Rest: Kind> AndNull<Rest> for NotNull {
    type Kind = Rest;
}
impl<Rest> AndNull<Rest> for IsNullable {
    type Kind = BelongsToOptional;
}

type IsNull<C> = <<C as Expression>::SqlType as SqlType>::IsNull;

impl Nullability for () {
    type Kind = BelongsTo;
}

macro_rules! nullability {
    ($head:ident $($tail:ident)*) => {
        impl<$head, $($tail),*> Nullability for ($head, $($tail,)*)
        where
            $head: Column,
            $head::SqlType: SqlType,
            ($($tail,)*): Nullability,
            IsNull<$head>: AndNull<<($($tail,)*) as Nullability>::Kind>,
        {
            type Kind = <IsNull<$head> as AndNull<<($($tail,)*) as Nullability>::Kind>>::Kind;
        }
    };
}
nullability!(A);
nullability!(A B);
nullability!(A B C);
nullability!(A B C D);
