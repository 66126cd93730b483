//! One relation of a load: the keys of its parents, its query, and where its rows belong.

use super::child::ChildOf;
use super::collect::{Collect, Values};
use super::columns::{Columns, Positions};
use super::dialect::Dialect;
use super::family::Family;
use super::fragment::Part;
use super::holds::{Held, Holds, Shares, assemble};
use super::index::{KeyIndex, NONE};
use super::job::{Job, Jobs};
use super::options::Options;
use super::root::SelectList;
use super::select::{KeyCondition, Select, Top};
use super::source::Source;
use crate::relation::{Key, KeyColumns, Kind, Relation, RelationInfo};
use diesel::QueryResult;
use diesel::deserialize;
use diesel::result::Error;
use rustc_hash::FxHashMap;
use std::any::TypeId;
use std::marker::PhantomData;

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
    fn single(&self) -> Option<usize> {
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

/// The order of the rows of a relation; whether their keys are in it is the question.
type DefaultOrder<DB> = fn(bool) -> Vec<Part<DB>>;

/// A relation below the rows of a query.
///
/// It sees each row of the parents' query first, to learn its key. Once all are there it is a job, and then the rows
/// of its own query go to `C`.
pub struct Branch<F: Family, C> {
    relation: &'static RelationInfo,
    parent_key: KeyReader<F>,
    child_key: KeyReader<F>,
    keys: fn(&[Key], usize) -> (KeyCondition<F::Backend>, usize),
    /// How many keys were sent.
    sent: usize,
    default_order: Option<DefaultOrder<F::Backend>>,
    /// The place of each parent; a row is put into the place of its key.
    parents: Vec<u32>,
    places: u32,
    index: KeyIndex,
    /// Further places of a key that several parents have, where they do not share a row.
    more: FxHashMap<u32, Vec<u32>>,
    shared: bool,
    whole: bool,
    query: Option<Select<F::Backend>>,
    rows: C,
    /// The place of each row, or [`NONE`].
    row_places: Vec<u32>,
}

impl<F: Family, C> std::fmt::Debug for Branch<F, C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Branch").field("relation", &self.relation.path()).finish_non_exhaustive()
    }
}

impl<F: Family, C: Collect<F>> Branch<F, C> {
    /// Plans to load the relation `R` below the query whose select list is `parent`. `rows` makes the collector of its
    /// rows.
    pub fn new<R>(
        parent: &mut Columns<F::Backend>,
        options: Options<F::Backend>,
        rows: impl FnOnce(&mut Columns<F::Backend>) -> C,
    ) -> Self
    where
        R: Relation + Source<F::Backend>,
        R::OwnerKey: KeyColumns<F::Backend>,
        R::ChildKey: KeyColumns<F::Backend>,
        C: 'static,
    {
        // All children of all parents are the whole table (but for those without a parent), so a list of keys would
        // only make the query slower. It is not so for a foreign key in the parents: it may use a few of many rows.
        let whole = parent.whole && !R::Kind::SHARED;
        let all = whole && options.conditions.is_empty() && options.top.is_none();
        let parent_key = KeyReader::new::<R::OwnerKey>(parent);
        let mut columns = Columns::new(all, true);
        let rows = rows(&mut columns);
        let child_key = KeyReader::comparing::<R::ChildKey>(&mut columns);
        // One row for each key: there is nothing to order.
        let default_order =
            (options.order.is_empty() && !R::Kind::SHARED).then_some(R::default_order as DefaultOrder<_>);
        let top = options.top.map(|count| Top { count, per: key_columns::<R::ChildKey, _>() });
        let SelectList { columns, width, joins: further, fixed, .. } = columns.into_list();
        let mut joins = R::joins();
        joins.extend(further);
        let mut query = Select {
            head: None,
            columns,
            width,
            from: R::first_table(),
            joins,
            keys: None,
            conditions: options.conditions,
            order: options.order,
            top,
            recursion: None,
        };
        if fixed {
            query.set_head(TypeId::of::<(R, C)>());
        }
        Self {
            relation: R::INFO,
            parent_key,
            child_key,
            keys: KeyCondition::new::<R::ChildKey>,
            sent: 0,
            default_order,
            parents: Vec::new(),
            places: 0,
            index: KeyIndex::default(),
            more: FxHashMap::default(),
            shared: R::Kind::SHARED,
            whole,
            query: Some(query),
            rows,
            row_places: Vec::new(),
        }
    }

    /// Takes a row of the parents' query.
    fn parent<'conn, 'query>(
        &mut self,
        row: &F::Row<'conn, 'query>,
        integers: &dyn Fn(usize) -> Option<i64>,
    ) -> QueryResult<()> {
        let key = match self.parent_key.single().and_then(integers) {
            Some(integer) => Some(Key::Int(integer)),
            None => self.parent_key.read(row)?,
        };
        let place = match key {
            None => NONE,
            Some(key) => {
                let canonical = self.parent_key.read_canonical(row)?;
                self.place(key, canonical)
            }
        };
        self.parents.push(place);
        Ok(())
    }

    fn place(&mut self, key: Key, canonical: Option<Key>) -> u32 {
        let next = self.places;
        let (known, new) = self.index.insert(key, canonical, next);
        if !new {
            if self.shared {
                return known;
            }
            self.more.entry(known).or_default().push(next);
        }
        self.places += 1;
        next
    }

    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>) {
        if self.query.is_some() && self.index.keys().is_empty() {
            self.query = None;
        }
        if self.query.is_some() {
            jobs.push(self);
        } else {
            self.rows.ready(jobs);
        }
    }

    /// The loaded rows and where they belong.
    fn finish(self) -> QueryResult<Loaded<C::Item>> {
        Ok(Loaded {
            relation: self.relation,
            parents: self.parents,
            places: self.places as usize,
            rows: Box::new(self.rows).finish()?,
            row_places: self.row_places,
        })
    }
}

impl<F: Family, C: Collect<F>> Job<F> for Branch<F, C> {
    fn query(&mut self) -> Select<F::Backend> {
        let mut query = self.query.take().expect("a job is asked for its query once");
        if let Some(order) = self.default_order {
            query.order = order(self.whole || self.index.keys().len() == 1);
        }
        if !self.whole {
            let keys = self.index.keys();
            if let Some(top) = &mut query.top
                && keys.len() == 1
            {
                top.per.clear();
            }
            let (condition, sent) = (self.keys)(keys, 0);
            query.keys = Some(condition);
            self.sent = sent;
        }
        query
    }

    fn further(&mut self, mut query: Select<F::Backend>) -> Option<Select<F::Backend>> {
        let keys = self.index.keys();
        if self.whole || self.sent == keys.len() {
            return None;
        }
        let (condition, sent) = (self.keys)(keys, self.sent);
        query.keys = Some(condition);
        self.sent = sent;
        Some(query)
    }

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        self.rows.row(row)?;
        let place = match self.child_key.single().and_then(|position| self.rows.integer(position)) {
            Some(integer) => self.index.get_integer(integer),
            None => self.child_key.read(row)?.and_then(|key| self.index.get(&key)),
        };
        // There are rows without a parent where the whole table is read.
        let place = place.unwrap_or(NONE);
        self.row_places.push(place);
        if !self.more.is_empty()
            && let Some(more) = self.more.get(&place)
        {
            // Decoded again for each further parent, so that children need not be `Clone`.
            for place in more {
                self.rows.row(row)?;
                self.row_places.push(*place);
            }
        }
        Ok(())
    }
}

/// Collects the rows of a relation into one `T` for each parent.
pub struct RelationRows<F: Family, R, T, C> {
    branch: Branch<F, C>,
    types: PhantomData<fn() -> (R, T)>,
}

impl<F: Family, R, T, C> RelationRows<F, R, T, C> {
    pub(crate) fn new(branch: Branch<F, C>) -> Self {
        Self { branch, types: PhantomData }
    }
}

impl<F, R, T, C> Collect<F> for RelationRows<F, R, T, C>
where
    F: Family,
    C: Collect<F>,
    R: Relation,
    R::Kind: Holds<T> + Shares<Held<R, T>>,
    Held<R, T>: ChildOf<R::Target, Shape = C::Item> + 'static,
    T: 'static,
{
    type Item = T;

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        self.branch.parent(row, &|_| None)
    }

    fn row_beside<'conn, 'query>(
        &mut self,
        row: &F::Row<'conn, 'query>,
        integers: &dyn Fn(usize) -> Option<i64>,
    ) -> QueryResult<()> {
        self.branch.parent(row, integers)
    }

    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>) {
        self.branch.ready(jobs);
    }

    fn finish(self: Box<Self>) -> QueryResult<Values<T>> {
        assemble::<R, T, _>(self.branch.finish()?)
    }
}

/// The columns of a key as SQL.
pub(crate) fn key_columns<K: KeyColumns<DB>, DB: Dialect>() -> Vec<Part<DB>> {
    let mut parts = Vec::with_capacity(1);
    K::each(&mut |column| parts.push(column.sql));
    parts
}

/// The rows of a relation and the parents they belong to.
pub struct Loaded<M> {
    pub(crate) relation: &'static RelationInfo,
    /// The place of each parent, or [`NONE`].
    pub(crate) parents: Vec<u32>,
    pub(crate) places: usize,
    pub(crate) rows: Values<M>,
    /// The place of each row, or [`NONE`].
    pub(crate) row_places: Vec<u32>,
}

impl<M> std::fmt::Debug for Loaded<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loaded").field("rows", &self.row_places.len()).finish_non_exhaustive()
    }
}
