//! `owner key = child key`, as a Diesel expression over tuples of columns.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::expression_methods::{ExpressionMethods, NullableExpressionMethods};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{Alias, AliasSource, AliasedField};
use diesel::sql_types::{Bool, Nullable};
use diesel::{Column, Expression, QueryResult, dsl};

/// Columns that can be compared although only one of them may be NULL. The SQL is that of the columns.
pub trait NullableColumns {
    /// The columns as nullable expressions.
    type Output;
    /// The columns as nullable expressions.
    fn nullable_columns() -> Self::Output;
}

/// The same columns under an alias of their table.
pub trait AliasedColumns<S> {
    /// The columns as nullable expressions.
    type Output;
    /// The columns as nullable expressions.
    fn aliased_columns(alias: &Alias<S>) -> Self::Output;
}

/// Two tuples are equal.
pub trait PairsEqual<Rhs> {
    /// The condition.
    type Output;
    /// The condition.
    fn pairs_equal(self, rhs: Rhs) -> Self::Output;
}

macro_rules! columns {
    ($($column:ident),*) => {
        impl<$($column),*> NullableColumns for ($($column,)*)
        where
            $($column: Column + Default + NullableExpressionMethods,)*
        {
            type Output = ($(dsl::Nullable<$column>,)*);
            fn nullable_columns() -> Self::Output {
                ($($column::default().nullable(),)*)
            }
        }
        impl<S, $($column),*> AliasedColumns<S> for ($($column,)*)
        where
            S: AliasSource,
            $($column: Column<Table = S::Target> + Default, AliasedField<S, $column>: NullableExpressionMethods + Expression,)*
        {
            type Output = ($(dsl::Nullable<AliasedField<S, $column>>,)*);
            fn aliased_columns(alias: &Alias<S>) -> Self::Output {
                ($(alias.field($column::default()).nullable(),)*)
            }
        }
    };
}
columns!(A);
columns!(A, B);
columns!(A, B, C);
columns!(A, B, C, D);

type Equal<L, R> = dsl::Eq<L, R>;

impl<L: ExpressionMethods + Expression, R> PairsEqual<(R,)> for (L,)
where
    L::SqlType: diesel::sql_types::SqlType,
    R: diesel::expression::AsExpression<L::SqlType>,
{
    type Output = Equal<L, R>;
    fn pairs_equal(self, rhs: (R,)) -> Self::Output {
        self.0.eq(rhs.0)
    }
}

/// Several conditions that must all hold: the equality of keys of several columns.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct AllOf<T>(T);

impl<T> Expression for AllOf<T> {
    // The columns are nullable expressions, see `NullableColumns`.
    type SqlType = Nullable<Bool>;
}

macro_rules! pairs {
    ($($left:ident $right:ident $at:tt),*) => {
        impl<$($left,)* $($right,)*> PairsEqual<($($right,)*)> for ($($left,)*)
        where
            $(($left,): PairsEqual<($right,)>,)*
        {
            type Output = AllOf<($(<($left,) as PairsEqual<($right,)>>::Output,)*)>;
            fn pairs_equal(self, rhs: ($($right,)*)) -> Self::Output {
                AllOf(($((self.$at,).pairs_equal((rhs.$at,)),)*))
            }
        }

        impl<QS, $($left: AppearsOnTable<QS>),*> AppearsOnTable<QS> for AllOf<($($left,)*)> {}
        impl<QS, $($left: SelectableExpression<QS>),*> SelectableExpression<QS> for AllOf<($($left,)*)> {}
        impl<GB, $($left: ValidGrouping<GB, IsAggregate = is_aggregate::No>),*> ValidGrouping<GB> for AllOf<($($left,)*)> {
            type IsAggregate = is_aggregate::No;
        }
        impl<DB: Backend, $($left: QueryFragment<DB>),*> QueryFragment<DB> for AllOf<($($left,)*)> {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                $(
                    out.push_sql(if $at == 0 { "(" } else { " AND " });
                    self.0.$at.walk_ast(out.reborrow())?;
                )*
                out.push_sql(")");
                Ok(())
            }
        }
    };
}
pairs!(A U 0, B V 1);
pairs!(A U 0, B V 1, C W 2);
pairs!(A U 0, B V 1, C W 2, D X 3);
