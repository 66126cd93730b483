use super::check::by_line;
use crate::{
    catalog::{Catalog, Column, Table},
    codegen::{Config, config::nearest, error::Problems, label},
};
use std::collections::BTreeSet;

/// The types of columns: those of the catalog, but for what the configuration changes.
pub(super) struct Types<'a> {
    config: &'a Config,
    /// Columns that hold the number of a row in SQLite, if these are to be 64 bits wide.
    wide: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Types<'a> {
    pub(super) fn new(catalog: &'a Catalog, config: &'a Config) -> Self {
        let wide = config.schema.sqlite_integer_primary_key_is_bigint;
        Types { config, wide: if wide { row_numbers(catalog) } else { BTreeSet::new() } }
    }

    pub(super) fn of(&self, table: &Table, column: &Column) -> Option<String> {
        let given = self.config.types.get(&label::columns(&table.name, &[&column.name]));
        if let Some(given) = given {
            return Some(given.value.trim().to_owned());
        }
        if self.wide.contains(&(table.name.as_str(), column.name.as_str())) {
            return Some("BigInt".to_owned());
        }
        column.sql_type.clone()
    }
}

/// Names of rows, and all columns that refer to them, over any number of tables.
fn row_numbers(catalog: &Catalog) -> BTreeSet<(&str, &str)> {
    let aliases = catalog.tables.iter().filter_map(|table| Some((table.name.as_str(), table.rowid_alias.as_deref()?)));
    let mut found = aliases.collect::<BTreeSet<_>>();
    loop {
        let before = found.len();
        for table in &catalog.tables {
            for key in &table.foreign_keys {
                for (column, target) in key.columns.iter().zip(&key.target_columns) {
                    let is_integer = |column: &Column| column.sql_type.as_deref() == Some("Integer");
                    if found.contains(&(key.target.as_str(), target.as_str()))
                        && table.column(column).is_some_and(is_integer)
                    {
                        found.insert((&table.name, column));
                    }
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// What to say about a column whose type nothing stands for.
pub(super) fn unknown(table: &Table, column: &Column) -> String {
    let label = label::columns(&table.name, &[&column.name]);
    let what = match column.declared_type.as_str() {
        "" => "the database knows no type".to_owned(),
        declared => format!("no Diesel type stands for the type `{}`", declared.escape_debug()),
    };
    format!(
        "{what} of `{shown}`; say which one it is in kinfolk.toml, for instance:\n[types]\n{key} = \"Text\"",
        shown = label.escape_debug(),
        key = label::quoted(&label),
    )
}

pub(super) fn check_config(catalog: &Catalog, config: &Config, problems: &mut Problems) {
    let columns = catalog
        .tables
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| label::columns(&table.name, &[&column.name])))
        .collect::<BTreeSet<_>>();
    for (name, given) in by_line(&config.types).into_iter().filter(|(name, _)| !columns.contains(*name)) {
        let hint = nearest(name, columns.iter().map(String::as_str));
        problems.push(config.at(given.line, format!("there is no column `{}`{hint}", name.escape_debug())));
    }
}
