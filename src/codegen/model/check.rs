//! What must hold before anything is written: the configuration speaks of what there is, and no name is given twice.

use super::{ModelTable, enums, types};
use crate::{
    catalog::{Catalog, Table},
    codegen::{
        Config, Error, Located, TableConfig,
        config::nearest,
        error::{Kind, Problems},
        label, names,
    },
};
use std::collections::BTreeMap;

/// Two tables, or two columns of a table, that would have one name.
pub(super) fn names(tables: &[ModelTable<'_>]) -> Result<(), Error> {
    let mut problems = Problems::default();
    for pair in tables.windows(2) {
        if let [a, b] = pair
            && a.name == b.name
        {
            let (one, two) = (a.label(), b.label());
            // Of the same name in two schemas, the second is the one outside the default schema.
            let better = match &b.table.schema {
                Some(schema) if a.table.schema != b.table.schema => names::table(&format!("{schema}_{}", b.table.name)),
                _ => format!("{}_2", a.name),
            };
            problems.push(format!(
                "tables `{one}` and `{two}` would both be `{name}` in Rust; \
                 name one of them in kinfolk.toml:\n{section}\nname = \"{better}\"",
                one = one.escape_debug(),
                section = label::section("tables", &two),
                two = two.escape_debug(),
                name = a.name,
            ));
        }
    }
    for table in tables {
        let mut seen = BTreeMap::new();
        for column in &table.columns {
            let Some(first) = seen.insert(&column.name, column) else {
                continue;
            };
            let sql = &table.label();
            problems.push(format!(
                "columns `{one}` and `{two}` would both be `{name}` in Rust; \
                 name one of them in kinfolk.toml:\n[tables.{key}.columns]\n{column} = \"{name}_2\"",
                one = label::columns(sql, &[&first.column.name]).escape_debug(),
                two = label::columns(sql, &[&column.column.name]).escape_debug(),
                name = column.name,
                key = label::key_of(sql),
                column = label::key_of(&column.column.name),
            ));
        }
    }
    problems.check(Kind::Names)
}

/// Whatever speaks of tables and columns must speak of some that there are.
pub(super) fn config(catalog: &Catalog, config: &Config) -> Result<(), Error> {
    let mut problems = Problems::default();
    let tables = catalog.tables.iter().map(|table| table.qualified().to_string()).collect::<Vec<_>>();
    for pattern in config.idle_patterns(&tables) {
        let hint = nearest(&pattern.value, tables.iter().map(String::as_str));
        let problem = format!("no table matches `{}`{hint}", pattern.value.escape_debug());
        problems.push(config.at(pattern.line, problem));
    }
    for (name, given) in by_line(&config.tables) {
        match catalog.tables.iter().find(|table| table.qualified().to_string() == *name) {
            Some(table) => table_config(table, given, config, &mut problems),
            None => {
                let hint = nearest(name, tables.iter().map(String::as_str));
                let problem = format!("there is no table `{}`{hint}", name.escape_debug());
                problems.push(config.at(given.line, problem));
            }
        }
    }
    types::check_config(catalog, config, &mut problems);
    enums::check_config(catalog, config, &mut problems);
    problems.check(Kind::Config)
}

fn table_config(table: &Table, given: &Located<TableConfig>, config: &Config, problems: &mut Problems) {
    let Located { value, line } = given;
    let label = table.qualified().to_string();
    let shown = label.escape_debug();
    let key = value.primary_key.iter().flatten().map(|name| (name, *line));
    let columns = by_line(&value.columns).into_iter();
    for (name, line) in key.chain(columns.map(|(name, to)| (name, to.line))) {
        if table.column(name).is_none() {
            let known = table.columns.iter().map(|column| column.name.as_str());
            let (name, hint) = (name.escape_debug(), nearest(name, known));
            let problem = format!("table `{shown}` has no column `{name}`{hint}");
            problems.push(config.at(line, problem));
        }
    }
    if let Some(key) = &value.primary_key {
        if !table.primary_key.is_empty() {
            let problem = format!("table `{shown}` has a primary key of its own");
            problems.push(config.at(*line, problem));
        } else if key.is_empty() {
            problems.push(config.at(*line, "a primary key needs a column"));
        }
    }
    let table_name = value.name.clone();
    let table_name = table_name.unwrap_or_else(|| names::table(&table.name));
    let names = by_line(&value.columns).into_iter();
    let names = names.map(|(_, to)| (&to.value, names::column(&to.value, &table_name), to.line));
    let own = value.name.as_ref();
    let own = own.map(|name| (name, names::table(name), *line));
    for (given, free, line) in own.into_iter().chain(names) {
        // Capitals are a matter of taste, but what generated code needs must stay free.
        if free == format!("{given}_") {
            let problem = format!("generated code needs the name `{given}` for itself");
            problems.push(config.at(line, problem));
        }
    }
}

/// In the order of the file.
pub(in crate::codegen) fn by_line<T>(entries: &BTreeMap<String, Located<T>>) -> Vec<(&String, &Located<T>)> {
    let mut entries = entries.iter().collect::<Vec<_>>();
    entries.sort_by_key(|(_, entry)| entry.line);
    entries
}
