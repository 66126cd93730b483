//! What `kinfolk.toml` says about foreign keys.

use super::{edges::Edge, links::Link};
use crate::codegen::{
    Error,
    config::{Named, RelationConfig, nearest},
    error::{Kind, Problems},
    label,
    model::{Model, by_line},
};
use std::collections::BTreeSet;

/// What is said about this foreign key, by its columns alone or with its target.
pub(super) fn of<'m>(model: &'m Model<'_>, edge: &Edge<'_>) -> Option<&'m RelationConfig> {
    let relations = &model.config.relations;
    let found = relations.get(&edge.label(model)).or_else(|| relations.get(&short(model, edge)));
    found.map(|located| &located.value)
}

/// The section to write about this foreign key.
pub(super) fn section(model: &Model<'_>, edge: &Edge<'_>) -> String {
    let keys = &model.tables[edge.child].table.foreign_keys;
    let twice = keys.iter().filter(|key| key.columns == edge.key.columns).count() > 1;
    label::section("relations", &if twice { edge.label(model) } else { short(model, edge) })
}

fn short(model: &Model<'_>, edge: &Edge<'_>) -> String {
    label::columns(model.tables[edge.child].table.qualified(), &edge.key.columns)
}

/// An error for all that speaks of foreign keys or links that are not there.
pub(super) fn check(model: &Model<'_>, links: &[Link<'_, '_>]) -> Result<(), Error> {
    let mut problems = Problems::default();
    let (mut short_labels, mut labels) = (BTreeSet::new(), BTreeSet::new());
    for table in &model.catalog.tables {
        for key in &table.foreign_keys {
            short_labels.insert(label::columns(table.qualified(), &key.columns));
            labels.insert(label::foreign_key(table.qualified(), key));
        }
    }
    let linked = links.iter().flat_map(|link| [short(model, link.far), link.far.label(model)]).collect::<BTreeSet<_>>();
    for (name, given) in by_line(&model.config.relations) {
        let shown = name.escape_debug();
        if !short_labels.contains(name) && !labels.contains(name) {
            let hint = nearest(name, short_labels.iter().map(String::as_str));
            problems.push(model.config.at(given.line, format!("there is no foreign key `{shown}`{hint}")));
        } else if given.value.many_to_many != Named::ByRule && !linked.contains(name) {
            let problem = format!("`{shown}` is not half of a many_to_many");
            problems.push(model.config.at(given.line, problem));
        }
    }
    problems.check(Kind::Config)
}
