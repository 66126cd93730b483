//! Enum types of the database's own, and the Rust enums made of them.

use super::{ModelTable, check::by_line};
use crate::{
    catalog::{Catalog, OwnType, OwnTypeKind},
    codegen::{
        Config, EnumConfig, Error, Located,
        config::nearest,
        error::{Kind, Problems},
        label, names,
    },
};
use std::collections::BTreeMap;

/// A type of the database's own that gets a struct in `sql_types`.
pub(in crate::codegen) struct ModelType<'a> {
    pub(in crate::codegen) own: &'a OwnType,
    pub(in crate::codegen) name: String,
    /// The Rust enum of the same name, if there is to be one.
    pub(in crate::codegen) rust: Option<ModelEnum<'a>>,
}

pub(in crate::codegen) struct ModelEnum<'a> {
    pub(in crate::codegen) derive: &'a [String],
    pub(in crate::codegen) variants: Vec<Variant<'a>>,
}

pub(in crate::codegen) struct Variant<'a> {
    pub(in crate::codegen) name: String,
    pub(in crate::codegen) label: &'a str,
}

/// The name in Rust of a type of the database's own, if there can be one.
pub(super) fn sql_type_name(config: &Config, own: &OwnType) -> Option<String> {
    match own.kind {
        OwnTypeKind::Enum { .. } | OwnTypeKind::Set { .. } => {}
        OwnTypeKind::Domain { .. } | OwnTypeKind::Composite { .. } | OwnTypeKind::Range { .. } => return None,
    }
    let given = given(config, own).and_then(|given| given.name.clone());
    Some(given.unwrap_or_else(|| names::sql_type(&own.name)))
}

fn given<'c>(config: &'c Config, own: &OwnType) -> Option<&'c EnumConfig> {
    config.enums.get(&own.qualified().to_string()).map(|given| &given.value)
}

/// The types that columns have, and those for which an enum was asked by name.
pub(super) fn used<'a>(
    catalog: &'a Catalog,
    config: &'a Config,
    tables: &[ModelTable<'_>],
) -> Result<Vec<ModelType<'a>>, Error> {
    let columns = tables.iter().flat_map(|table| &table.columns);
    let used = columns.filter_map(|column| column.own_type).collect::<Vec<_>>();
    let wanted =
        |own: &&OwnType| used.contains(&own.qualified()) || config.enums.contains_key(&own.qualified().to_string());
    let named = catalog.types.iter().filter(wanted).filter_map(|own| Some((own, sql_type_name(config, own)?)));
    let mut problems = Problems::default();
    let mut types = named
        .map(|(own, name)| ModelType { own, name, rust: rust_enum(config, own, &mut problems) })
        .collect::<Vec<_>>();
    types.sort_by(|a, b| (&a.name, a.own.qualified()).cmp(&(&b.name, b.own.qualified())));
    for pair in types.windows(2) {
        if let [a, b] = pair
            && a.name == b.name
        {
            let (one, two) = (a.own.qualified().to_string(), b.own.qualified().to_string());
            problems.push(format!(
                "types `{one}` and `{two}` would both be `{name}` in Rust; \
                 name one of them in kinfolk.toml:\n{section}\nname = \"{name}2\"",
                one = one.escape_debug(),
                section = label::section("enums", &two),
                two = two.escape_debug(),
                name = a.name,
            ));
        }
    }
    problems.check(Kind::Names)?;
    Ok(types)
}

fn rust_enum<'a>(config: &'a Config, own: &'a OwnType, problems: &mut Problems) -> Option<ModelEnum<'a>> {
    let OwnTypeKind::Enum { labels } = &own.kind else {
        return None;
    };
    if !config.wants_enum(own.qualified()) {
        return None;
    }
    let given = given(config, own);
    let mut seen = BTreeMap::new();
    let mut variants = Vec::new();
    for label in labels {
        let given = given.and_then(|given| given.variants.get(label)).map(|given| given.value.clone());
        let name = given.unwrap_or_else(|| names::variant(label));
        if let Some(first) = seen.insert(name.clone(), label) {
            problems.push(format!(
                "labels `{one}` and `{two}` of `{shown}` would both be `{name}` in Rust; \
                 name one of them in kinfolk.toml:\n[enums.{key}.variants]\n{label} = \"{name}2\"",
                one = first.escape_debug(),
                two = label.escape_debug(),
                shown = own.qualified().to_string().escape_debug(),
                key = label::key_of(&own.qualified().to_string()),
                label = label::key_of(label),
            ));
        }
        variants.push(Variant { name, label });
    }
    Some(ModelEnum { derive: given.map_or(&[], |given| &given.derive), variants })
}

/// What speaks of enum types and labels must speak of some that there are.
pub(super) fn check_config(catalog: &Catalog, config: &Config, problems: &mut Problems) {
    let is_enum = |own: &&OwnType| matches!(own.kind, OwnTypeKind::Enum { .. });
    let enums = catalog.types.iter().filter(is_enum).map(|own| own.qualified().to_string()).collect::<Vec<_>>();
    for pattern in config.idle_enum_patterns(&enums) {
        let hint = nearest(&pattern.value, enums.iter().map(String::as_str));
        let problem = format!("no enum type matches `{}`{hint}", pattern.value.escape_debug());
        problems.push(config.at(pattern.line, problem));
    }
    for (name, given) in by_line(&config.enums) {
        let own = catalog.types.iter().find(|own| own.qualified().to_string() == *name);
        match own.map(|own| &own.kind) {
            Some(OwnTypeKind::Enum { labels }) => enum_config(name, labels, given, config, problems),
            Some(_) => {
                problems.push(config.at(given.line, format!("the type `{}` is no enum", name.escape_debug())));
            }
            None => {
                let hint = nearest(name, enums.iter().map(String::as_str));
                problems.push(config.at(given.line, format!("there is no enum type `{}`{hint}", name.escape_debug())));
            }
        }
    }
}

fn enum_config(name: &str, labels: &[String], given: &Located<EnumConfig>, config: &Config, problems: &mut Problems) {
    for (label, variant) in by_line(&given.value.variants) {
        if !labels.contains(label) {
            let hint = nearest(label, labels.iter().map(String::as_str));
            let problem = format!("`{}` has no label `{}`{hint}", name.escape_debug(), label.escape_debug());
            problems.push(config.at(variant.line, problem));
        }
    }
    if let Some(own) = given.value.name.as_ref().filter(|own| names::is_taken_type(own)) {
        problems.push(config.at(given.line, format!("generated code needs the name `{own}` for itself")));
    }
}
