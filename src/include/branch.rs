//! One relation of a load: the rows of its parents, its own, and which belongs to which.

use super::by_keys::{ByKeys, KeyReader, key_columns};
use super::child::ChildOf;
use super::collect::{Collect, Values};
use super::columns::Columns;
use super::family::Family;
use super::fragment::Part;
use super::holds::{Held, Holds, Shares, assemble};
use super::index::{KeyIndex, NONE};
use super::job::{Job, Jobs, SendAhead};
use super::nested::NestedSelect;
use super::options::Options;
use super::root::SelectList;
use super::select::{KeyCondition, ParentRows, Select, Top};
use super::source::Source;
use crate::relation::{KeyColumns, Kind, Relation, RelationInfo};
use diesel::QueryResult;
use rustc_hash::FxHashMap;
use std::any::TypeId;
use std::marker::PhantomData;

/// A relation below the rows of a query.
///
/// It sees each row of the parents' query first, to learn its key. Once all are there it is a job, and then the rows
/// of its own query go to `C`. Or it finds its rows within those of the parents.
pub struct Branch<F: Family, C> {
    relation: &'static RelationInfo,
    way: Way<F>,
    /// The place of each parent; a row is put into the place of its key.
    parents: Vec<u32>,
    places: u32,
    rows: C,
    /// The place of each row, or [`NONE`].
    row_places: Vec<u32>,
}

/// How the rows come.
enum Way<F: Family> {
    /// By a query of their own.
    Keys(Box<ByKeys<F>>),
    /// Within each parent's row, at this position.
    Within(usize),
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
        let (way, rows) = match parent.nested {
            true => within::<F, R, C>(parent, options, rows),
            false => by_keys::<F, R, C>(parent, options, rows),
        };
        Self { relation: R::INFO, way, parents: Vec::new(), places: 0, rows, row_places: Vec::new() }
    }

    /// Takes a row of the parents' query.
    fn parent<'conn, 'query>(
        &mut self,
        row: &F::Row<'conn, 'query>,
        integers: &dyn Fn(usize) -> Option<i64>,
    ) -> QueryResult<()> {
        let next = self.places;
        let place = match &mut self.way {
            Way::Keys(keys) => match keys.parent(row, integers)? {
                None => NONE,
                Some((key, canonical)) => keys.place(key, canonical, next),
            },
            Way::Within(at) => {
                let (rows, row_places) = (&mut self.rows, &mut self.row_places);
                F::each_row_within(row, *at, &mut |row| {
                    row_places.push(next);
                    rows.row(row)
                })?;
                next
            }
        };
        self.places += u32::from(place == next);
        self.parents.push(place);
        Ok(())
    }

    fn send_ahead(&mut self, parents: &dyn ParentRows<F::Backend>, send: &mut SendAhead<'_, F::Backend>) {
        if let Way::Keys(keys) = &mut self.way
            && let Some(query) = keys.query_of(parents)
        {
            keys.ahead = Some(send(&query));
            self.rows.send_ahead(&query, send);
        }
    }

    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>) {
        let is_job = match &mut self.way {
            Way::Keys(keys) => keys.is_job(),
            Way::Within(_) => false,
        };
        if is_job {
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

    /// What only those ask for that were handed out as jobs.
    fn keys(&mut self) -> &mut ByKeys<F> {
        match &mut self.way {
            Way::Keys(keys) => keys,
            Way::Within(_) => unreachable!("rows within others have no query of their own"),
        }
    }
}

/// The rows of `R` by the keys of their parents.
fn by_keys<F, R, C>(
    parent: &mut Columns<F::Backend>,
    options: Options<F::Backend>,
    rows: impl FnOnce(&mut Columns<F::Backend>) -> C,
) -> (Way<F>, C)
where
    F: Family,
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
    let in_default_order = options.order.is_empty();
    let per = options.top.map_or_else(Vec::new, |_| key_columns::<R::ChildKey, _>());
    let (mut query, fixed) = select::<F, R>(columns, options, per);
    if fixed {
        query.set_head(TypeId::of::<(R, C)>());
    }
    let keys = ByKeys {
        parent_key,
        child_key,
        condition: KeyCondition::new::<R::ChildKey>,
        columns: key_columns::<R::ChildKey, _>,
        parent_columns: key_columns::<R::OwnerKey, _>,
        default_order: R::default_order,
        in_default_order,
        shared: R::Kind::SHARED,
        whole,
        query: Some(query),
        ahead: None,
        index: KeyIndex::default(),
        more: FxHashMap::default(),
        sent: 0,
    };
    (Way::Keys(Box::new(keys)), rows)
}

/// The rows of `R` within those of their parents.
fn within<F, R, C>(
    parent: &mut Columns<F::Backend>,
    options: Options<F::Backend>,
    rows: impl FnOnce(&mut Columns<F::Backend>) -> C,
) -> (Way<F>, C)
where
    F: Family,
    R: Relation + Source<F::Backend>,
    R::OwnerKey: KeyColumns<F::Backend>,
    R::ChildKey: KeyColumns<F::Backend>,
{
    let mut columns = parent.again();
    let rows = rows(&mut columns);
    let in_default_order = options.order.is_empty();
    let (mut select, _) = select::<F, R>(columns, options, Vec::new());
    if in_default_order && !R::Kind::SHARED {
        select.order = R::default_order(true);
    }
    let (columns, parent_columns) = (key_columns::<R::ChildKey, _>(), key_columns::<R::OwnerKey, _>());
    let at = parent.rows_within(NestedSelect { select, columns, parent_columns });
    (Way::Within(at), rows)
}

/// The statement of `R`, and whether its text follows from types. With a `top` the first rows of each value of the columns
/// `per` are taken, or of all rows without such columns.
fn select<F, R>(
    columns: Columns<F::Backend>,
    options: Options<F::Backend>,
    per: Vec<Part<F::Backend>>,
) -> (Select<F::Backend>, bool)
where
    F: Family,
    R: Source<F::Backend>,
{
    let SelectList { columns, width, joins: further, fixed, .. } = columns.into_list();
    let mut joins = R::joins();
    joins.extend(further);
    let select = Select {
        head: None,
        columns,
        width,
        from: R::first_table(),
        joins,
        keys: None,
        conditions: options.conditions,
        order: options.order,
        top: options.top.map(|count| Top { count, per }),
        recursion: None,
    };
    (select, fixed)
}

impl<F: Family, C: Collect<F>> Job<F> for Branch<F, C> {
    fn query(&mut self) -> Select<F::Backend> {
        self.keys().query()
    }

    fn further(&mut self, query: Select<F::Backend>) -> Option<Select<F::Backend>> {
        self.keys().further(query)
    }

    fn sent_ahead(&mut self) -> Option<usize> {
        self.keys().ahead.take()
    }

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        self.rows.row(row)?;
        let Way::Keys(keys) = &mut self.way else { return Ok(()) };
        // There are rows without a parent where the whole table is read.
        let place = keys.place_of_row(row, |position| self.rows.integer(position))?.unwrap_or(NONE);
        self.row_places.push(place);
        if !keys.more.is_empty()
            && let Some(more) = keys.more.get(&place)
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

    fn send_ahead(&mut self, parents: &dyn ParentRows<F::Backend>, send: &mut SendAhead<'_, F::Backend>) {
        self.branch.send_ahead(parents, send);
    }

    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>) {
        self.branch.ready(jobs);
    }

    fn finish(self: Box<Self>) -> QueryResult<Values<T>> {
        assemble::<R, T, _>(self.branch.finish()?)
    }
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
