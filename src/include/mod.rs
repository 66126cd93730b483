//! Nested loads: rows with the rows that belong to them, in a constant number of queries.
//!
//! A load is a tree. Each node collects the rows of one query and holds the relations to load below them. A node hands
//! out [`Job`](job::Job)s: a query to send and a place to put its rows. A small driver, sync or async, runs the jobs
//! that are ready until none is left; then the tree is folded into the values that were asked for.

mod accessor;
mod branch;
mod child;
mod collect;
mod columns;
mod dialect;
mod driver;
mod family;
mod field;
mod fragment;
mod head;
mod holds;
mod identified;
mod index;
mod job;
mod joined;
mod limited;
mod load;
mod load_as;
#[cfg(feature = "async")]
mod load_async;
mod node;
mod options;
mod query;
mod query_dsl;
mod root;
mod select;
mod shape;
mod snapshot;
mod source;
mod tree;

pub use accessor::{Followed, follow};
pub use branch::{Branch, Loaded, RelationRows};
pub use child::{ChildOf, MissingRow};
pub use collect::{Collect, ColumnRows, ModelRows};
pub use columns::Columns;
pub use dialect::Dialect;
#[cfg(feature = "async")]
pub use family::AsyncRows;
pub use family::{Family, SyncRows};
pub use field::{column, embedded, expression, relation};
pub use fragment::{Part, part};
pub use holds::{Held, Holds, Shares, assemble};
pub use job::{Job, Jobs};
pub use joined::joined;
pub use limited::Limited;
pub use load::{LoadDsl, LoadInto};
pub use load_as::{Include, LoadAs, Nothing, With};
#[cfg(feature = "async")]
pub use load_async::{LoadAsyncDsl, LoadIntoAsync};
pub use node::{IncludeBelowDsl, IncludeDsl, Includes};
pub use options::Options;
pub use query::IncludeQuery;
pub use query_dsl::Limit;
pub use root::RootQuery;
pub use select::Select;
pub use shape::{Embeddable, Only, Projection, Shape};
pub use snapshot::Snapshot;
pub use tree::{BadTree, TreeRows};
