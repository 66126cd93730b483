use crate::{
    catalog::ForeignKey,
    codegen::{
        Notice, label,
        model::{Model, ModelTable},
    },
};

/// A foreign key that can be followed: both tables are generated and its target is a key.
pub(super) struct Edge<'a> {
    /// The table that holds the key, by its place in the model.
    pub(super) child: usize,
    /// The table it points at.
    pub(super) target: usize,
    pub(super) key: &'a ForeignKey,
}

impl<'a> Edge<'a> {
    pub(super) fn child<'m>(&self, model: &'m Model<'a>) -> &'m ModelTable<'a> {
        &model.tables[self.child]
    }

    pub(super) fn target<'m>(&self, model: &'m Model<'a>) -> &'m ModelTable<'a> {
        &model.tables[self.target]
    }

    pub(super) fn label(&self, model: &Model<'_>) -> String {
        label::foreign_key(model.tables[self.child].table.qualified(), self.key)
    }

    /// Whether at most one row can point at a target.
    pub(super) fn is_one_to_one(&self, model: &Model<'_>) -> bool {
        model.tables[self.child].table.is_unique(&self.key.columns)
    }
}

/// Sorted by table, then by the places of their columns. Of two equal ones only the first counts.
pub(super) fn usable<'a>(model: &Model<'a>) -> Vec<Edge<'a>> {
    let mut edges: Vec<Edge<'a>> = Vec::new();
    for (child, table) in model.tables.iter().enumerate() {
        let place = |name: &String| table.table.columns.iter().position(|column| column.name == *name);
        let mut keys = table.table.foreign_keys.iter().collect::<Vec<_>>();
        keys.sort_by_key(|key| key.columns.iter().map(place).collect::<Vec<_>>());
        for key in keys {
            let Some(target) = model.place(key.target()) else {
                continue;
            };
            let is_new = edges.iter().all(|edge| {
                let same_key = edge.key.columns == key.columns && edge.key.target_columns == key.target_columns;
                edge.child != child || edge.target != target || !same_key
            });
            if is_new && obstacle(model, table, key).is_none() {
                edges.push(Edge { child, target, key });
            }
        }
    }
    edges
}

/// What to say about all other foreign keys.
pub(super) fn unusable(model: &Model<'_>) -> Vec<Notice> {
    let mut notices = Vec::new();
    for table in &model.tables {
        for key in &table.table.foreign_keys {
            // A table that was excluded on purpose is nothing to speak of.
            let excluded = model.catalog.table(key.target()).is_some() && !model.config.wants(key.target());
            if let Some(obstacle) = obstacle(model, table, key).filter(|_| !excluded) {
                let label = label::foreign_key(table.table.qualified(), key);
                let message = format!("no relation for `{}`: {obstacle}", label.escape_debug());
                notices.push(Notice { table: table.label(), message });
            }
        }
    }
    notices
}

/// Whether the database has any schemas, of which some may be read. On MySQL they are databases.
fn has_schemas(model: &Model<'_>) -> bool {
    model.catalog.default_schema.is_some() || model.catalog.tables.iter().any(|table| table.schema.is_some())
}

/// Why a foreign key can't be followed.
fn obstacle(model: &Model<'_>, child: &ModelTable<'_>, key: &ForeignKey) -> Option<String> {
    let target_label = key.target().to_string();
    let target_name = target_label.escape_debug();
    let Some(target) = model.place(key.target()).map(|place| &model.tables[place]) else {
        return Some(match model.catalog.table(key.target()) {
            None if !model.config.reads(model.catalog, key.target_schema.as_deref()) => match has_schemas(model) {
                true => format!(
                    "`{target_name}` is in a schema that is not read; kinfolk.toml says which are: `schemas` in [schema]"
                ),
                false => format!("`{target_name}` is in another database"),
            },
            None => format!("there is no table `{target_name}`"),
            Some(table) if table.kind.is_view() => format!("`{target_name}` is a view"),
            Some(_) => format!("`{target_name}` is left out"),
        });
    };
    if target.table.kind.is_view() {
        return Some(format!("`{target_name}` is a view"));
    }
    let missing = key.target_columns.iter().find(|column| target.table.column(column).is_none());
    if let Some(missing) = missing {
        return Some(format!("`{target_name}` has no column `{}`", missing.escape_debug()));
    }
    if key.target_columns.len() != key.columns.len() {
        let (given, needed) = (key.columns.len(), target.table.primary_key.len());
        return Some(format!("it has {given} of the {needed} columns of the primary key of `{target_name}`"));
    }
    if !target.table.is_unique(&key.target_columns) {
        let columns = label::columns(&target_label, &key.target_columns);
        return Some(format!("`{}` is neither a primary key nor unique", columns.escape_debug()));
    }
    key.columns.iter().zip(&key.target_columns).find_map(|(from, to)| {
        let from_label = label::columns(child.table.qualified(), &[from]);
        let to_label = label::columns(&target_label, &[to]);
        let (from, to) = match (child.column(from), target.column(to)) {
            (Some(from), Some(to)) => (from, to),
            (None, _) => return Some(format!("`{}` is left out", from_label.escape_debug())),
            (_, None) => return Some(format!("`{}` is left out", to_label.escape_debug())),
        };
        (from.sql_type != to.sql_type).then(|| {
            format!(
                "`{}` is {} but `{}` is {}; make them equal in the database, or in kinfolk.toml:\n[types]\n{} = {}",
                from_label.escape_debug(),
                from.sql_type,
                to_label.escape_debug(),
                to.sql_type,
                label::quoted(&from_label),
                label::quoted(&to.sql_type),
            )
        })
    })
}
