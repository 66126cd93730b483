use super::{edges::Edge, links::Link, overrides};
use crate::codegen::{
    config::Named,
    model::{Model, ModelTable},
    names,
};

/// The naming rules, and what the configuration changes.
pub(super) struct Names<'m> {
    model: &'m Model<'m>,
    edges: &'m [Edge<'m>],
}

impl<'m> Names<'m> {
    pub(super) fn new(model: &'m Model<'m>, edges: &'m [Edge<'m>]) -> Self {
        Names { model, edges }
    }

    /// A name that tells this belongs_to from others of the same child.
    pub(super) fn long_belongs_to(&self, edge: &Edge<'_>) -> String {
        self.behind(edge, &names::singular(&self.model.tables[edge.target].name))
    }

    pub(super) fn belongs_to(&self, edge: &Edge<'_>) -> String {
        let given = overrides::of(self.model, edge).and_then(|given| given.name.clone());
        given.unwrap_or_else(|| names::relation(by_columns(self.model, edge)))
    }

    pub(super) fn inverse(&self, edge: &Edge<'_>) -> Option<String> {
        match overrides::of(self.model, edge).map(|given| given.inverse.clone()).unwrap_or_default() {
            Named::None => None,
            Named::As(name) => Some(name),
            Named::ByRule => Some(names::relation(self.inverse_by_rule(edge))),
        }
    }

    fn inverse_by_rule(&self, edge: &Edge<'_>) -> String {
        let is_tree = edge.child == edge.target && self.belongs_to(edge) == "parent";
        let same = |other: &&Edge<'_>| other.child == edge.child && other.target == edge.target;
        match (is_tree, edge.is_one_to_one(self.model)) {
            (true, true) => "child".to_owned(),
            (true, false) => "children".to_owned(),
            _ if self.edges.iter().filter(same).count() > 1 || edge.child == edge.target => self.long_inverse(edge),
            _ => self.child_name(edge),
        }
    }

    /// The name that tells this inverse from others of the same child.
    pub(super) fn long_inverse(&self, edge: &Edge<'_>) -> String {
        self.behind(edge, &self.child_name(edge))
    }

    fn behind(&self, edge: &Edge<'_>, table: &str) -> String {
        // A `_` that keeps a name apart from a keyword has no use in the middle of another.
        format!("{}_{table}", self.belongs_to(edge).trim_end_matches('_'))
    }

    fn child_name(&self, edge: &Edge<'_>) -> String {
        let child = &self.model.tables[edge.child].name;
        if edge.is_one_to_one(self.model) { names::singular(child) } else { child.clone() }
    }

    pub(super) fn many_to_many(&self, link: &Link<'_, '_>) -> Option<String> {
        match overrides::of(self.model, link.far).map(|given| given.many_to_many.clone()).unwrap_or_default() {
            Named::None => None,
            Named::As(name) => Some(name),
            Named::ByRule => {
                let far = &self.model.tables[link.far.target].name;
                let to_itself = link.near.target == link.far.target;
                let name = if to_itself { self.behind(link.far, far) } else { far.clone() };
                Some(names::relation(name))
            }
        }
    }

    /// The name that tells this many_to_many from others between the same tables.
    pub(super) fn long_many_to_many(&self, link: &Link<'_, '_>) -> String {
        let (through, far) = (&self.model.tables[link.far.child].name, &self.model.tables[link.far.target].name);
        format!("{}_{far}", names::singular(through))
    }
}

/// What the columns of a foreign key say about its target.
fn by_columns(model: &Model<'_>, edge: &Edge<'_>) -> String {
    let (child, target) = (&model.tables[edge.child], &model.tables[edge.target]);
    let rust = |table: &ModelTable<'_>, columns: &[String]| table.rust_names(columns);
    let (from, to) = (rust(child, &edge.key.columns), rust(target, &edge.key.target_columns));
    let pairs = from.iter().zip(&to).map(|(from, to)| (from.trim_end_matches('_'), to.trim_end_matches('_')));
    // Columns called alike, as the `tenant_id` of both tables, say nothing about which row is meant.
    let telling = pairs.filter(|(from, to)| from != to).collect::<Vec<_>>();
    let name = match telling.as_slice() {
        [(from, to)] => {
            let stem = from.strip_suffix("_id").or_else(|| from.strip_suffix(to)?.strip_suffix('_'));
            Some(stem.unwrap_or(from)).filter(|stem| *stem != "id")
        }
        several => common_stem(several),
    };
    match name {
        Some(name) if !name.trim_matches('_').is_empty() => name.to_owned(),
        _ => names::singular(&target.name),
    }
}

/// `home` for `home_building -> building` and `home_number -> number`.
fn common_stem<'n>(pairs: &[(&'n str, &str)]) -> Option<&'n str> {
    // `old_article` names the `article_id` of something as well as `old_article_id` does.
    let stem = |from: &'n str, to: &str| {
        let short = to.strip_suffix("_id").unwrap_or(to);
        from.strip_suffix(to).or_else(|| from.strip_suffix(short))?.strip_suffix('_')
    };
    let mut stems = pairs.iter().map(|(from, to)| stem(from, to));
    let first = stems.next()??;
    stems.all(|stem| stem == Some(first)).then_some(first)
}
