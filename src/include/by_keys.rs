//! The keys of a relation: read from its parents, sent with its query, and found again in its rows.

use super::columns::{Columns, Positions};
use super::dialect::Dialect;
use super::family::Family;
use super::fragment::Part;
use super::index::KeyIndex;
use super::select::{KeyCondition, Keys, ParentRows, Select};
use crate::relation::{Key, KeyColumns};
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::Error;
use diesel::{QueryResult, deserialize};
use rustc_hash::FxHashMap;

/// Reads a key out of a row.
pub(crate) struct KeyReader<F: Family> {
    read: Read<F>,
    positions: Positions,
    /// For keys that the database may take for equal though their bytes differ: the form that is the same for both.
    canonical: Option<(Read<F>, Positions)>,
}

type Read<F> =
    for<'r, 'conn, 'query> fn(&'r <F as Family>::Row<'conn, 'query>, &[usize]) -> deserialize::Result<Option<Key>>;

impl<F: Family> KeyReader<F> {
    pub(crate) fn new<K: KeyColumns<F::Backend>>(columns: &mut Columns<F::Backend>) -> Self {
        let mut reader = Self::at::<K>(columns.key::<K>());
        let canonical: Read<F> = |row, positions| K::read_canonical(row, positions);
        reader.canonical = columns.canonical_key::<K>().map(|positions| (canonical, positions));
        reader
    }

    /// Reads a key to compare it only.
    pub(crate) fn comparing<K: KeyColumns<F::Backend>>(columns: &mut Columns<F::Backend>) -> Self {
        match columns.canonical_key::<K>() {
            None => Self::new::<K>(columns),
            Some(positions) => {
                Self { read: |row, positions| K::read_canonical(row, positions), positions, canonical: None }
            }
        }
    }

    /// Reads a key whose columns stand at these positions.
    pub(crate) fn at<K: KeyColumns<F::Backend>>(positions: Positions) -> Self {
        Self { read: |row, positions| K::read(row, positions), positions, canonical: None }
    }

    /// The only position, where the key is one column.
    pub(super) fn single(&self) -> Option<usize> {
        match self.positions[..] {
            [position] => Some(position),
            _ => None,
        }
    }

    pub(crate) fn read(&self, row: &F::Row<'_, '_>) -> QueryResult<Option<Key>> {
        (self.read)(row, &self.positions).map_err(Error::DeserializationError)
    }

    /// The form of the key that is compared, where it is another one.
    pub(crate) fn read_canonical(&self, row: &F::Row<'_, '_>) -> QueryResult<Option<Key>> {
        match &self.canonical {
            None => Ok(None),
            Some((read, positions)) => read(row, positions).map_err(Error::DeserializationError),
        }
    }
}

/// The columns of a key as SQL.
pub(crate) fn key_columns<K: KeyColumns<DB>, DB: Dialect>() -> Vec<Part<DB>> {
    let mut parts = Vec::with_capacity(1);
    K::each(&mut |column| parts.push(column.sql));
    parts
}

/// The order of the rows of a relation; whether their keys are in it is the question.
pub(super) type DefaultOrder<DB> = fn(bool) -> Vec<Part<DB>>;

/// Loads a relation by the keys of its parents.
pub(super) struct ByKeys<F: Family> {
    pub(super) parent_key: KeyReader<F>,
    pub(super) child_key: KeyReader<F>,
    /// The condition of the relation's own key.
    pub(super) condition: fn(&[Key], usize) -> (KeyCondition<F::Backend>, usize),
    /// The columns of that key, and those of the parents'.
    pub(super) columns: fn() -> Vec<Part<F::Backend>>,
    pub(super) parent_columns: fn() -> Vec<Part<F::Backend>>,
    pub(super) default_order: DefaultOrder<F::Backend>,
    /// The order was not asked for.
    pub(super) in_default_order: bool,
    /// Parents with the same key share a row.
    pub(super) shared: bool,
    /// The children of all rows of a table: no list of keys is needed.
    pub(super) whole: bool,
    pub(super) query: Option<Select<F::Backend>>,
    /// The number of the query, if it was sent before the keys were known.
    pub(super) ahead: Option<usize>,
    pub(super) index: KeyIndex,
    /// Further places of a key that several parents have, where they do not share a row.
    pub(super) more: FxHashMap<u32, Vec<u32>>,
    /// How many keys were sent.
    pub(super) sent: usize,
}

impl<F: Family> ByKeys<F> {
    /// The key of a parent; `integers` tells those that were decoded already.
    pub(super) fn parent(
        &self,
        row: &F::Row<'_, '_>,
        integers: &dyn Fn(usize) -> Option<i64>,
    ) -> QueryResult<Option<(Key, Option<Key>)>> {
        let key = match self.parent_key.single().and_then(integers) {
            Some(integer) => Some(Key::Int(integer)),
            None => self.parent_key.read(row)?,
        };
        let Some(key) = key else { return Ok(None) };
        Ok(Some((key, self.parent_key.read_canonical(row)?)))
    }

    /// The place of a parent with this key: `next`, or the one that it shares.
    pub(super) fn place(&mut self, key: Key, canonical: Option<Key>, next: u32) -> u32 {
        let (known, new) = self.index.insert(key, canonical, next);
        if !new {
            if self.shared {
                return known;
            }
            self.more.entry(known).or_default().push(next);
        }
        next
    }

    /// The place of a row; `integer` tells a key that was decoded already.
    pub(super) fn place_of_row(
        &mut self,
        row: &F::Row<'_, '_>,
        integer: impl FnOnce(usize) -> Option<i64>,
    ) -> QueryResult<Option<u32>> {
        Ok(match self.child_key.single().and_then(integer) {
            Some(integer) => self.index.get_integer(integer),
            None => self.child_key.read(row)?.and_then(|key| self.index.get(&key)),
        })
    }

    /// Whether the query is still to be sent, or its rows to be read.
    pub(super) fn is_job(&mut self) -> bool {
        if self.query.is_some() && self.index.keys().is_empty() {
            self.query = None;
        }
        self.query.is_some() || self.ahead.is_some()
    }

    pub(super) fn query(&mut self) -> Select<F::Backend> {
        let mut query = self.query.take().expect("a job is asked for its query once");
        if self.in_default_order && !self.shared {
            let plain = self.whole || self.index.keys().len() == 1 || !F::Backend::FINDS_IN_ORDER_OF_KEYS;
            query.order = (self.default_order)(plain);
        }
        if !self.whole {
            let keys = self.index.keys();
            if let Some(top) = &mut query.top
                && keys.len() == 1
            {
                top.per.clear();
            }
            let (condition, sent) = (self.condition)(keys, 0);
            query.keys = Some(condition);
            self.sent = sent;
        }
        query
    }

    pub(super) fn further(&mut self, mut query: Select<F::Backend>) -> Option<Select<F::Backend>> {
        let keys = self.index.keys();
        if self.whole || self.sent == keys.len() {
            return None;
        }
        let (condition, sent) = (self.condition)(keys, self.sent);
        query.keys = Some(condition);
        self.sent = sent;
        Some(query)
    }

    /// The query before any key is known: for the rows that `parents` will return.
    pub(super) fn query_of<'p>(
        &mut self,
        parents: &'p dyn ParentRows<F::Backend>,
    ) -> Option<SelectOfParents<'p, F::Backend>> {
        let mut select = self.query.take()?;
        if self.in_default_order && !self.shared {
            select.order = (self.default_order)(self.whole || !F::Backend::FINDS_IN_ORDER_OF_KEYS);
        } else if select.top.is_some() {
            // Each statement that asks for the first rows has to get the same ones.
            select.order.extend((self.default_order)(true));
        }
        let (columns, parent_columns) = match self.whole {
            true => (Vec::new(), Vec::new()),
            false => ((self.columns)(), (self.parent_columns)()),
        };
        Some(SelectOfParents { select, columns, parents, parent_columns })
    }
}

/// A statement with its parents' statement in the place of their keys.
pub(super) struct SelectOfParents<'p, DB: Dialect> {
    select: Select<DB>,
    columns: Vec<Part<DB>>,
    parents: &'p dyn ParentRows<DB>,
    parent_columns: Vec<Part<DB>>,
}

impl<DB: Dialect> SelectOfParents<'_, DB> {
    fn keys(&self) -> Keys<'_, DB> {
        let Self { columns, parents, parent_columns, .. } = self;
        match columns.is_empty() {
            true => Keys::All,
            false => Keys::OfParents { columns, parents: *parents, parent_columns },
        }
    }
}

impl<DB: Dialect> QueryFragment<DB> for SelectOfParents<'_, DB> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.select.push(self.keys(), out)
    }
}

impl<DB: Dialect> ParentRows<DB> for SelectOfParents<'_, DB> {
    fn push_keys<'b>(&'b self, columns: &'b [Part<DB>], out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.select.push_keys(self.keys(), columns, out)
    }
}
