//! Which relations the foreign keys make, and what they are called.

mod collisions;
mod edges;
mod links;
mod naming;
mod overrides;

use super::{Error, model::Model};
use edges::Edge;
use links::Link;
use serde::Serialize;

/// A relation under its name. All names but `name` are those in the database; tables outside the default schema are called
/// `schema.table`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// The table that has it.
    pub owner: String,
    /// Its name in Rust: `articles::rel::author`.
    pub name: String,
    /// What it leads to.
    pub kind: RelationKind,
    /// The table it leads to.
    pub target: String,
    /// The columns of the owner that it starts from.
    pub columns: Vec<String>,
    /// The columns of the target that these are equal to.
    pub target_columns: Vec<String>,
    /// The table between the two, in a many_to_many.
    pub through: Option<Through>,
    /// What it is made of: `articles.author_id -> users.id`.
    pub foreign_keys: Vec<String>,
    #[serde(skip)]
    pub(super) places: Places,
    #[serde(skip)]
    pub(super) doc: String,
    /// What to write in `kinfolk.toml` to give it another name: section, key, a better name.
    #[serde(skip)]
    rename: (String, &'static str, String),
}

/// The tables of a relation by their places in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) owner: usize,
    pub(super) target: usize,
    pub(super) through: Option<usize>,
}

/// The kinds of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Rows of the owner name one row of the target.
    BelongsTo,
    /// At most one row of the target names a row of the owner.
    HasOne,
    /// Any number of rows of the target name a row of the owner.
    HasMany,
    /// A table between the two names rows of both.
    ManyToMany,
}

impl RelationKind {
    /// The word for it in `relations!`.
    pub fn keyword(self) -> &'static str {
        match self {
            RelationKind::BelongsTo => "belongs_to",
            RelationKind::HasOne => "has_one",
            RelationKind::HasMany => "has_many",
            RelationKind::ManyToMany => "many_to_many",
        }
    }
}

/// The table in the middle of a many_to_many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Through {
    /// Its name.
    pub table: String,
    /// Its columns that name the owner.
    pub columns: Vec<String>,
    /// Its columns that name the target.
    pub target_columns: Vec<String>,
}

/// All relations, table by table in the order of the model; in each the kinds one after the other.
pub(super) fn of(model: &mut Model<'_>) -> Result<Vec<Relation>, Error> {
    let notices = edges::unusable(model);
    model.notices.extend(notices);
    let edges = edges::usable(model);
    let links = links::of(model, &edges);
    overrides::check(model, &links)?;
    let names = naming::Names::new(model, &edges);

    let mut relations = Vec::new();
    for owner in 0..model.tables.len() {
        let mut of_owner = Vec::new();
        for edge in edges.iter().filter(|edge| edge.child == owner) {
            of_owner.push(belongs_to(model, edge, &names));
        }
        for edge in edges.iter().filter(|edge| edge.target == owner) {
            of_owner.extend(inverse(model, edge, &names));
        }
        let mut far = links.iter().filter(|link| link.near.target == owner).collect::<Vec<_>>();
        far.sort_by_key(|link| (link.far.target, link.near.child));
        of_owner.extend(far.into_iter().filter_map(|link| many_to_many(model, link, &names)));
        of_owner.sort_by_key(|relation| relation.kind);
        relations.extend(of_owner);
    }
    collisions::check(&relations)?;
    Ok(relations)
}

fn belongs_to(model: &Model<'_>, edge: &Edge<'_>, names: &naming::Names<'_>) -> Relation {
    let (child, target) = (edge.child(model), edge.target(model));
    Relation {
        owner: child.label(),
        name: names.belongs_to(edge),
        kind: RelationKind::BelongsTo,
        target: target.label(),
        columns: edge.key.columns.clone(),
        target_columns: edge.key.target_columns.clone(),
        through: None,
        foreign_keys: vec![edge.label(model)],
        places: Places { owner: edge.child, target: edge.target, through: None },
        doc: doc(model, edge),
        rename: (overrides::section(model, edge), "name", names.long_belongs_to(edge)),
    }
}

fn inverse(model: &Model<'_>, edge: &Edge<'_>, names: &naming::Names<'_>) -> Option<Relation> {
    let (child, target) = (edge.child(model), edge.target(model));
    let kind = if edge.is_one_to_one(model) { RelationKind::HasOne } else { RelationKind::HasMany };
    Some(Relation {
        owner: target.label(),
        name: names.inverse(edge)?,
        kind,
        target: child.label(),
        columns: edge.key.target_columns.clone(),
        target_columns: edge.key.columns.clone(),
        through: None,
        foreign_keys: vec![edge.label(model)],
        places: Places { owner: edge.target, target: edge.child, through: None },
        doc: doc(model, edge),
        rename: (overrides::section(model, edge), "inverse", names.long_inverse(edge)),
    })
}

fn many_to_many(model: &Model<'_>, link: &Link<'_, '_>, names: &naming::Names<'_>) -> Option<Relation> {
    let (near, far) = (link.near, link.far);
    let (owner, target, table) = (near.target(model), far.target(model), near.child(model));
    Some(Relation {
        owner: owner.label(),
        name: names.many_to_many(link)?,
        kind: RelationKind::ManyToMany,
        target: target.label(),
        columns: near.key.target_columns.clone(),
        target_columns: far.key.target_columns.clone(),
        through: Some(Through {
            table: table.label(),
            columns: near.key.columns.clone(),
            target_columns: far.key.columns.clone(),
        }),
        foreign_keys: vec![near.label(model), far.label(model)],
        places: Places { owner: near.target, target: far.target, through: Some(near.child) },
        doc: format!("`{}`, `{}`", near.label(model), far.label(model)),
        rename: (overrides::section(model, far), "many_to_many", names.long_many_to_many(link)),
    })
}

/// The foreign key and what it does to rows. That it does nothing to keys that change goes without saying.
fn doc(model: &Model<'_>, edge: &Edge<'_>) -> String {
    let mut doc = format!("`{}`, ON DELETE {}", edge.label(model), edge.key.on_delete);
    if edge.key.on_update != crate::catalog::Action::NoAction {
        doc.push_str(&format!(", ON UPDATE {}", edge.key.on_update));
    }
    doc
}
