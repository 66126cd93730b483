//! The part of a catalog that is generated, with its names and types in Rust.

mod types;

use super::{
    Config, Error, Located, Notice,
    config::nearest,
    error::{Kind, Problems},
    label, names,
};
use crate::catalog::{Catalog, Column, Table, TableKind};
use std::collections::BTreeMap;

pub(super) struct Model<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) config: &'a Config,
    /// Sorted by their Rust names.
    pub(super) tables: Vec<ModelTable<'a>>,
    pub(super) notices: Vec<Notice>,
}

pub(super) struct ModelTable<'a> {
    pub(super) table: &'a Table,
    pub(super) name: String,
    pub(super) columns: Vec<ModelColumn<'a>>,
    /// By their names in the database.
    pub(super) primary_key: &'a [String],
}

pub(super) struct ModelColumn<'a> {
    pub(super) column: &'a Column,
    pub(super) name: String,
    /// Without `Nullable`.
    pub(super) sql_type: String,
    pub(super) nullable: bool,
}

impl<'a> Model<'a> {
    pub(super) fn new(catalog: &'a Catalog, config: &'a Config) -> Result<Self, Error> {
        check_config(catalog, config)?;
        let mut notices = Vec::new();
        let mut tables = Vec::new();
        for table in catalog
            .tables
            .iter()
            .filter(|table| config.wants(&table.name))
        {
            match primary_key(table, config) {
                Some(primary_key) => tables.push((table, primary_key)),
                None => notices.push(Notice {
                    table: table.name.clone(),
                    message: without_key(table),
                }),
            }
        }
        let types = types::Types::new(catalog, config);
        let mut unknown = Problems::default();
        let mut tables = tables
            .into_iter()
            .map(|(table, primary_key)| {
                model_table(table, primary_key, config, &types, &mut unknown)
            })
            .collect::<Vec<_>>();
        unknown.check(Kind::Types)?;
        tables.sort_by(|a, b| (&a.name, &a.table.name).cmp(&(&b.name, &b.table.name)));
        check_names(&tables)?;
        notices.extend(tables.iter().filter_map(too_wide));
        Ok(Model {
            catalog,
            config,
            tables,
            notices,
        })
    }

    pub(super) fn table(&self, sql: &str) -> Option<&ModelTable<'a>> {
        self.tables.iter().find(|table| table.table.name == sql)
    }
}

impl<'a> ModelTable<'a> {
    pub(super) fn column(&self, sql: &str) -> Option<&ModelColumn<'a>> {
        self.columns.iter().find(|column| column.column.name == sql)
    }

    /// The names in Rust of columns of this table.
    pub(super) fn rust_names(&self, columns: &[String]) -> Vec<String> {
        columns
            .iter()
            .filter_map(|sql| Some(self.column(sql)?.name.clone()))
            .collect()
    }
}

fn model_table<'a>(
    table: &'a Table,
    primary_key: &'a [String],
    config: &Config,
    types: &types::Types<'_>,
    unknown: &mut Problems,
) -> ModelTable<'a> {
    let given = config
        .tables
        .get(&table.name)
        .and_then(|given| given.value.name.clone());
    let name = given.unwrap_or_else(|| names::table(&table.name));
    let columns = table.columns.iter().map(|column| {
        let given = config
            .column_name(&table.name, &column.name)
            .map(|given| given.value.clone());
        let sql_type = types.of(table, column).unwrap_or_else(|| {
            unknown.push(types::unknown(table, column));
            String::new()
        });
        // A view promises nothing; but what tells its rows apart is there.
        let is_key = table.kind != TableKind::Table && primary_key.contains(&column.name);
        let nullable = column.nullable && !is_key;
        ModelColumn {
            column,
            sql_type,
            nullable,
            name: given.unwrap_or_else(|| names::column(&column.name, &name)),
        }
    });
    ModelTable {
        table,
        columns: columns.collect(),
        primary_key,
        name,
    }
}

/// The key of the table, else the one that was given; else the column `id` of a view.
fn primary_key<'a>(table: &'a Table, config: &'a Config) -> Option<&'a [String]> {
    let given = config
        .tables
        .get(&table.name)
        .and_then(|given| given.value.primary_key.as_deref());
    if !table.primary_key.is_empty() {
        return Some(&table.primary_key);
    }
    let id = || {
        let id = table.columns.iter().find(|column| column.name == "id");
        id.filter(|_| table.kind == TableKind::View)
            .map(|id| std::slice::from_ref(&id.name))
    };
    given.or_else(id)
}

fn without_key(table: &Table) -> String {
    let what = match table.kind {
        TableKind::Table => "a table",
        TableKind::View => "a view",
        TableKind::Virtual => "a virtual table",
    };
    let section = label::section("tables", &table.name);
    let column = table.columns.first().map_or("id", |column| &column.name);
    let column = label::quoted(column);
    format!(
        "{what} without a primary key is left out; if a column tells its rows apart, write in kinfolk.toml, for instance:\n\
         {section}\nprimary_key = [{column}]"
    )
}

/// Diesel compiles wide tables only on demand.
fn too_wide(table: &ModelTable<'_>) -> Option<Notice> {
    let columns = table.columns.len();
    let feature = [64, 128].into_iter().find(|width| columns <= *width);
    let advice = match feature {
        Some(width) => format!("Diesel needs its feature `{width}-column-tables` for it"),
        None => "Diesel has no support for more than 128".to_owned(),
    };
    let message = format!("has {columns} columns: {advice}");
    (columns > 32).then(|| Notice {
        table: table.table.name.clone(),
        message,
    })
}

fn check_names(tables: &[ModelTable<'_>]) -> Result<(), Error> {
    let mut problems = Problems::default();
    for pair in tables.windows(2) {
        let [a, b] = pair else { continue };
        if a.name == b.name {
            let (one, two) = (a.table.name.escape_debug(), b.table.name.escape_debug());
            problems.push(format!(
                "tables `{one}` and `{two}` would both be `{name}` in Rust; name one of them in kinfolk.toml:\n\
                 {section}\nname = \"{name}_2\"",
                name = a.name,
                section = label::section("tables", &b.table.name),
            ));
        }
    }
    for table in tables {
        let mut seen = BTreeMap::new();
        for column in &table.columns {
            let Some(first) = seen.insert(&column.name, column) else {
                continue;
            };
            let sql = &table.table.name;
            problems.push(format!(
                "columns `{one}` and `{two}` would both be `{name}` in Rust; name one of them in kinfolk.toml:\n\
                 [tables.{key}.columns]\n{column} = \"{name}_2\"",
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

/// In the order of the file.
pub(super) fn by_line<T>(entries: &BTreeMap<String, Located<T>>) -> Vec<(&String, &Located<T>)> {
    let mut entries = entries.iter().collect::<Vec<_>>();
    entries.sort_by_key(|(_, entry)| entry.line);
    entries
}

/// Whatever speaks of tables and columns must speak of some that there are.
fn check_config(catalog: &Catalog, config: &Config) -> Result<(), Error> {
    let mut problems = Problems::default();
    let tables = catalog
        .tables
        .iter()
        .map(|table| table.name.as_str())
        .collect::<Vec<_>>();
    for pattern in config.idle_patterns(&tables) {
        let hint = nearest(&pattern.value, tables.iter().copied());
        let problem = format!("no table matches `{}`{hint}", pattern.value.escape_debug());
        problems.push(config.at(pattern.line, problem));
    }
    for (name, given) in by_line(&config.tables) {
        let Some(table) = catalog.table(name) else {
            let hint = nearest(name, tables.iter().copied());
            problems.push(config.at(
                given.line,
                format!("there is no table `{}`{hint}", name.escape_debug()),
            ));
            continue;
        };
        let key = given
            .value
            .primary_key
            .iter()
            .flatten()
            .map(|column| (column, given.line));
        for (column, line) in key.chain(
            given
                .value
                .columns
                .iter()
                .map(|(column, at)| (column, at.line)),
        ) {
            if table.column(column).is_none() {
                let hint = nearest(
                    column,
                    table.columns.iter().map(|column| column.name.as_str()),
                );
                let (name, column) = (name.escape_debug(), column.escape_debug());
                problems.push(config.at(
                    line,
                    format!("table `{name}` has no column `{column}`{hint}"),
                ));
            }
        }
        if given.value.primary_key.is_some() && !table.primary_key.is_empty() {
            let problem = format!(
                "table `{}` has a primary key of its own",
                name.escape_debug()
            );
            problems.push(config.at(given.line, problem));
        }
        if given.value.primary_key.as_ref().is_some_and(Vec::is_empty) {
            problems.push(config.at(given.line, "a primary key needs a column"));
        }
    }
    types::check_config(catalog, config, &mut problems);
    problems.check(Kind::Config)
}
