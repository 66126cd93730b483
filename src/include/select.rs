//! The statement that loads the rows of a relation: one plain type for every relation.

use super::dialect::Dialect;
use super::fragment::{Part, push_list};
use super::head::{Head, head, text};
use crate::relation::{Key, KeyColumns};
use diesel::QueryResult;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::Untyped;
use std::any::TypeId;

/// A table that is joined to the first one of a [`Select`].
pub struct Joined<DB: Dialect> {
    pub(crate) kind: &'static str,
    pub(crate) table: Part<DB>,
    pub(crate) on: Part<DB>,
}

/// Which children: those of a list of parents' keys.
pub(crate) struct KeyCondition<DB: Dialect> {
    pub(crate) columns: Vec<Part<DB>>,
    pub(crate) keys: DB::KeyList,
}

impl<DB: Dialect> KeyCondition<DB> {
    /// That the key `K` is one of the keys from `from` on, as many of them as one statement can bind; and where the
    /// others start.
    pub(crate) fn new<K: KeyColumns<DB>>(keys: &[Key], from: usize) -> (Self, usize) {
        let (mut columns, mut kinds) = (Vec::with_capacity(1), Vec::with_capacity(1));
        K::each(&mut |column| {
            columns.push(column.sql);
            kinds.push(column.kind);
        });
        let end = keys.len().min(from.saturating_add(DB::KEY_VALUES / kinds.len().max(1)));
        (Self { columns, keys: DB::key_list(&keys[from..end], &kinds) }, end)
    }
}

/// All descendants of the rows that `keys` and `conditions` name.
pub(crate) struct Recursion<DB: Dialect> {
    /// The columns of a row's own key.
    pub(crate) key: Vec<Part<DB>>,
    /// The columns that reference them.
    pub(crate) parent: Vec<Part<DB>>,
    pub(crate) table: Part<DB>,
    pub(crate) depth: Option<u32>,
}

/// Whose children a statement loads.
pub(crate) enum Keys<'b, DB: Dialect> {
    /// Everybody's.
    All,
    /// Those of a list of keys.
    Listed(&'b KeyCondition<DB>),
    /// Those of the rows of another statement.
    OfParents { columns: &'b [Part<DB>], parents: &'b dyn ParentRows<DB>, parent_columns: &'b [Part<DB>] },
    /// Those of the row that the statement stands in.
    OfThisRow { columns: &'b [Part<DB>], parent_columns: &'b [Part<DB>] },
}

impl<DB: Dialect> Clone for Keys<'_, DB> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<DB: Dialect> Copy for Keys<'_, DB> {}

/// A statement whose rows are parents, and which can be part of the statements of their children.
pub trait ParentRows<DB: Dialect> {
    /// Writes the statement with these columns for its select list.
    ///
    /// # Errors
    /// When a part cannot be written.
    fn push_keys<'b>(&'b self, columns: &'b [Part<DB>], out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}

/// At most so many rows for each key.
pub(crate) struct Top<DB: Dialect> {
    pub(crate) count: u32,
    /// The columns of the key; empty when there is one key only and a `LIMIT` does.
    pub(crate) per: Vec<Part<DB>>,
}

/// `SELECT columns FROM table JOIN … WHERE keys AND conditions ORDER BY …`, put together from erased parts whose types
/// were checked when they were handed over.
pub struct Select<DB: Dialect> {
    /// The text of `columns`, `from` and `joins`, where it is known.
    pub(crate) head: Option<Head>,
    pub(crate) columns: Vec<Part<DB>>,
    /// How many columns there are.
    pub(crate) width: usize,
    pub(crate) from: Part<DB>,
    pub(crate) joins: Vec<Joined<DB>>,
    pub(crate) keys: Option<KeyCondition<DB>>,
    pub(crate) conditions: Vec<Part<DB>>,
    pub(crate) order: Vec<Part<DB>>,
    pub(crate) top: Option<Top<DB>>,
    pub(crate) recursion: Option<Recursion<DB>>,
}

/// A select list.
struct List<'a, DB>(&'a [Part<DB>]);

impl<DB: Dialect> QueryFragment<DB> for List<'_, DB> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        push_list(self.0, ", ", out)
    }
}

/// Tables and their joins.
struct Tables<'a, DB: Dialect>(&'a Part<DB>, &'a [Joined<DB>]);

impl<DB: Dialect> QueryFragment<DB> for Tables<'_, DB> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        push_joins(self.1, out)
    }
}

impl<DB: Dialect> std::fmt::Debug for Select<DB> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Select").finish_non_exhaustive()
    }
}

impl<DB: Dialect> Select<DB> {
    fn push_columns<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match &self.head {
            Some(head) => out.push_sql(&head.columns),
            None => push_list(&self.columns, ", ", out)?,
        }
        Ok(())
    }

    fn push_from<'b>(&'b self, keys: Keys<'b, DB>, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(" FROM ");
        if let Keys::OfThisRow { parent_columns, .. } = keys {
            // A table of its own, for the children may be of the same table as their parent.
            out.push_sql("(SELECT ");
            push_list(parent_columns, ", ", out.reborrow())?;
            out.push_sql(") AS kinfolk_parent (");
            push_numbered("key_", parent_columns.len(), &mut out);
            out.push_sql("), ");
        }
        match &self.head {
            Some(head) => out.push_sql(&head.from),
            None => {
                self.from.walk_ast(out.reborrow())?;
                push_joins(&self.joins, out)?;
            }
        }
        Ok(())
    }

    /// Replaces the parts of the head by its text; `id` stands for what they follow from.
    pub(crate) fn set_head(&mut self, id: TypeId) {
        self.head = head(id, || {
            let columns = text::<DB>(&List(&self.columns))?;
            let from = text::<DB>(&Tables(&self.from, &self.joins))?;
            Some(Head { columns, from })
        });
    }

    fn push_where<'b>(&'b self, keys: Keys<'b, DB>, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut word = " WHERE ";
        if !matches!(keys, Keys::All) {
            out.push_sql(word);
            word = " AND ";
        }
        match keys {
            Keys::All => {}
            Keys::Listed(condition) => DB::push_key_list(&condition.columns, &condition.keys, out.reborrow())?,
            Keys::OfParents { columns, parents, parent_columns } => {
                out.push_sql("(");
                push_list(columns, ", ", out.reborrow())?;
                out.push_sql(") IN (");
                parents.push_keys(parent_columns, out.reborrow())?;
                out.push_sql(")");
            }
            Keys::OfThisRow { columns, .. } => {
                for (at, column) in columns.iter().enumerate() {
                    out.push_sql(if at > 0 { " AND " } else { "" });
                    column.walk_ast(out.reborrow())?;
                    out.push_sql(&format!(" = kinfolk_parent.key_{at}"));
                }
            }
        }
        self.push_conditions(word, out)
    }

    fn push_order<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if !self.order.is_empty() {
            out.push_sql(" ORDER BY ");
            push_list(&self.order, ", ", out.reborrow())?;
        }
        Ok(())
    }

    /// The whole statement, for the children of `keys`.
    pub(crate) fn push<'b>(&'b self, keys: Keys<'b, DB>, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        match &self.top {
            None => self.push_plain(keys, out),
            Some(top) if top.per.is_empty() => {
                self.push_plain(keys, out.reborrow())?;
                out.push_sql(&format!(" LIMIT {}", top.count));
                Ok(())
            }
            Some(top) => self.push_ranked(top, keys, out),
        }
    }

    /// Its keys, as they are known.
    fn listed(&self) -> Keys<'_, DB> {
        self.keys.as_ref().map_or(Keys::All, Keys::Listed)
    }

    fn push_plain<'b>(&'b self, keys: Keys<'b, DB>, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.push_columns(out.reborrow())?;
        self.push_from(keys, out.reborrow())?;
        match &self.recursion {
            None => self.push_where(keys, out.reborrow())?,
            Some(recursion) => self.push_descendants(recursion, keys, out.reborrow())?,
        }
        self.push_order(out.reborrow())
    }

    /// `SELECT columns` of the same rows, in whatever order.
    pub(crate) fn push_keys<'b>(
        &'b self,
        keys: Keys<'b, DB>,
        columns: &'b [Part<DB>],
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        if let Some(top) = &self.top {
            out.push_sql("SELECT ");
            push_numbered("key_", columns.len(), &mut out);
            out.push_sql(" FROM (");
            self.push_with_rank(top, Some(columns), keys, out.reborrow())?;
            out.push_sql(") AS kinfolk_parents (");
            push_numbered("key_", columns.len(), &mut out);
            out.push_sql(&format!(", kinfolk_rank) WHERE kinfolk_rank <= {}", top.count));
            return Ok(());
        }
        out.push_sql("SELECT ");
        push_list(columns, ", ", out.reborrow())?;
        self.push_from(keys, out.reborrow())?;
        self.push_where(keys, out)
    }

    fn push_conditions<'b>(&'b self, mut word: &'static str, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for condition in &self.conditions {
            out.push_sql(word);
            // Parentheses, because a condition may be an `OR`.
            out.push_sql("(");
            condition.walk_ast(out.reborrow())?;
            out.push_sql(")");
            word = " AND ";
        }
        Ok(())
    }

    /// `WHERE key IN (WITH RECURSIVE tree AS (children of the parents UNION children of tree) SELECT key FROM tree)`.
    ///
    /// `UNION` ends on cycles, for it drops keys that are there already; with a depth the depth does.
    fn push_descendants<'b>(
        &'b self,
        recursion: &'b Recursion<DB>,
        keys: Keys<'b, DB>,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        let Recursion { key, parent, table, depth } = recursion;
        out.push_sql(" WHERE (");
        push_list(key, ", ", out.reborrow())?;
        out.push_sql(") IN (WITH RECURSIVE kinfolk_tree (");
        push_numbered("key_", key.len(), &mut out);
        out.push_sql(if depth.is_some() { ", depth) AS (SELECT " } else { ") AS (SELECT " });
        push_list(key, ", ", out.reborrow())?;
        out.push_sql(if depth.is_some() { ", 1 FROM " } else { " FROM " });
        table.walk_ast(out.reborrow())?;
        self.push_where(keys, out.reborrow())?;
        out.push_sql(" UNION SELECT ");
        push_list(key, ", ", out.reborrow())?;
        out.push_sql(if depth.is_some() { ", kinfolk_tree.depth + 1 FROM " } else { " FROM " });
        table.walk_ast(out.reborrow())?;
        out.push_sql(" INNER JOIN kinfolk_tree ON ");
        for (at, column) in parent.iter().enumerate() {
            out.push_sql(if at > 0 { " AND " } else { "" });
            column.walk_ast(out.reborrow())?;
            out.push_sql(&format!(" = kinfolk_tree.key_{at}"));
        }
        let word = match depth {
            None => " WHERE ",
            Some(depth) => {
                out.push_sql(&format!(" WHERE kinfolk_tree.depth < {depth}"));
                " AND "
            }
        };
        self.push_conditions(word, out.reborrow())?;
        out.push_sql(") SELECT ");
        push_numbered("key_", key.len(), &mut out);
        out.push_sql(" FROM kinfolk_tree)");
        Ok(())
    }

    /// Ranks the rows of each key and keeps the first ones. The rank is a column at the end, which no one decodes.
    ///
    /// A list of names stands behind the table's, for there may be two columns of one name.
    fn push_ranked<'b>(
        &'b self,
        top: &'b Top<DB>,
        keys: Keys<'b, DB>,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        out.push_sql("WITH kinfolk_ranked (");
        push_numbered("column_", self.width, &mut out);
        out.push_sql(", kinfolk_rank) AS (");
        self.push_with_rank(top, None, keys, out.reborrow())?;
        out.push_sql(&format!(
            ") SELECT * FROM kinfolk_ranked WHERE kinfolk_rank <= {} ORDER BY kinfolk_rank",
            top.count
        ));
        Ok(())
    }

    /// `SELECT columns, rank` of the rows of all ranks; the statement's own columns where no others are asked for.
    fn push_with_rank<'b>(
        &'b self,
        top: &'b Top<DB>,
        columns: Option<&'b [Part<DB>]>,
        keys: Keys<'b, DB>,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        out.push_sql("SELECT ");
        match columns {
            None => self.push_columns(out.reborrow())?,
            Some(columns) => push_list(columns, ", ", out.reborrow())?,
        }
        out.push_sql(", ROW_NUMBER() OVER (PARTITION BY ");
        push_list(&top.per, ", ", out.reborrow())?;
        self.push_order(out.reborrow())?;
        out.push_sql(")");
        self.push_from(keys, out.reborrow())?;
        self.push_where(keys, out)
    }
}

/// Names with numbers, separated.
fn push_numbered<DB: Dialect>(name: &str, count: usize, out: &mut AstPass<'_, '_, DB>) {
    for at in 0..count {
        out.push_sql(&format!("{}{name}{at}", if at > 0 { ", " } else { "" }));
    }
}

/// ` JOIN table ON condition` for each.
pub(crate) fn push_joins<'b, DB: Dialect>(joins: &'b [Joined<DB>], mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
    for join in joins {
        out.push_sql(join.kind);
        join.table.walk_ast(out.reborrow())?;
        out.push_sql(" ON ");
        join.on.walk_ast(out.reborrow())?;
    }
    Ok(())
}

impl<DB: Dialect> QueryFragment<DB> for Select<DB> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.push(self.listed(), out)
    }
}

impl<DB: Dialect> QueryId for Select<DB> {
    type QueryId = ();
    // Erased parts have no identity of their own: the statement is cached by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB: Dialect> Query for Select<DB> {
    type SqlType = Untyped;
}
