//! Keys as they are handed over and as they are bound.

use crate::include::{Dialect, Part};
use diesel::Column;
use diesel::expression::AsExpression;
use diesel::query_builder::QueryFragment;
use diesel::sql_types::SqlType;

/// A value of the target's key: the key itself where it is one column, a tuple where it is several.
pub trait LinkKey<Columns> {
    /// The values as a tuple.
    type Values;
    /// The values as a tuple.
    fn values(self) -> Self::Values;
}
impl<A, V> LinkKey<(A,)> for V {
    type Values = (V,);
    fn values(self) -> (V,) {
        (self,)
    }
}
macro_rules! link_key {
    ($($column:ident $value:ident),*) => {
        impl<$($column,)* $($value),*> LinkKey<($($column,)*)> for ($($value,)*) {
            type Values = Self;
            fn values(self) -> Self {
                self
            }
        }
    };
}
link_key!(A U, B V);
link_key!(A U, B V, C W);
link_key!(A U, B V, C W, D X);

/// Values that can be bound as these columns' values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key of these links",
    label = "expected the values of the key's columns",
    note = "a key of one column is given as its value, a key of several columns as a tuple"
)]
pub trait BoundValues<Columns, DB: Dialect> {
    /// The values, ready to be bound.
    fn bind(&self) -> Vec<Part<DB>>;
}

/// The names of columns.
pub trait ColumnNames {
    /// The database's names.
    const NAMES: &'static [&'static str];
}

macro_rules! bound_values {
    ($($column:ident $value:ident $at:tt),*) => {
        #[diagnostic::do_not_recommend]
        impl<DB: Dialect, $($column,)* $($value),*> BoundValues<($($column,)*), DB> for ($($value,)*)
        where
            $(
                $column: Column,
                $column::SqlType: SqlType,
                $value: Clone + AsExpression<$column::SqlType>,
                $value::Expression: QueryFragment<DB> + Send + 'static,
            )*
        {
            fn bind(&self) -> Vec<Part<DB>> {
                vec![$(Box::new(self.$at.clone().as_expression())),*]
            }
        }
        impl<$($column: Column),*> ColumnNames for ($($column,)*) {
            const NAMES: &'static [&'static str] = &[$($column::NAME),*];
        }
    };
}
bound_values!(A U 0);
bound_values!(A U 0, B V 1);
bound_values!(A U 0, B V 1, C W 2);
bound_values!(A U 0, B V 1, C W 2, D X 3);

impl<Columns, DB: Dialect> BoundValues<Columns, DB> for () {
    fn bind(&self) -> Vec<Part<DB>> {
        Vec::new()
    }
}
