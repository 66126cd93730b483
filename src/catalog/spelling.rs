//! Foreign keys repeat names as they were typed there, and databases find them in any case. Here all names are spelled as
//! where they were declared.

use super::Table;

/// Whether a database takes two names for one.
pub(crate) type SameName = fn(&str, &str) -> bool;

/// Gives the tables and columns that foreign keys name the spelling of their declarations. What isn't there stays as it is.
pub(crate) fn spell_foreign_keys(tables: &mut [Table], same_table: SameName, same_column: SameName) {
    let known = tables
        .iter()
        .map(|table| {
            let columns = table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
            (table.schema.clone(), table.name.clone(), columns)
        })
        .collect::<Vec<_>>();
    for table in tables {
        for key in &mut table.foreign_keys {
            let of_child = table.columns.iter().map(|column| &column.name);
            key.columns.iter_mut().for_each(|name| spell(name, of_child.clone(), same_column));
            let of_schema = || known.iter().filter(|(schema, ..)| *schema == key.target_schema);
            spell(&mut key.target, of_schema().map(|(_, name, _)| name), same_table);
            if let Some((.., columns)) = of_schema().find(|(_, name, _)| *name == key.target) {
                key.target_columns.iter_mut().for_each(|name| spell(name, columns.iter(), same_column));
            }
        }
    }
}

fn spell<'a>(name: &mut String, known: impl Iterator<Item = &'a String> + Clone, same: SameName) {
    // Where case tells two names apart, the very name is there.
    let exact = known.clone().find(|known| *known == name);
    if let Some(found) = exact.or_else(|| known.clone().find(|known| same(known, name))) {
        name.clone_from(found);
    }
}
