//! `kinfolk.toml`.

mod parse;
mod pattern;
mod section;
mod type_name;

use super::{
    Error,
    error::{Kind, Problems},
};
use crate::catalog::{Backend, Catalog, QualifiedName};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

pub(super) use section::nearest;

/// What `kinfolk.toml` says about generating `schema.rs`. Everything in it is optional.
///
/// ```toml
/// [schema]
/// file = "src/schema.rs"               # paths are relative to this file
/// migrations = "migrations"
/// backend = "postgres"                 # what the migrations are for; without it, what DATABASE_URL is for
/// shadow = "auto"                      # where they are run to see what they make: auto, off or a URL
/// schemas = ["public", "audit"]        # PostgreSQL: which to read; without it, the first of the search path
/// include = ["*"]                      # tables by name; `*` stands for any text
/// exclude = ["audit_*"]
/// enums = ["*"]                        # enum types by name that get a Rust enum, too
/// sqlite_integer_primary_key_is_bigint = true
///
/// [tables."user-data"]
/// name = "user_data"                   # its name in Rust
/// [tables."user-data".columns]
/// "e-mail" = "email"                   # the same for columns
///
/// [tables.article_stats]               # a view, or a table without a primary key
/// primary_key = ["article_id"]
///
/// [types]                              # the SQL type of a column, without `Nullable`
/// "articles.body" = "crate::types::Markdown"
/// tsvector = "crate::types::TsVector"  # or of all columns of a type, as the database writes it; `numeric` is also
///                                      # `numeric(10,2)`
///
/// [enums.mood]                         # an enum type; on MySQL the column that has it: [enums."users.mood"]
/// name = "Feeling"                     # the Rust enum's name
/// derive = ["serde::Serialize"]        # beside Debug, Clone, Copy, PartialEq, Eq and Hash
/// [enums.mood.variants]
/// "so-so" = "Middling"                 # a label, and its variant's name
///
/// [relations."articles.author_id"]     # a foreign key: its table and column
/// name = "author"                      # articles -> users
/// inverse = "authored_articles"        # users -> articles; false makes none
///
/// [relations."revision_notes.(article_id, number)"]   # a foreign key of several columns
/// name = "revision"
///
/// [relations."article_tags.tag_id"]    # half of a many_to_many
/// many_to_many = "labels"              # articles -> tags, the side that this key points at; false makes none
/// ```
///
/// A table outside the default schema is called `schema.table` here, in patterns too: `exclude = ["audit.*"]`,
/// `[tables."audit.log"]`, `[relations."audit.log.user_id"]`. A type outside it is called `schema.type`.
///
/// A key, table, column or foreign key that nothing matches is an error that names the nearest one there is. Where two
/// foreign keys share their columns, ` -> ` and the target tell them apart: `"likes.target_id -> articles.id"`.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Where it was read from, for messages; empty for the default.
    pub path: PathBuf,
    /// `[schema]`
    pub schema: SchemaConfig,
    /// `[tables.<table>]`
    pub tables: BTreeMap<String, Located<TableConfig>>,
    /// `[types]`, by `table.column` or by the type that the database has
    pub types: BTreeMap<String, Located<String>>,
    /// `[enums.<type>]`
    pub enums: BTreeMap<String, Located<EnumConfig>>,
    /// `[relations."<table>.<column>"]`
    pub relations: BTreeMap<String, Located<RelationConfig>>,
}

/// A value and the line of `kinfolk.toml` on which it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its line, counted from 1.
    pub line: usize,
}

/// `[schema]`: which file is generated from what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SchemaConfig {
    /// The file to write, as it stands in the file; see [`Config::schema_file`].
    pub file: Option<PathBuf>,
    /// The folder of migrations, as it stands in the file; see [`Config::migrations_dir`].
    pub migrations: Option<PathBuf>,
    /// The database that the migrations are for, where a URL does not say it.
    pub backend: Option<Located<Backend>>,
    /// Where the migrations are run to see what they make: `auto`, `off`, or a URL.
    pub shadow: Option<Located<String>>,
    /// The schemas to read, where the database has several; empty for the default one alone.
    pub schemas: Vec<Located<String>>,
    /// If not empty, only tables that match one of these.
    pub include: Vec<Located<String>>,
    /// No tables that match one of these.
    pub exclude: Vec<Located<String>>,
    /// Enum types that match one of these get a Rust enum.
    pub enums: Vec<Located<String>>,
    /// Whether an `INTEGER PRIMARY KEY` and the columns that refer to it are `BigInt`, as wide as SQLite stores them.
    pub sqlite_integer_primary_key_is_bigint: bool,
}

/// `[tables.<table>]`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableConfig {
    /// The name in Rust.
    pub name: Option<String>,
    /// The key of a view or of a table that has none.
    pub primary_key: Option<Vec<String>>,
    /// Names of columns in Rust, by their names in the database.
    pub columns: BTreeMap<String, Located<String>>,
}

/// `[enums.<type>]`: the Rust enum of an enum type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnumConfig {
    /// The name in Rust.
    pub name: Option<String>,
    /// What it derives beside what all of them do.
    pub derive: Vec<String>,
    /// Names of variants, by their labels.
    pub variants: BTreeMap<String, Located<String>>,
}

/// `[relations."<table>.<column>"]`: names of the relations of one foreign key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationConfig {
    /// The name of the belongs_to.
    pub name: Option<String>,
    /// The name of the has_many or has_one.
    pub inverse: Named,
    /// The name of the many_to_many that leads to the table this key points at.
    pub many_to_many: Named,
}

/// What is said about the name of a relation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Named {
    /// Nothing: the naming rules apply.
    #[default]
    ByRule,
    /// `false`: no such relation.
    None,
    /// This name.
    As(String),
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// When it can't be read or [`parse`](Config::parse) refuses it.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Kind::Read { path: path.to_owned(), source })?;
        Config::parse(&text, path)
    }

    /// Reads the text of a file that stands at `path`.
    ///
    /// ```
    /// use kinfolk::codegen::Config;
    /// use std::path::Path;
    ///
    /// let config = Config::parse("[schema]\nfile = 'src/schema.rs'", Path::new("app/kinfolk.toml"))?;
    /// assert_eq!(config.schema_file().as_deref(), Some(Path::new("app/src/schema.rs")));
    ///
    /// let error = Config::parse("[schema]\nfiel = 'src/schema.rs'", Path::new("kinfolk.toml")).unwrap_err();
    /// assert_eq!(error.to_string(), "kinfolk.toml:2: unknown key `fiel` in [schema]: did you mean `file`?");
    /// # Ok::<(), kinfolk::codegen::Error>(())
    /// ```
    ///
    /// # Errors
    /// When it isn't TOML, has a key that is not known, or a value of the wrong kind.
    pub fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        parse::parse(text, path)
    }

    /// The file to write, relative to the current folder.
    pub fn schema_file(&self) -> Option<PathBuf> {
        self.schema.file.as_deref().map(|file| self.beside(file))
    }

    /// The folder of migrations, relative to the current folder.
    pub fn migrations_dir(&self) -> Option<PathBuf> {
        self.schema.migrations.as_deref().map(|dir| self.beside(dir))
    }

    fn beside(&self, relative: &Path) -> PathBuf {
        match self.path.parent() {
            Some(folder) => folder.join(relative),
            None => relative.to_owned(),
        }
    }

    /// The file's name in messages.
    pub(super) fn shown(&self) -> String {
        if self.path.as_os_str().is_empty() { "kinfolk.toml".into() } else { self.path.display().to_string() }
    }

    /// A problem with what stands on a line.
    pub(super) fn at(&self, line: usize, problem: impl std::fmt::Display) -> String {
        format!("{}:{line}: {problem}", self.shown())
    }

    /// What is in the schemas to read; types also from elsewhere, for columns may have them.
    ///
    /// # Errors
    /// When there is nothing in one of these schemas.
    pub(super) fn read(&self, catalog: &Catalog) -> Result<Catalog, Error> {
        let default = catalog.default_schema.as_deref();
        let known =
            catalog.tables.iter().filter_map(|table| table.schema.as_deref()).chain(default).collect::<Vec<_>>();
        let mut problems = Problems::default();
        for given in self.schema.schemas.iter().filter(|given| !known.contains(&given.value.as_str())) {
            let hint = nearest(&given.value, known.iter().copied());
            let problem = format!("no table is in a schema `{}`{hint}", given.value.escape_debug());
            problems.push(self.at(given.line, problem));
        }
        problems.check(Kind::Config)?;
        let mut read = catalog.clone();
        read.tables.retain(|table| self.reads(catalog, table.schema.as_deref()));
        Ok(read)
    }

    /// Whether a schema is one of those to read.
    pub(super) fn reads(&self, catalog: &Catalog, schema: Option<&str>) -> bool {
        let schemas = &self.schema.schemas;
        let name = schema.or(catalog.default_schema.as_deref());
        (schemas.is_empty() && schema.is_none()) || schemas.iter().any(|given| Some(given.value.as_str()) == name)
    }

    /// Whether the table is to be generated, by `include` and `exclude`.
    pub(super) fn wants(&self, table: QualifiedName<'_>) -> bool {
        let schema = &self.schema;
        (schema.include.is_empty() || hit(&schema.include, table)) && !hit(&schema.exclude, table)
    }

    /// Whether the enum type is to have a Rust enum.
    pub(super) fn wants_enum(&self, own: QualifiedName<'_>) -> bool {
        self.enums.contains_key(&own.to_string()) || hit(&self.schema.enums, own)
    }

    /// The patterns in `include` and `exclude` that match none of these tables.
    pub(super) fn idle_patterns<'a>(&'a self, tables: &'a [String]) -> impl Iterator<Item = &'a Located<String>> {
        idle(self.schema.include.iter().chain(&self.schema.exclude), tables)
    }

    /// The patterns in `enums` that match none of these types.
    pub(super) fn idle_enum_patterns<'a>(&'a self, types: &'a [String]) -> impl Iterator<Item = &'a Located<String>> {
        // All of none is not worth an error.
        idle(&self.schema.enums, types).filter(|pattern| pattern.value != "*")
    }

    /// What is said about a table.
    pub(super) fn table(&self, table: QualifiedName<'_>) -> Option<&TableConfig> {
        self.tables.get(&table.to_string()).map(|given| &given.value)
    }
}

fn hit(patterns: &[Located<String>], name: QualifiedName<'_>) -> bool {
    let name = name.to_string();
    patterns.iter().any(|p| pattern::matches(&p.value, &name))
}

fn idle<'a>(
    patterns: impl IntoIterator<Item = &'a Located<String>>,
    names: &'a [String],
) -> impl Iterator<Item = &'a Located<String>> {
    patterns.into_iter().filter(|p| !names.iter().any(|name| pattern::matches(&p.value, name)))
}
