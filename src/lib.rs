//! Relations for Diesel: typed joins, nested loads and a `schema.rs` generated from your migrations.
//!
//! The foreign keys of the database are the only declaration. `kinfolk schema generate` turns them into tokens such as
//! `articles::rel::author`, and everything else takes those: joins, loads, subqueries, accessors, links. What it builds
//! are Diesel queries.
//!
//! ```standalone_crate
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
//! # fn main() -> QueryResult<()> {
//! # let conn = &mut connect();
//! #[derive(Projection)]
//! #[diesel(table_name = articles)]
//! struct ArticlePage {
//!     title: String,
//!     author: User,                                     // NOT NULL foreign key
//!     editor: Option<User>,                             // a foreign key that may be NULL
//!     #[kinfolk(order = comments::id.desc(), top = 3)]  // the 3 newest of each article
//!     comments: Vec<Comment>,
//!     tags: Vec<Tag>,                                   // many_to_many
//! }
//!
//! let page = ArticlePage::query()
//!     .filter(articles::published.eq(true))
//!     .order(articles::id.desc())
//!     .limit(20)
//!     .load(conn)?;
//!
//! assert_eq!(ArticlePage::QUERIES, 5);                  // whatever the number of rows
//! assert_eq!((page[2].title.as_str(), page[2].tags.len()), ("One", 2));
//! # Ok(())
//! # }
//! ```
//!
//! The [`guide`] explains it chapter by chapter. What you need every day is in the [`prelude`].
//!
//! | to | see |
//! |---|---|
//! | generate `schema.rs` | [`guide::schema`], [`codegen`], [`relations!`] |
//! | join along relations | [`prelude::JoinRelationDsl`] |
//! | load related rows | [`Projection`](macro@Projection), [`prelude::IncludeDsl`], [`guide::loading`] |
//! | follow a relation from one row | [`Model`](macro@Model) |
//! | count or filter by related rows | [`prelude::AggregateDsl`] |
//! | change a many_to_many | [`prelude::LinksDsl`] |
//! | see the queries, find N+1 | [`instrument`], [`assert_queries!`] |
//! | run migrations | [`migration`] |
//!
//! # Features
//!
//! - `sqlite` (default): SQLite, with libsqlite3 built in
//! - `postgres`: PostgreSQL; `postgres_backend` for async connections alone, without libpq
//! - `mysql`: MySQL and MariaDB; `mysql_backend` for async connections alone, without a client library
//! - `async`: loads over `diesel_async` connections
//! - `one_statement`: whole loads in one statement on PostgreSQL
//! - `r2d2`, `bb8`, `deadpool`: pooled connections wherever a connection is asked for
//! - `cli`: the `kinfolk` command
#![forbid(unsafe_code)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod backend;
pub mod catalog;
pub mod codegen;
pub mod connection;
pub mod guide;
pub mod include;
pub mod instrument;
pub mod link;
pub mod migration;
pub mod prelude;
pub mod query;
pub mod relation;
pub mod types;

#[cfg(feature = "async")]
pub use connection::AsyncConnection;
pub use connection::Connection;

/// Makes a struct a model: a row, or a part of one, of a table. It stands beside Diesel's `Queryable` and `Selectable`.
///
/// A model can be loaded by relations, embedded in a [`Projection`](macro@Projection), and followed: it gets one method
/// for each relation of its table.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// #[derive(Queryable, Selectable, Model)]
/// #[diesel(table_name = articles)]
/// struct Article {
///     id: i32,
///     #[diesel(column_name = title)]
///     headline: String,
///     author_id: i32,
/// }
///
/// let article: Article = articles::table.find(1).select(Article::as_select()).first(conn)?;
/// let author: User = article.author().first(conn)?;
/// assert_eq!((article.headline.as_str(), author.name.as_str()), ("One", "Ann"));
/// # Ok(())
/// # }
/// ```
///
/// SQL of the accessor: `SELECT … FROM users WHERE users.id = ? LIMIT 1`.
///
/// # Attributes
///
/// Diesel's, with Diesel's meaning:
///
/// - `#[diesel(table_name = path)]` on the struct: its table, which must come from a generated `schema.rs`. Required.
/// - `#[diesel(column_name = name)]` on a field: its column, where that is not called as the field.
/// - `#[diesel(embed)]` and `#[diesel(select_expression = …)]` on a field: it is not a column of the table.
///
/// All others are left to Diesel.
///
/// # Fields
///
/// Any columns, in any order. Loads need no key among them. An accessor needs the key columns of its relation; where one
/// is missing, calling it is an error that names it. `Clone` is needed only where one row can have several parents and is
/// not shared by `Rc` or `Arc`. Structs with type parameters and tuple structs cannot be models.
///
/// `Selectable` has to be the derived one: `Model` reads the same attributes to know where each column stands in the
/// selection, and a hand-written implementation could select something else.
pub use kinfolk_derive::Model;

/// Makes an enum of connections a [`Connection`], beside Diesel's derive of the same name.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// #[derive(diesel::MultiConnection, kinfolk::MultiConnection)]
/// enum AnyConnection {
///     Sqlite(SqliteConnection),
///     // Postgres(PgConnection),
///     // Mysql(MysqlConnection),
/// }
///
/// # fn main() -> QueryResult<()> {
/// let conn = &mut AnyConnection::Sqlite(connect());
/// let rows: Vec<(Article, User)> = articles::table.include(articles::rel::author).load(conn)?;
/// assert_eq!(rows.len(), 4);
/// # Ok(())
/// # }
/// ```
///
/// Each variant holds one connection of a database of the build, or another enum of this kind. A load by the enum has to
/// be such as each database of the build can run, also those that the enum does not name.
pub use kinfolk_derive::MultiConnection;

/// Makes a struct a loading plan: its fields are columns, embedded models and relations of one table.
///
/// It implements [`include::Projection`], with `query()` to load it and `QUERIES`, the number of queries. The struct needs
/// no other derive. The chapter [`guide::projections`] goes through all of it.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// #[derive(Projection)]
/// #[diesel(table_name = users)]
/// struct Author {
///     #[diesel(embed)]
///     user: User,
///     #[diesel(select_expression = users::rel::comments.count())]
///     remarks: i64,
///     profile: Option<Profile>,
///     #[kinfolk(rel = authored_articles, filter = articles::published.eq(true), order = articles::id.desc(), top = 2)]
///     latest: Vec<Latest>,
/// }
///
/// #[derive(Projection)]
/// #[diesel(table_name = articles)]
/// struct Latest {
///     title: String,
///     tags: Vec<Tag>,
/// }
///
/// let authors = Author::query().order(users::id).load(conn)?;
/// assert_eq!(Author::QUERIES, 4);                       // users, profiles, articles, tags
/// assert_eq!((authors[0].remarks, authors[0].latest[0].title.as_str()), (1, "Two"));
/// # Ok(())
/// # }
/// ```
///
/// # Attributes of the struct
///
/// - `#[diesel(table_name = path)]`: its table, which must come from a generated `schema.rs`. Required.
///
/// # Attributes of the fields
///
/// Without one, a field is the relation of its name if the table has such a relation, else the column of its name.
///
/// | attribute | the field is |
/// |---|---|
/// | `#[diesel(column_name = c)]` | the column `c` |
/// | `#[diesel(embed)]` | a model of the table, or a projection of it without a recursive field |
/// | `#[diesel(select_expression = x)]` | the expression `x` of one column |
/// | `#[kinfolk(rel = r)]` | the relation `r`: a name, or a path such as `articles::rel::author` |
/// | `#[kinfolk(filter = x)]` | a relation, only rows for which `x` holds |
/// | `#[kinfolk(order = x)]` | a relation in the order `x`; else by primary key |
/// | `#[kinfolk(top = n)]` | a relation, the first `n` rows of each parent |
/// | `#[kinfolk(recursive)]` | a relation from the table to itself, with all descendants; with `depth = n`, `n` levels |
/// | `#[kinfolk(join)]` | a to-one relation, by a LEFT JOIN in the statement of its parents |
/// | `#[kinfolk(group)]` | a relation, by a query of its own: the default |
/// | `#[kinfolk(column)]` | the column of its name, although a relation has that name |
///
/// # What a relation's field holds
///
/// A model or projection of the relation's target, or `Rc`, `Arc` or `Box` of one, as `T` for a belongs_to over NOT NULL
/// columns, `Option<T>` for another belongs_to and for has_one, `Vec<T>` for has_many and many_to_many.
///
/// # The SQL
///
/// The root is one statement, Diesel's with another select list. A relation is
///
/// ```sql
/// SELECT columns, foreign_key FROM target WHERE foreign_key IN (keys) AND (filter) ORDER BY foreign_key, primary_key
/// ```
///
/// on servers ordered by `primary_key` alone; without the list of keys where the root is a whole table; with `top`, ranked
/// by `ROW_NUMBER()` for each key; with `recursive`, over a `WITH RECURSIVE` of the keys of all descendants.
///
/// # Errors of a load
///
/// Diesel's, and inside `DeserializationError` [`include::MissingRow`] and [`include::BadTree`].
pub use kinfolk_derive::Projection;
/// Declares the relations of a schema. `kinfolk schema generate` writes it; there is no need to write it by hand.
///
/// The tables are `diesel::table!` blocks in a module `tables` beside it. For each of them it makes a public module with
/// what Diesel's has and a module `rel` of tokens, so that one `use schema::articles` brings both.
///
/// ```standalone_crate
/// pub mod schema {
///     pub mod tables {
///         diesel::table! { users { id -> Integer, name -> Text } }
///         diesel::table! { articles { id -> Integer, author_id -> Integer } }
///         diesel::table! { tags { id -> Integer } }
///         diesel::table! { article_tags (article_id, tag_id) { article_id -> Integer, tag_id -> Integer } }
///     }
///
///     kinfolk::relations! {
///         articles {
///             /// `articles.author_id -> users.id`, ON DELETE CASCADE
///             author: belongs_to users (author_id -> id);
///             tags: many_to_many tags (id -> id) through article_tags (article_id, tag_id);
///         }
///         article_tags {}
///         tags {}
///         users {
///             articles: has_many articles (id -> author_id);
///         }
///     }
/// }
///
/// use kinfolk::prelude::*;
/// use schema::{articles, users};
///
/// # fn main() {
/// let query = users::table.join(users::rel::articles).join(articles::rel::tags);
/// # let _ = query;
/// # }
/// ```
///
/// A relation is `name: kind target (columns of this table -> columns of the target);`. The kinds are `belongs_to`,
/// `has_one`, `has_many`, and `many_to_many`, which goes on with `through links (columns to this table, columns to the
/// target)`. Several columns are separated by commas; in a `through` they stand in parentheses: `through links ((a, b), c)`.
/// Whether a belongs_to leads to one row, or to one or none, follows from its columns: NOT NULL or not.
///
/// A table outside the default schema has it in front, as in `table!`: `audit.log { … }`. Where its name there is another
/// than in Rust, that is said again: `#[sql_name = "Log"] audit.log { … }`. Relations name tables without their schema.
///
/// It also makes `RELATIONS`, all relations [as data](relation::RelationInfo), and what lets any two tables of the schema
/// stand in one query.
pub use kinfolk_derive::relations;

/// Makes a Rust enum the value of an enum type of the database, variant by label.
///
/// `kinfolk schema generate` writes such enums where `kinfolk.toml` asks for them
/// ([`enums`](codegen::Config)). By hand, it stands beside Diesel's two derives for values, whose `sql_type` it uses. That
/// may be any type that the database writes as text, also `Text` itself:
///
/// ```
/// use diesel::{deserialize::FromSqlRow, expression::AsExpression, prelude::*, sql_types::Text};
/// use kinfolk::SqlEnum;
///
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow, SqlEnum)]
/// #[diesel(sql_type = Text)]
/// enum Mood {
///     Happy,
///     VerySad, // `very_sad`, in snake case
///     #[kinfolk(label = "so-so")]
///     Middling,
/// }
///
/// assert_eq!(Mood::LABELS, ["happy", "very_sad", "so-so"]);
/// let conn = &mut SqliteConnection::establish(":memory:")?;
/// let read = |text: &'static str| diesel::select(text.into_sql::<Text>());
/// assert_eq!(read("so-so").first::<Mood>(conn)?, Mood::Middling);
/// assert_eq!(diesel::select(Mood::VerySad.into_sql::<Text>()).first::<String>(conn)?, "very_sad");
///
/// let error = read("angry").first::<Mood>(conn).unwrap_err();
/// let reason = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
/// assert!(reason.contains("`angry` is no label of the enum `Mood`"), "{reason}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors of a load
///
/// A label that the enum lacks is a `DeserializationError` whose source names it.
pub use kinfolk_derive::SqlEnum;
pub use types::SqlEnum;

#[cfg(doctest)]
#[doc = include_str!(concat!(env!("OUT_DIR"), "/README.md"))]
mod readme {}
