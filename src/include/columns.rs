//! The select list of a query that is part of a load.

use super::dialect::Dialect;
use super::fragment::Part;
use super::nested::{NestedSelect, OneValue};
use super::root::SelectList;
use super::select::Joined;
use super::shape::Readable;
use crate::relation::{KeyColumns, Model};
use diesel::QueryResult;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use std::any::TypeId;

/// The select list while it is put together: what stands in it and where.
pub struct Columns<DB: Dialect> {
    parts: Vec<Part<DB>>,
    width: usize,
    models: Vec<(usize, fn(TypeId) -> Option<usize>)>,
    single: Vec<(TypeId, usize)>,
    /// Columns as [`KeyBackend::canonical`](crate::relation::KeyBackend::canonical) makes them.
    canonical: Vec<(TypeId, usize)>,
    /// The query returns every row of its table, so that children need no list of keys.
    pub(crate) whole: bool,
    /// Tables can be joined to the query.
    pub(crate) can_join: bool,
    /// Each row is one value, and has the rows that belong to it within.
    pub(crate) nested: bool,
    joins: Vec<(TypeId, Joined<DB>)>,
    dynamic: bool,
    /// Nothing but columns: no value is bound.
    fixed: bool,
}

impl<DB: Dialect> Columns<DB> {
    pub(crate) fn new(whole: bool, can_join: bool) -> Self {
        Self {
            parts: Vec::new(),
            width: 0,
            models: Vec::new(),
            single: Vec::new(),
            canonical: Vec::new(),
            whole,
            can_join,
            nested: false,
            joins: Vec::new(),
            dynamic: false,
            fixed: true,
        }
    }

    /// The select list of rows within others.
    pub(crate) fn nested(can_join: bool) -> Self {
        Self { nested: true, ..Self::new(false, can_join) }
    }

    /// An empty list for further rows of the same kind.
    pub(crate) fn again(&self) -> Self {
        Self { nested: self.nested, ..Self::new(false, true) }
    }

    /// Adds a model's columns and returns where they start.
    pub fn model<M>(&mut self) -> usize
    where
        M: Model + Readable<DB>,
    {
        let at = self.push(Box::new(M::columns()), M::WIDTH);
        self.note::<M>();
        self.models.push((at, M::position));
        at
    }

    /// Takes note of what a model selects.
    pub(crate) fn note<M>(&mut self)
    where
        M: Model + Readable<DB>,
    {
        self.dynamic |= !M::Columns::HAS_STATIC_QUERY_ID;
        self.fixed &= M::COLUMNS_ONLY;
    }

    /// Adds a column of the table and returns where it stands.
    pub fn column<C: QueryFragment<DB> + Default + Send + 'static>(&mut self) -> usize {
        let at = self.push(Box::new(C::default()), 1);
        self.single.push((TypeId::of::<C>(), at));
        at
    }

    /// Adds an expression of one column and returns where it stands.
    pub fn expression<X: QueryFragment<DB> + QueryId + Send + 'static>(&mut self, expression: X) -> usize {
        self.dynamic |= !X::HAS_STATIC_QUERY_ID;
        self.fixed = false;
        self.push(Box::new(expression), 1)
    }

    /// Where the columns of a key stand; adds those that are not there yet.
    pub(crate) fn key<K: KeyColumns<DB>>(&mut self) -> Positions {
        let mut positions = Positions::default();
        K::each(&mut |column| {
            let known = self.find(column.id);
            positions.push(known.unwrap_or_else(|| {
                let at = self.push(column.sql, 1);
                self.single.push((column.id, at));
                at
            }));
        });
        positions
    }

    /// Where the columns of a key stand in the form that values are compared in; `None` where that is their own.
    pub(crate) fn canonical_key<K: KeyColumns<DB>>(&mut self) -> Option<Positions> {
        let mut differs = false;
        K::each(&mut |column| differs |= DB::canonical(column.kind).is_some());
        if !differs {
            return None;
        }
        let mut positions = Positions::default();
        K::each(&mut |column| {
            let canonical = DB::canonical(column.kind);
            let known = match canonical {
                None => self.find(column.id),
                Some(_) => self.canonical.iter().find(|(known, _)| *known == column.id).map(|(_, at)| *at),
            };
            positions.push(known.unwrap_or_else(|| match canonical {
                None => {
                    let at = self.push(column.sql, 1);
                    self.single.push((column.id, at));
                    at
                }
                Some((before, after)) => {
                    let at = self.push(Box::new(Within { before, sql: column.sql, after }), 1);
                    self.canonical.push((column.id, at));
                    at
                }
            }));
        });
        Some(positions)
    }

    fn find(&self, column: TypeId) -> Option<usize> {
        let single = self.single.iter().find(|(known, _)| *known == column).map(|(_, at)| *at);
        single.or_else(|| self.models.iter().find_map(|(at, position)| position(column).map(|offset| at + offset)))
    }

    fn push(&mut self, part: Part<DB>, width: usize) -> usize {
        let at = self.width;
        self.parts.push(part);
        self.width += width;
        at
    }

    /// Adds columns that no key can be found in and returns where they start.
    pub(crate) fn parts(&mut self, part: Part<DB>, width: usize) -> usize {
        self.push(part, width)
    }

    /// Joins a table; a relation that is asked for twice is joined once.
    pub(crate) fn join(&mut self, relation: TypeId, joined: Joined<DB>) {
        if self.joins.iter().all(|(known, _)| *known != relation) {
            self.joins.push((relation, joined));
        }
    }

    /// Adds the rows of a relation to each row.
    pub(crate) fn rows_within(&mut self, select: NestedSelect<DB>) -> usize {
        self.fixed = false;
        self.push(Box::new(select), 1)
    }

    pub(crate) fn into_list(self) -> SelectList<DB> {
        let joins = self.joins.into_iter().map(|(_, joined)| joined).collect();
        let (columns, width) = match self.nested {
            true => (vec![Box::new(OneValue(self.parts)) as Part<DB>], 1),
            false => (self.parts, self.width),
        };
        SelectList { columns, width, joins, dynamic: self.dynamic, fixed: self.fixed, tie_break: None, limited: false }
    }
}

/// SQL within other SQL.
struct Within<DB: Dialect> {
    before: &'static str,
    sql: Part<DB>,
    after: &'static str,
}

impl<DB: Dialect> QueryFragment<DB> for Within<DB> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.before);
        self.sql.walk_ast(out.reborrow())?;
        out.push_sql(self.after);
        Ok(())
    }
}

/// Where the columns of a key stand. A key has four columns at most: `KeyColumns` is implemented for no more.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Positions {
    at: [usize; 4],
    count: usize,
}

impl Positions {
    fn push(&mut self, position: usize) {
        self.at[self.count] = position;
        self.count += 1;
    }
}

impl std::ops::Deref for Positions {
    type Target = [usize];
    fn deref(&self) -> &[usize] {
        &self.at[..self.count]
    }
}

impl FromIterator<usize> for Positions {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Self {
        positions.into_iter().fold(Self::default(), |mut so_far, position| {
            so_far.push(position);
            so_far
        })
    }
}

impl<DB: Dialect> std::fmt::Debug for Columns<DB> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("width", &self.width).field("whole", &self.whole).finish_non_exhaustive()
    }
}
