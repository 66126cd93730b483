use super::{Relation, RelationKind};
use crate::codegen::{
    Error,
    error::{Kind, Problems},
};
use std::collections::{BTreeMap, BTreeSet};

/// An error if two relations of a table have one name: it names the foreign keys of all and the lines to write.
pub(super) fn check(relations: &[Relation]) -> Result<(), Error> {
    let mut by_name: BTreeMap<(usize, &str), Vec<&Relation>> = BTreeMap::new();
    for relation in relations {
        by_name.entry((relation.places.owner, &relation.name)).or_default().push(relation);
    }
    let clashes = by_name.into_iter().filter(|(_, same)| same.len() > 1).collect::<Vec<_>>();
    // Inverses are named after their belongs_to: where these are told apart, so are they.
    let is_belongs_to = |relation: &&Relation| relation.kind == RelationKind::BelongsTo;
    let first = clashes.iter().flat_map(|(_, same)| same).copied().filter(is_belongs_to);
    let first = first.flat_map(|relation| &relation.foreign_keys).collect::<BTreeSet<_>>();
    let follows = |relation: &&Relation| {
        relation.kind != RelationKind::BelongsTo && relation.foreign_keys.iter().all(|key| first.contains(key))
    };
    let mut problems = Problems::default();
    for ((_, name), same) in clashes {
        if same.iter().all(follows) {
            continue;
        }
        if let [_, .., last] = same.as_slice() {
            let mut problem =
                format!("{} relations of `{}` would be called `{name}`:\n", same.len(), last.owner.escape_debug());
            for relation in &same {
                let keys = relation.foreign_keys.iter().map(|key| format!("`{}`", key.escape_debug()));
                let keys = keys.collect::<Vec<_>>().join(", ");
                problem.push_str(&format!("  {} by {keys}\n", relation.kind.keyword()));
            }
            let (section, key, better) = &last.rename;
            let better = if better == name { &format!("{better}_2") } else { better };
            problem
                .push_str(&format!("name one of them in kinfolk.toml, for instance:\n{section}\n{key} = \"{better}\""));
            problems.push(problem);
        }
    }
    problems.check(Kind::Names)
}
