//! Collectors: they take rows and turn them into values.

use super::family::Family;
use super::job::{Jobs, SendAhead};
use super::select::ParentRows;
use super::shape::Readable;
use crate::relation::Model;
use diesel::QueryResult;
use diesel::deserialize::FromSqlRow;
use diesel::result::Error;
use diesel::row::Row;
use std::marker::PhantomData;

/// The values of a collector, made one by one when they are asked for: the parents that hold them are all there is to
/// allocate.
pub type Values<T> = Box<dyn Iterator<Item = T>>;

/// Takes the rows of one query, loads what hangs below them and turns both into values.
///
/// One query may feed several collectors: that of a model's columns and those of the relations that start from it.
pub trait Collect<F: Family>: Send {
    /// What each row becomes.
    type Item: 'static;

    /// Takes one row.
    ///
    /// # Errors
    /// When the row cannot be decoded.
    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()>;

    /// Takes one row whose `integers` other collectors have decoded already.
    ///
    /// # Errors
    /// When the row cannot be decoded.
    #[inline]
    fn row_beside<'conn, 'query>(
        &mut self,
        row: &F::Row<'conn, 'query>,
        _integers: &dyn Fn(usize) -> Option<i64>,
    ) -> QueryResult<()> {
        self.row(row)
    }

    /// The integer that the row taken last has at this place of the select list, where a decoded value tells it: to
    /// decode a key again costs as much as to decode it the first time.
    #[inline]
    fn integer(&self, _position: usize) -> Option<i64> {
        None
    }

    /// Sends the queries of all levels below before the rows of `parents` are there, where that can be done: each with
    /// its parents' query in the place of their keys.
    fn send_ahead(&mut self, _parents: &dyn ParentRows<F::Backend>, _send: &mut SendAhead<'_, F::Backend>) {}

    /// Adds the jobs that can be run now; called when all rows are there.
    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>);

    /// The values, in the order of the rows; called when no job is left.
    ///
    /// # Errors
    /// When a row that a foreign key promises is missing.
    fn finish(self: Box<Self>) -> QueryResult<Values<Self::Item>>;
}

/// Decodes a value whose columns start at `at`.
pub(super) fn decode<'a, U, ST, DB>(row: &impl Row<'a, DB>, at: usize, width: usize) -> QueryResult<U>
where
    DB: diesel::backend::Backend,
    U: FromSqlRow<ST, DB>,
{
    U::build_from_row(&row.partial_row(at..at + width)).map_err(Error::DeserializationError)
}

/// Collects models.
pub struct ModelRows<M, DB> {
    at: usize,
    rows: Vec<M>,
    db: PhantomData<fn() -> DB>,
}

impl<M, DB> ModelRows<M, DB> {
    pub(crate) fn new(at: usize) -> Self {
        Self { at, rows: Vec::new(), db: PhantomData }
    }
}

impl<M, F: Family> Collect<F> for ModelRows<M, F::Backend>
where
    M: Model + Readable<F::Backend> + Send + 'static,
{
    type Item = M;

    #[inline]
    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        self.rows.push(M::read(row, self.at)?);
        Ok(())
    }

    #[inline]
    fn integer(&self, position: usize) -> Option<i64> {
        self.rows.last()?.integer(position.checked_sub(self.at)?)
    }

    fn ready<'a>(&'a mut self, _jobs: &mut Jobs<'a, F>) {}

    fn finish(self: Box<Self>) -> QueryResult<Values<M>> {
        Ok(Box::new(self.rows.into_iter()))
    }
}

/// Collects the values of one column or expression of the SQL type `ST`.
pub struct ColumnRows<T, ST> {
    at: usize,
    values: Vec<T>,
    integer: fn(&T) -> Option<i64>,
    sql_type: PhantomData<fn() -> ST>,
}

impl<T, ST> ColumnRows<T, ST> {
    /// Collects what stands at this place of the select list; `integer` tells a value that can be a key.
    #[must_use]
    pub fn new(at: usize, integer: fn(&T) -> Option<i64>) -> Self {
        Self { at, values: Vec::new(), integer, sql_type: PhantomData }
    }
}

impl<T, ST, F: Family> Collect<F> for ColumnRows<T, ST>
where
    T: FromSqlRow<ST, F::Backend> + Send + 'static,
{
    type Item = T;

    #[inline]
    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        self.values.push(decode::<T, ST, _>(row, self.at, 1)?);
        Ok(())
    }

    #[inline]
    fn integer(&self, position: usize) -> Option<i64> {
        if position == self.at { (self.integer)(self.values.last()?) } else { None }
    }

    fn ready<'a>(&'a mut self, _jobs: &mut Jobs<'a, F>) {}

    fn finish(self: Box<Self>) -> QueryResult<Values<T>> {
        Ok(Box::new(self.values.into_iter()))
    }
}
