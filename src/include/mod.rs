//! Nested loads: rows with the rows that belong to them, in a constant number of queries.
//!
//! The guide shows how to use them: [`guide::loading`](crate::guide::loading) for `include`,
//! [`guide::projections`](crate::guide::projections) for structs. Here are their types and traits. Those to call are
//! [`IncludeDsl`], [`IncludeBelowDsl`], [`LoadDsl`] and `LoadAsyncDsl`, all in the [prelude](crate::prelude);
//! [`IncludeQuery`] is what they work on, and [`Projection`] what the derive implements. [`MissingRow`] and [`BadTree`] are
//! the errors of loads. The other traits are what bounds and compile errors speak of.
//!
//! # How a load works
//!
//! A load is a tree. Each node collects the rows of one query and holds the relations to load below them. A node hands
//! out jobs: a query to send and a place to put its rows. A small driver, sync or async, runs the jobs that are ready
//! until none is left; then the tree is folded into the values that were asked for.

mod accessor;
mod branch;
mod by_keys;
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
mod known;
mod limited;
mod load;
mod load_as;
#[cfg(feature = "async")]
mod load_async;
mod model_dsl;
mod nested;
mod node;
mod one_statement;
mod options;
#[cfg(feature = "async")]
mod pipeline;
mod queries;
mod query;
mod query_dsl;
mod refine;
mod root;
#[cfg(feature = "async")]
mod round_trip;
mod select;
mod shape;
mod snapshot;
mod source;
mod tree;
#[cfg(feature = "async")]
mod unread;

pub use accessor::Followed;
#[doc(hidden)]
pub use accessor::follow;
#[doc(hidden)]
pub use branch::{Branch, Loaded, RelationRows};
pub use child::{ChildOf, MissingRow};
#[doc(hidden)]
pub use collect::{Collect, ColumnRows, ModelRows, Values};
#[doc(hidden)]
pub use columns::Columns;
pub use dialect::Dialect;
#[doc(hidden)]
pub use dialect::NewRows;
pub(crate) use dialect::push_separated;
#[cfg(feature = "async")]
#[doc(hidden)]
pub use family::AsyncRows;
#[doc(hidden)]
pub use family::{Family, SyncRows};
pub use field::ReadFrom;
#[doc(hidden)]
pub use field::{column, embedded, expression, relation};
#[doc(hidden)]
pub use fragment::{ByText, Part, part};
#[doc(hidden)]
pub use holds::{Held, assemble};
pub use holds::{Holds, Shares};
#[doc(hidden)]
pub use job::{Job, Jobs, SendAhead};
#[doc(hidden)]
pub use joined::joined;
pub use known::KnownBackend;
pub(crate) use known::known_backend;
pub use limited::Limited;
pub use load::{LoadDsl, LoadInto};
pub use load_as::{Include, LoadAs, Nothing, With};
#[cfg(feature = "async")]
pub use load_async::{LoadAsyncDsl, LoadIntoAsync};
pub use model_dsl::{ModelDsl, OnlyModel};
pub use node::{IncludeBelowDsl, IncludeDsl, Includes};
#[doc(hidden)]
pub use one_statement::TakeNested;
pub use one_statement::{Nesting, OneStatement};
pub use options::MayBeEmpty;
#[doc(hidden)]
pub use options::{Options, filterable};
#[cfg(feature = "async")]
#[doc(hidden)]
pub use pipeline::{Answer, Pipeline, TakeRow};
pub use queries::{QueriesOfPart, QueriesOfRelation, UnknownQueries};
pub use query::IncludeQuery;
pub use query_dsl::Limit;
pub use refine::{Filters, Orders, Refine, Reorder, Tables};
pub use root::RootQuery;
#[cfg(feature = "async")]
pub use round_trip::RoundTrip;
#[doc(hidden)]
pub use select::{ParentRows, Select};
pub use shape::{Embeddable, Only, Projection, Readable, Shape};
pub use snapshot::Snapshot;
pub use tree::BadTree;
#[doc(hidden)]
pub use tree::TreeRows;
