//! Recursive projections: rows with all their descendants along a relation that leads back to their own table.
//!
//! One query loads the descendants of all rows, whatever their depth; then the tree is put together in memory.

use super::by_keys::{KeyReader, key_columns};
use super::collect::{Collect, Values};
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::index::KeyIndex;
use super::job::{Job, Jobs};
use super::options::Options;
use super::root::SelectList;
use super::select::{KeyCondition, Recursion, Select};
use super::source::Source;
use crate::relation::{Direct, HasMany, HasOne, Key, KeyColumns, Kind, LeadsTo, Relation, RelationInfo, StartsAt};
use diesel::QueryResult;
use diesel::result::Error;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;

/// Deeper trees need a `depth = …`: the values nest as deep as the rows, and dropping them takes stack.
const MAX_DEPTH: u32 = 1000;

/// A relation from a row to those below it.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` relation leads up and not down: it has no descendants",
    label = "`recursive` is for has_many relations of a table with itself",
    note = "write the relation from a row to its children, for example `#[kinfolk(rel = replies, recursive)]`"
)]
pub trait Downwards: Kind {}
impl Downwards for HasMany {}
impl Downwards for HasOne {}

/// Collects rows of the type `P` and their descendants. `C` collects single rows, with nothing in the recursive field.
pub struct TreeRows<F: Family, C, P> {
    relation: &'static RelationInfo,
    rows: C,
    /// The key of each row in the form that keys are compared in, roots first.
    keys: Vec<Option<Key>>,
    /// The key of the parent of each row that is not a root.
    parents: Vec<Key>,
    roots: usize,
    /// The distinct keys of the roots, as they are bound.
    root_keys: KeyIndex,
    own_key: KeyReader<F>,
    parent_key: KeyReader<F>,
    condition: fn(&[Key], usize) -> (KeyCondition<F::Backend>, usize),
    /// How many keys of roots were sent.
    sent: usize,
    /// The keys of the descendants that came, where a further statement may find them again.
    seen: FxHashSet<Key>,
    query: Option<Select<F::Backend>>,
    depth: Option<u32>,
    attach: fn(&mut P, Vec<P>),
}

impl<F: Family, C, P> fmt::Debug for TreeRows<F, C, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TreeRows").field("relation", &self.relation.path()).finish_non_exhaustive()
    }
}

impl<F: Family, C: Collect<F, Item = P>, P: 'static> TreeRows<F, C, P> {
    /// Plans to load the descendants along `R` of the rows whose select list is `columns`. `fields` makes the collector
    /// of single rows, `attach` puts the children into their parent.
    pub fn new<Q, R>(
        columns: &mut Columns<F::Backend>,
        options: Options<F::Backend>,
        depth: Option<u32>,
        fields: fn(&mut Columns<F::Backend>) -> C,
        attach: fn(&mut P, Vec<P>),
    ) -> Self
    where
        R: Relation<Route = Direct> + StartsAt<Q> + LeadsTo<Q> + Source<F::Backend>,
        R::Kind: Downwards,
        R::OwnerKey: KeyColumns<F::Backend>,
        R::ChildKey: KeyColumns<F::Backend>,
    {
        // The descendants have the same select list as the roots, so that one collector takes both.
        let mut again = columns.again();
        fields(&mut again);
        KeyReader::<F>::new::<R::OwnerKey>(&mut again);
        KeyReader::<F>::comparing::<R::ChildKey>(&mut again);
        let rows = fields(columns);
        let recursion = Recursion {
            key: key_columns::<R::OwnerKey, _>(),
            parent: key_columns::<R::ChildKey, _>(),
            table: R::first_table(),
            depth,
        };
        let SelectList { columns: again, width, joins, .. } = again.into_list();
        let query = Select {
            head: None,
            columns: again,
            width,
            from: R::first_table(),
            joins,
            keys: None,
            conditions: options.conditions,
            order: if options.order.is_empty() { R::default_order(false) } else { options.order },
            top: None,
            recursion: Some(recursion),
        };
        Self {
            relation: R::INFO,
            rows,
            keys: Vec::new(),
            parents: Vec::new(),
            roots: 0,
            root_keys: KeyIndex::default(),
            own_key: KeyReader::new::<R::OwnerKey>(columns),
            parent_key: KeyReader::comparing::<R::ChildKey>(columns),
            condition: KeyCondition::new::<R::ChildKey>,
            sent: 0,
            seen: FxHashSet::default(),
            query: Some(query),
            depth,
            attach,
        }
    }
}

impl<F: Family, C: Collect<F, Item = P>, P: Clone + 'static> Collect<F> for TreeRows<F, C, P> {
    type Item = P;

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        let key = self.own_key.read(row)?;
        let canonical = self.own_key.read_canonical(row)?;
        if let Some(key) = &key {
            let number = u32::try_from(self.roots).unwrap_or(u32::MAX);
            self.root_keys.insert(key.clone(), canonical.clone(), number);
        }
        self.keys.push(canonical.or(key));
        self.roots += 1;
        self.rows.row(row)
    }

    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>) {
        // No roots, or only roots whose key is NULL.
        if self.query.is_some() && self.keys.iter().all(Option::is_none) {
            self.query = None;
        }
        if self.query.is_some() {
            jobs.push(self);
        } else {
            self.rows.ready(jobs);
        }
    }

    fn finish(self: Box<Self>) -> QueryResult<Values<P>> {
        let this = *self;
        let tree = Tree { relation: this.relation, keys: &this.keys, parents: &this.parents, roots: this.roots };
        let order = tree.bottom_up(this.depth).map_err(|error| Error::DeserializationError(Box::new(error)))?;
        let rows: Vec<P> = Box::new(this.rows).finish()?.collect();
        match this.depth {
            Some(depth) if tree.roots_overlap() => {
                Ok(Box::new(tree.copy_to_depth(&rows, depth, this.attach).into_iter()))
            }
            _ => Ok(Box::new(tree.assemble(rows, &order, this.attach).into_iter())),
        }
    }
}

impl<F: Family, C: Collect<F, Item = P>, P: Clone + 'static> Job<F> for TreeRows<F, C, P> {
    fn query(&mut self) -> Select<F::Backend> {
        let mut query = self.query.take().expect("a job is asked for its query once");
        let (condition, sent) = (self.condition)(self.root_keys.keys(), 0);
        query.keys = Some(condition);
        self.sent = sent;
        query
    }

    fn further(&mut self, mut query: Select<F::Backend>) -> Option<Select<F::Backend>> {
        let keys = self.root_keys.keys();
        if self.sent == keys.len() {
            return None;
        }
        let (condition, sent) = (self.condition)(keys, self.sent);
        query.keys = Some(condition);
        self.sent = sent;
        Some(query)
    }

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        // A descendant has a parent: that is how it was found.
        let Some(parent) = self.parent_key.read(row)? else { return Ok(()) };
        let key = self.own_key.read(row)?;
        let key = self.own_key.read_canonical(row)?.or(key);
        // A descendant of two roots that two statements name is found by both.
        if self.root_keys.keys().len() > F::Backend::KEY_VALUES
            && let Some(key) = &key
            && !self.seen.insert(key.clone())
        {
            return Ok(());
        }
        self.keys.push(key);
        self.parents.push(parent);
        self.rows.row(row)
    }
}

/// The shape of a tree: rows by number, roots first.
struct Tree<'a> {
    relation: &'static RelationInfo,
    keys: &'a [Option<Key>],
    parents: &'a [Key],
    roots: usize,
}

impl Tree<'_> {
    /// The descendants, children before their parents.
    ///
    /// Where a depth was asked for the query has kept to it, below each root: a root may be far below another one.
    fn bottom_up(&self, asked: Option<u32>) -> Result<Vec<usize>, BadTree> {
        let max_depth = if asked.is_some() { u32::MAX } else { MAX_DEPTH };
        let number: FxHashMap<&Key, usize> =
            self.keys[self.roots..].iter().enumerate().filter_map(|(at, key)| Some((key.as_ref()?, at))).collect();
        let parent: Vec<Option<usize>> = self.parents.iter().map(|key| number.get(key).copied()).collect();
        let mut depths = vec![0_u32; parent.len()];
        let mut path = Vec::new();
        for start in 0..parent.len() {
            path.clear();
            let mut at = Some(start);
            // Up to the first row whose depth is known; a path longer than there are rows goes in a circle.
            while let Some(row) = at.filter(|row| depths[*row] == 0) {
                if path.len() > parent.len() {
                    return Err(BadTree::cycle(self.relation));
                }
                path.push(row);
                at = parent[row];
            }
            let mut depth = at.map_or(0, |row| depths[row]);
            for row in path.iter().rev() {
                depth += 1;
                depths[*row] = depth;
            }
            if depth > max_depth {
                return Err(BadTree::depth(self.relation, max_depth));
            }
        }
        let mut order: Vec<usize> = (0..parent.len()).collect();
        order.sort_by_key(|row| std::cmp::Reverse(depths[*row]));
        Ok(order)
    }

    /// The numbers of the rows below each key.
    fn children(&self) -> FxHashMap<&Key, Vec<usize>> {
        let mut children: FxHashMap<&Key, Vec<usize>> = FxHashMap::default();
        for (row, parent) in self.parents.iter().enumerate() {
            children.entry(parent).or_default().push(row);
        }
        children
    }

    /// Whether a root is a descendant of another one.
    fn roots_overlap(&self) -> bool {
        let (roots, below) = self.keys.split_at(self.roots);
        let roots: FxHashSet<&Key> = roots.iter().flatten().collect();
        below.iter().flatten().any(|key| roots.contains(key))
    }

    /// The trees of roots that overlap: together their rows go deeper than each of them may.
    fn copy_to_depth<P: Clone>(&self, rows: &[P], depth: u32, attach: fn(&mut P, Vec<P>)) -> Vec<P> {
        let children = self.children();
        (0..self.roots).map(|root| self.copy(rows, &children, root, depth, attach)).collect()
    }

    fn copy<P: Clone>(
        &self,
        rows: &[P],
        children: &FxHashMap<&Key, Vec<usize>>,
        row: usize,
        depth: u32,
        attach: fn(&mut P, Vec<P>),
    ) -> P {
        let mut copy = rows[row].clone();
        if depth > 0
            && let Some(numbers) = self.keys[row].as_ref().and_then(|key| children.get(key))
        {
            let below = |child: &usize| self.copy(rows, children, self.roots + child, depth - 1, attach);
            attach(&mut copy, numbers.iter().map(below).collect());
        }
        copy
    }

    fn assemble<P: Clone>(&self, rows: Vec<P>, bottom_up: &[usize], attach: fn(&mut P, Vec<P>)) -> Vec<P> {
        let children = self.children();
        // A row that is a root and a descendant too hands its children out several times.
        let mut uses: FxHashMap<&Key, u32> = FxHashMap::default();
        for key in self.keys.iter().flatten() {
            *uses.entry(key).or_default() += 1;
        }
        let mut rows: Vec<Option<P>> = rows.into_iter().map(Some).collect();
        let roots = self.roots;
        let mut fill = |rows: &mut Vec<Option<P>>, row: usize| {
            let Some(key) = &self.keys[row] else { return };
            let Some(numbers) = children.get(key) else { return };
            let left = uses.get_mut(key).map_or(0, |left| {
                *left -= 1;
                *left
            });
            let hand_out = |child: &usize| {
                let child = &mut rows[roots + child];
                if left == 0 { child.take() } else { child.clone() }
            };
            let below = numbers.iter().filter_map(hand_out).collect();
            if let Some(row) = &mut rows[row] {
                attach(row, below);
            }
        };
        for row in bottom_up {
            fill(&mut rows, roots + row);
        }
        for row in 0..roots {
            fill(&mut rows, row);
        }
        rows.truncate(roots);
        rows.into_iter().flatten().collect()
    }
}

/// Rows that make no tree, or one that is too deep.
///
/// A load returns it inside [`diesel::result::Error::DeserializationError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadTree {
    relation: &'static RelationInfo,
    max_depth: Option<u32>,
}

impl BadTree {
    fn cycle(relation: &'static RelationInfo) -> Self {
        Self { relation, max_depth: None }
    }

    fn depth(relation: &'static RelationInfo, max_depth: u32) -> Self {
        Self { relation, max_depth: Some(max_depth) }
    }

    /// What a load failed for, if it was this.
    #[must_use]
    pub fn of(error: &diesel::result::Error) -> Option<&Self> {
        match error {
            diesel::result::Error::DeserializationError(inner) => inner.downcast_ref(),
            _ => None,
        }
    }

    /// Whether a row is its own ancestor.
    #[must_use]
    pub fn is_cycle(&self) -> bool {
        self.max_depth.is_none()
    }

    /// The relation.
    #[must_use]
    pub fn relation(&self) -> &'static RelationInfo {
        self.relation
    }
}

impl fmt::Display for BadTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.relation.path();
        match self.max_depth {
            None => write!(f, "a row of `{}` is its own ancestor along `{path}`: that is no tree", self.relation.owner),
            Some(depth) => write!(
                f,
                "rows nest deeper than {depth} levels along `{path}`: say how deep to load with \
                 `#[kinfolk(recursive, depth = …)]`"
            ),
        }
    }
}

impl std::error::Error for BadTree {}
