use super::Relation;
use crate::codegen::{
    Error,
    error::{Kind, Problems},
};
use std::collections::BTreeMap;

/// An error if two relations of a table have one name: it names the foreign keys of all and the lines to write.
pub(super) fn check(relations: &[Relation]) -> Result<(), Error> {
    let mut by_name: BTreeMap<(&str, &str), Vec<&Relation>> = BTreeMap::new();
    for relation in relations {
        by_name.entry((&relation.owner, &relation.name)).or_default().push(relation);
    }
    let mut problems = Problems::default();
    for ((owner, name), same) in by_name {
        if let [_, .., last] = same.as_slice() {
            let mut problem = format!("{} relations of `{}` would be called `{name}`:\n", same.len(), owner.escape_debug());
            for relation in &same {
                let keys = relation.foreign_keys.iter().map(|key| format!("`{}`", key.escape_debug()));
                let keys = keys.collect::<Vec<_>>().join(", ");
                problem.push_str(&format!("  {} by {keys}\n", relation.kind.keyword()));
            }
            let (section, key, better) = &last.rename;
            problem.push_str(&format!("name one of them in kinfolk.toml, for instance:\n{section}\n{key} = \"{better}\""));
            problems.push(problem);
        }
    }
    problems.check(Kind::Names)
}
