use super::edges::Edge;
use crate::codegen::model::Model;
use std::collections::BTreeSet;

/// A many_to_many, seen from the table that `near` points at.
pub(super) struct Link<'e, 'a> {
    pub(super) near: &'e Edge<'a>,
    pub(super) far: &'e Edge<'a>,
}

/// Two foreign keys of one table make a many_to_many, in both directions, when they are its key between them and neither is
/// one alone.
pub(super) fn of<'e, 'a>(model: &Model<'a>, edges: &'e [Edge<'a>]) -> Vec<Link<'e, 'a>> {
    let mut links = Vec::new();
    for (child, table) in model.tables.iter().enumerate() {
        let of_table = edges.iter().filter(|edge| edge.child == child).collect::<Vec<_>>();
        let pairs = |key: &BTreeSet<&str>| {
            let mut found = Vec::new();
            for (at, near) in of_table.iter().enumerate() {
                for far in of_table.iter().skip(at + 1) {
                    let (a, b) = (columns(near), columns(far));
                    if a != *key && b != *key && a.union(&b).copied().collect::<BTreeSet<_>>() == *key {
                        found.push((*near, *far));
                    }
                }
            }
            found
        };
        let primary = table.table.primary_key.iter().map(String::as_str).collect::<BTreeSet<_>>();
        let mut found = pairs(&primary);
        if found.is_empty() {
            // A table with a key of its own links as well, if it holds each pair but once. A pair with a NULL can be there
            // any number of times, and leads nowhere.
            let is_set = |name: &&str| table.column(name).is_some_and(|column| !column.nullable);
            let keys = table.table.keys().map(|key| key.into_iter().collect::<BTreeSet<_>>());
            let unique = keys.filter(|key| *key != primary && key.iter().all(is_set)).collect::<BTreeSet<_>>();
            found = unique.iter().flat_map(pairs).collect();
        }
        for (near, far) in found {
            links.push(Link { near, far });
            links.push(Link { near: far, far: near });
        }
    }
    links
}

fn columns<'a>(edge: &Edge<'a>) -> BTreeSet<&'a str> {
    edge.key.columns.iter().map(String::as_str).collect()
}
