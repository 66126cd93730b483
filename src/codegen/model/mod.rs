//! The part of a catalog that is generated, with its names and types in Rust.

mod check;
mod types;

pub(super) use check::by_line;

use super::{
    Config, Error, Notice,
    error::{Kind, Problems},
    label, names,
};
use crate::catalog::{Catalog, Column, Table, TableKind};

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
        check::config(catalog, config)?;
        let mut notices = Vec::new();
        let mut tables = Vec::new();
        for table in catalog.tables.iter().filter(|table| config.wants(&table.name)) {
            match primary_key(table, config) {
                Some(primary_key) => tables.push((table, primary_key)),
                None => notices.push(Notice { table: table.name.clone(), message: without_key(table) }),
            }
        }
        let types = types::Types::new(catalog, config);
        let mut unknown = Problems::default();
        let mut tables = tables
            .into_iter()
            .map(|(table, primary_key)| model_table(table, primary_key, config, &types, &mut unknown))
            .collect::<Vec<_>>();
        unknown.check(Kind::Types)?;
        tables.sort_by(|a, b| (&a.name, &a.table.name).cmp(&(&b.name, &b.table.name)));
        check::names(&tables)?;
        notices.extend(tables.iter().filter_map(too_wide));
        Ok(Model { catalog, config, tables, notices })
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
        columns.iter().filter_map(|sql| Some(self.column(sql)?.name.clone())).collect()
    }
}

fn model_table<'a>(
    table: &'a Table,
    primary_key: &'a [String],
    config: &Config,
    types: &types::Types<'_>,
    unknown: &mut Problems,
) -> ModelTable<'a> {
    let given = config.tables.get(&table.name).and_then(|given| given.value.name.clone());
    let name = given.unwrap_or_else(|| names::table(&table.name));
    let columns = table.columns.iter().map(|column| {
        let given = config.column_name(&table.name, &column.name).map(|given| given.value.clone());
        let sql_type = types.of(table, column).unwrap_or_else(|| {
            unknown.push(types::unknown(table, column));
            String::new()
        });
        // A view promises nothing; but what tells its rows apart is there.
        let is_key = table.kind != TableKind::Table && primary_key.contains(&column.name);
        let nullable = column.nullable && !is_key;
        ModelColumn { column, sql_type, nullable, name: given.unwrap_or_else(|| names::column(&column.name, &name)) }
    });
    ModelTable { table, columns: columns.collect(), primary_key, name }
}

/// The key of the table, else the one that was given; else the column `id` of a view.
fn primary_key<'a>(table: &'a Table, config: &'a Config) -> Option<&'a [String]> {
    let given = config.tables.get(&table.name).and_then(|given| given.value.primary_key.as_deref());
    if !table.primary_key.is_empty() {
        return Some(&table.primary_key);
    }
    let id = || {
        let id = table.columns.iter().find(|column| column.name == "id");
        id.filter(|_| table.kind == TableKind::View).map(|id| std::slice::from_ref(&id.name))
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
    (columns > 32).then(|| Notice { table: table.table.name.clone(), message })
}
