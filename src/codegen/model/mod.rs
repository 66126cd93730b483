//! The part of a catalog that is generated, with its names and types in Rust.

mod check;
mod enums;
mod types;

pub(super) use check::by_line;

pub(super) use enums::{ModelEnum, ModelType};

use super::{Config, Error, Notice, label, names};
use crate::catalog::{Catalog, Column, QualifiedName, Table, TableKind};

pub(super) struct Model<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) config: &'a Config,
    /// Sorted by their Rust names.
    pub(super) tables: Vec<ModelTable<'a>>,
    /// The types of the database's own that columns have, sorted by their Rust names.
    pub(super) types: Vec<ModelType<'a>>,
    pub(super) notices: Vec<Notice>,
}

pub(super) struct ModelTable<'a> {
    pub(super) table: &'a Table,
    pub(super) name: String,
    /// Without those whose type nothing stands for.
    pub(super) columns: Vec<ModelColumn<'a>>,
    /// By their names in the database.
    pub(super) primary_key: &'a [String],
}

pub(super) struct ModelColumn<'a> {
    pub(super) column: &'a Column,
    pub(super) name: String,
    /// Without `Nullable`.
    pub(super) sql_type: String,
    /// The type of the database's own in it.
    pub(super) own_type: Option<QualifiedName<'a>>,
    pub(super) nullable: bool,
}

impl<'a> Model<'a> {
    pub(super) fn new(catalog: &'a Catalog, config: &'a Config) -> Result<Self, Error> {
        check::config(catalog, config)?;
        let types = types::Types::new(catalog, config);
        let mut notices = Vec::new();
        let mut tables = Vec::new();
        for table in catalog.tables.iter().filter(|table| config.wants(table.qualified())) {
            let mut say = |message| notices.push(Notice { table: table.qualified().to_string(), message });
            match table_of(table, config, &types, &mut say) {
                Ok(table) => tables.push(table),
                Err(message) => say(message),
            }
        }
        tables.sort_by(|a, b| (&a.name, a.table.qualified()).cmp(&(&b.name, b.table.qualified())));
        check::names(&tables)?;
        let types = enums::used(catalog, config, &tables)?;
        notices.extend(tables.iter().filter_map(too_wide));
        Ok(Model { catalog, config, tables, types, notices })
    }

    /// Where the table of this name is among `tables`.
    pub(super) fn place(&self, name: QualifiedName<'_>) -> Option<usize> {
        self.tables.iter().position(|table| table.table.qualified() == name)
    }
}

impl<'a> ModelTable<'a> {
    pub(super) fn column(&self, sql: &str) -> Option<&ModelColumn<'a>> {
        self.columns.iter().find(|column| column.column.name == sql)
    }

    /// The names in Rust of columns of this table.
    pub(super) fn rust_names(&self, columns: &[String]) -> Vec<String> {
        columns.iter().filter_map(|sql| Some(self.column(sql)?.name.clone())).collect()
    }

    /// What messages and `kinfolk.toml` call it.
    pub(super) fn label(&self) -> String {
        self.table.qualified().to_string()
    }
}

/// The table with its names and types, or why it is left out.
fn table_of<'a>(
    table: &'a Table,
    config: &'a Config,
    types: &types::Types<'_>,
    say: &mut dyn FnMut(String),
) -> Result<ModelTable<'a>, String> {
    let given = config.table(table.qualified());
    if let Some(schema) = table.schema.as_ref().filter(|schema| !names::is_plain_identifier(schema)) {
        return Err(format!(
            "is left out: Diesel can't name the schema `{}`, for it is no name that Rust allows",
            schema.escape_debug()
        ));
    }
    let primary_key = primary_key(table, config).ok_or_else(|| without_key(table))?;
    let name = given.and_then(|given| given.name.clone()).unwrap_or_else(|| names::table(&table.name));
    let mut columns = Vec::new();
    for column in &table.columns {
        let Some(sql_type) = types.of(table, column) else {
            let problem = types.unknown(table, column);
            match primary_key.contains(&column.name) {
                true => return Err(format!("is left out for a column of its primary key: {problem}")),
                false => say(problem),
            }
            continue;
        };
        let given = given.and_then(|given| given.columns.get(&column.name)).map(|given| given.value.clone());
        // A view promises nothing; but what tells its rows apart is there.
        let is_key =
            table.primary_key.is_empty() && table.kind != TableKind::Table && primary_key.contains(&column.name);
        columns.push(ModelColumn {
            column,
            own_type: types.own(table, column),
            sql_type,
            nullable: column.nullable && !is_key,
            name: given.unwrap_or_else(|| names::column(&column.name, &name)),
        });
    }
    Ok(ModelTable { table, columns, primary_key, name })
}

/// The key of the table, else the one that was given; else the column `id` of a view.
fn primary_key<'a>(table: &'a Table, config: &'a Config) -> Option<&'a [String]> {
    let given = config.table(table.qualified()).and_then(|given| given.primary_key.as_deref());
    if !table.primary_key.is_empty() {
        return Some(&table.primary_key);
    }
    let id = || {
        let id = table.columns.iter().find(|column| column.name == "id");
        id.filter(|_| table.kind.is_view()).map(|id| std::slice::from_ref(&id.name))
    };
    given.or_else(id)
}

fn without_key(table: &Table) -> String {
    let what = match table.kind {
        TableKind::Table => "a table",
        TableKind::Partitioned => "a partitioned table",
        TableKind::Foreign => "a foreign table",
        TableKind::View => "a view",
        TableKind::MaterializedView => "a materialized view",
        TableKind::Virtual => "a virtual table",
    };
    if table.columns.is_empty() {
        let hint =
            if table.kind.is_view() { ": does it select from something that is not there any more?" } else { "" };
        return format!("{what} without columns is left out{hint}");
    }
    let section = label::section("tables", &table.qualified().to_string());
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
    (columns > 32).then(|| Notice { table: table.label(), message })
}
