use super::{check::by_line, enums};
use crate::{
    catalog::{Catalog, Column, ColumnType, QualifiedName, Table},
    codegen::{Config, config::nearest, error::Problems, label, names},
};
use std::collections::BTreeSet;

/// The types of columns: those of the catalog, but for what the configuration changes.
pub(super) struct Types<'a> {
    catalog: &'a Catalog,
    config: &'a Config,
    /// Columns that hold the number of a row in SQLite, if these are to be 64 bits wide.
    wide: BTreeSet<(QualifiedName<'a>, &'a str)>,
}

impl<'a> Types<'a> {
    pub(super) fn new(catalog: &'a Catalog, config: &'a Config) -> Self {
        let wide = config.schema.sqlite_integer_primary_key_is_bigint;
        Types { catalog, config, wide: if wide { row_numbers(catalog) } else { BTreeSet::new() } }
    }

    /// As Rust writes it, without `Nullable`.
    pub(super) fn of(&self, table: &Table, column: &Column) -> Option<String> {
        if let Some(given) = given(self.config, table, column) {
            return Some(given.to_owned());
        }
        if self.wide.contains(&(table.qualified(), column.name.as_str())) {
            return Some("BigInt".to_owned());
        }
        self.path(column.sql_type.as_ref()?)
    }

    /// The type of the database's own in that, if the configuration does not put another in its place.
    pub(super) fn own<'t>(&self, table: &Table, column: &'t Column) -> Option<QualifiedName<'t>> {
        given(self.config, table, column).map_or_else(|| column.sql_type.as_ref()?.own(), |_| None)
    }

    /// What to say about a column that is left out because nothing stands for its type.
    pub(super) fn unknown(&self, table: &Table, column: &Column) -> String {
        let label = label::columns(table.qualified(), &[&column.name]);
        let what = match column.declared_type.as_str() {
            "" => "the database knows no type of it".to_owned(),
            declared => format!("no Diesel type stands for `{}`", declared.escape_debug()),
        };
        // What no row can be without is more than something that can't be read.
        let needed = match column.can_be_omitted() || table.kind.is_view() {
            true => "",
            false => " (no row can be inserted without it: it is NOT NULL and has no default)",
        };
        format!(
            "column `{shown}` is left out: {what}{needed}; \
             say which one it is in kinfolk.toml, for instance:\n[types]\n{key} = \"{example}\"",
            shown = column.name.escape_debug(),
            key = label::quoted(&label),
            example = example(self.catalog, &column.declared_type),
        )
    }

    fn path(&self, sql_type: &ColumnType) -> Option<String> {
        Some(match sql_type {
            ColumnType::Diesel(name) => name.clone(),
            ColumnType::Array(element) => format!("Array<Nullable<{}>>", self.path(element)?),
            ColumnType::Own { .. } => {
                let own = self.catalog.own_type(sql_type.own()?)?;
                format!("sql_types::{}", enums::sql_type_name(self.config, own)?)
            }
        })
    }
}

/// What the configuration says about the type of a column: by its name, else by its type.
fn given<'c>(config: &'c Config, table: &Table, column: &Column) -> Option<&'c str> {
    let declared = &column.declared_type;
    let names = [label::columns(table.qualified(), &[&column.name]), declared.clone(), plain(declared)];
    names.iter().find_map(|name| config.types.get(name)).map(|given| given.value.trim())
}

/// A type without what is said in parentheses about it: `numeric(10,2)` is `numeric`.
fn plain(declared: &str) -> String {
    match declared.split_once('(') {
        Some((before, rest)) => before.trim_end().to_owned() + rest.split_once(')').map_or("", |(_, after)| after),
        None => declared.to_owned(),
    }
}

/// Names of rows, and all columns that refer to them, over any number of tables.
fn row_numbers(catalog: &Catalog) -> BTreeSet<(QualifiedName<'_>, &str)> {
    let aliases = catalog.tables.iter().filter_map(|table| Some((table.qualified(), table.rowid_alias.as_deref()?)));
    let mut found = aliases.collect::<BTreeSet<_>>();
    loop {
        let before = found.len();
        for table in &catalog.tables {
            for key in &table.foreign_keys {
                for (column, target) in key.columns.iter().zip(&key.target_columns) {
                    let is_integer = |column: &Column| column.sql_type == Some(ColumnType::diesel("Integer"));
                    if found.contains(&(key.target(), target.as_str())) && table.column(column).is_some_and(is_integer)
                    {
                        found.insert((table.qualified(), column));
                    }
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// A database with schemas keeps to its types, too: its values can't be read as if they were text.
fn example(catalog: &Catalog, declared: &str) -> String {
    if catalog.default_schema.is_none() || declared.is_empty() {
        return "Text".to_owned();
    }
    let declared = plain(declared);
    let name = declared.rsplit('.').next().unwrap_or_default();
    let own = |name| format!("crate::types::{}", names::variant(name));
    name.strip_suffix("[]").map_or_else(|| own(name), |element| format!("Array<Nullable<{}>>", own(element)))
}

pub(super) fn check_config(catalog: &Catalog, config: &Config, problems: &mut Problems) {
    let mut known = BTreeSet::new();
    let mut columns = BTreeSet::new();
    for table in &catalog.tables {
        for column in &table.columns {
            columns.insert(label::columns(table.qualified(), &[&column.name]));
            known.insert(column.declared_type.clone());
            known.insert(plain(&column.declared_type));
        }
    }
    for (name, given) in by_line(&config.types) {
        if !columns.contains(name) && (name.is_empty() || !known.contains(name)) {
            let what = if name.contains('.') { "column" } else { "column or type" };
            let hint = nearest(name, columns.iter().map(String::as_str));
            problems.push(config.at(given.line, format!("there is no {what} `{}`{hint}", name.escape_debug())));
        }
    }
}
