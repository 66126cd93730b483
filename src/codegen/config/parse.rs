use super::{
    Config, EnumConfig, Located, Named, RelationConfig, SchemaConfig, TableConfig,
    section::{Section, line_of},
    type_name::is_type_path,
};
use crate::catalog::{Backend, UnknownBackend};
use crate::codegen::{
    error::{Error, Kind},
    names::is_identifier,
};
use std::{collections::BTreeMap, path::Path};
use toml::de::{DeTable, DeValue};

pub(super) fn parse(text: &str, path: &Path) -> Result<Config, Error> {
    let document = DeTable::parse(text).map_err(|source| {
        let line = line_of(text, source.span().map_or(0, |span| span.start));
        Kind::Syntax { path: path.to_owned(), line, source: Box::new(source) }
    })?;
    let root = Section { path, text, name: String::new(), entries: document.get_ref() };
    root.allow(&["schema", "tables", "types", "enums", "relations"])?;
    Ok(Config {
        path: path.to_owned(),
        schema: root.section("schema")?.map(schema).transpose()?.unwrap_or_default(),
        tables: each(&root, "tables", table)?,
        types: root.section("types")?.map(types).transpose()?.unwrap_or_default(),
        enums: each(&root, "enums", rust_enum)?,
        relations: each(&root, "relations", relation)?,
    })
}

fn each<T>(
    root: &Section<'_>,
    key: &str,
    read: fn(Section<'_>) -> Result<T, Error>,
) -> Result<BTreeMap<String, Located<T>>, Error> {
    let Some(section) = root.section(key)? else {
        return Ok(BTreeMap::new());
    };
    let sections = section.sections()?.into_iter();
    sections.map(|(key, line, section)| Ok((key, Located { value: read(section)?, line }))).collect()
}

fn schema(section: Section<'_>) -> Result<SchemaConfig, Error> {
    let known = [
        "file",
        "migrations",
        "backend",
        "shadow",
        "schemas",
        "include",
        "exclude",
        "enums",
        "sqlite_integer_primary_key_is_bigint",
    ];
    section.allow(&known)?;
    Ok(SchemaConfig {
        backend: backend(&section)?,
        shadow: section.string("shadow")?,
        file: section.string("file")?.map(|file| file.value.into()),
        migrations: section.string("migrations")?.map(|dir| dir.value.into()),
        schemas: section.strings("schemas")?.unwrap_or_default(),
        include: section.strings("include")?.unwrap_or_default(),
        exclude: section.strings("exclude")?.unwrap_or_default(),
        enums: section.strings("enums")?.unwrap_or_default(),
        sqlite_integer_primary_key_is_bigint: section.bool("sqlite_integer_primary_key_is_bigint")?.unwrap_or_default(),
    })
}

fn backend(section: &Section<'_>) -> Result<Option<Located<Backend>>, Error> {
    let (Some(word), Some(value)) = (section.string("backend")?, section.get("backend")) else {
        return Ok(None);
    };
    let known = |_| section.wrong_text(value, format!("`{}`: {UnknownBackend}", word.value.escape_debug()));
    Ok(Some(Located { value: word.value.parse().map_err(known)?, line: word.line }))
}

fn table(section: Section<'_>) -> Result<TableConfig, Error> {
    section.allow(&["name", "primary_key", "columns"])?;
    let primary_key = section.strings("primary_key")?;
    Ok(TableConfig {
        name: identifier(&section, "name")?,
        primary_key: primary_key.map(|key| key.into_iter().map(|column| column.value).collect()),
        columns: names(&section, "columns")?,
    })
}

fn rust_enum(section: Section<'_>) -> Result<EnumConfig, Error> {
    section.allow(&["name", "derive", "variants"])?;
    let derive = section.strings("derive")?.unwrap_or_default();
    if let (Some(wrong), Some(value)) = (derive.iter().find(|it| !is_type_path(&it.value)), section.get("derive")) {
        let problem = format!("`{}` is not the path of a derive macro", wrong.value.escape_debug());
        return Err(section.wrong_text(value, problem));
    }
    Ok(EnumConfig {
        name: identifier(&section, "name")?,
        derive: derive.into_iter().map(|path| path.value.trim().to_owned()).collect(),
        variants: names(&section, "variants")?,
    })
}

/// A table of names in the database and names in Rust.
fn names(section: &Section<'_>, key: &str) -> Result<BTreeMap<String, Located<String>>, Error> {
    let Some(names) = section.section(key)? else {
        return Ok(BTreeMap::new());
    };
    for (key, _) in names.entries {
        identifier(&names, key.get_ref())?;
    }
    Ok(names.all_strings()?.into_iter().collect())
}

fn types(section: Section<'_>) -> Result<BTreeMap<String, Located<String>>, Error> {
    for (key, value) in section.entries {
        let name = section.string(key.get_ref())?.unwrap_or_default().value;
        if !is_type_path(&name) {
            return Err(section.wrong_text(value, format!("`{}` is not the path of a Rust type", name.escape_debug())));
        }
        if name.trim_start().starts_with("Nullable<") {
            let problem = "write the type without `Nullable`: whether a column can be NULL is for the database to say";
            return Err(section.wrong_text(value, problem.into()));
        }
    }
    Ok(section.all_strings()?.into_iter().collect())
}

fn relation(section: Section<'_>) -> Result<RelationConfig, Error> {
    section.allow(&["name", "inverse", "many_to_many"])?;
    Ok(RelationConfig {
        name: identifier(&section, "name")?,
        inverse: named(&section, "inverse")?,
        many_to_many: named(&section, "many_to_many")?,
    })
}

fn named(section: &Section<'_>, key: &str) -> Result<Named, Error> {
    match section.get(key) {
        None => Ok(Named::ByRule),
        Some(value) => match value.get_ref() {
            DeValue::Boolean(false) => Ok(Named::None),
            DeValue::String(_) => Ok(identifier(section, key)?.map_or(Named::ByRule, Named::As)),
            _ => Err(section.wrong(key, value, "a name in quotes, or false")),
        },
    }
}

/// A name that will stand in Rust code.
fn identifier(section: &Section<'_>, key: &str) -> Result<Option<String>, Error> {
    let Some(name) = section.string(key)? else {
        return Ok(None);
    };
    match section.get(key) {
        Some(value) if !is_identifier(&name.value) => {
            let problem = format!("`{}` is not a name that Rust allows", name.value.escape_debug());
            Err(section.wrong_text(value, problem))
        }
        _ => Ok(Some(name.value)),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::{any, proptest};
    use std::path::Path;

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>(), key in any::<String>(), value in any::<String>()) {
            drop(parse(&text, Path::new("kinfolk.toml")));
            let (key, value) = (toml::Value::String(key), toml::Value::String(value));
            for section in ["schema", "tables", "types", "enums", "relations", "tables.x", "enums.x", "relations.x"] {
                drop(parse(&format!("[{section}]\n{key} = {value}\n"), Path::new("kinfolk.toml")));
            }
        }
    }
}
