//! From names in a database to names in Rust.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Words that Rust keeps for itself, in any edition.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that stand in the module of a table beside its columns, types and modules that Diesel names there, and its one
/// variable.
const BESIDE_COLUMNS: &[&str] = &[
    "all_columns",
    "bool",
    "columns",
    "diesel",
    "dsl",
    "is_nullable",
    "ops",
    "q",
    "rel",
    "sql_types",
    "star",
    "str",
    "table",
];

/// Names that stand beside the modules of tables, and crates that generated code names.
const BESIDE_TABLES: &[&str] =
    &["alloc", "bool", "core", "diesel", "enums", "kinfolk", "sql_types", "std", "str", "tables"];

/// Types that Diesel or Rust has under these names: where Diesel's macros or derives mean them, they must not find ours.
const OTHER_TYPES: &[&str] = &[
    "Array",
    "AsExpression",
    "BigInt",
    "BigSerial",
    "Bigint",
    "Binary",
    "Bit",
    "Blob",
    "Bool",
    "Box",
    "Bpchar",
    "Bytea",
    "CChar",
    "Char",
    "Cidr",
    "Citext",
    "Clone",
    "Copy",
    "Date",
    "Datemultirange",
    "Daterange",
    "Datetime",
    "Debug",
    "Decimal",
    "Default",
    "Double",
    "Eq",
    "Err",
    "Float",
    "Float4",
    "Float8",
    "Foldable",
    "From",
    "FromSql",
    "FromSqlRow",
    "HasSqlType",
    "Hash",
    "Inet",
    "Int2",
    "Int4",
    "Int4multirange",
    "Int4range",
    "Int8",
    "Int8multirange",
    "Int8range",
    "Integer",
    "Interval",
    "Into",
    "Json",
    "Jsonb",
    "Longblob",
    "Longtext",
    "MacAddr",
    "MacAddr8",
    "Macaddr",
    "Macaddr8",
    "Mediumblob",
    "Mediumtext",
    "Money",
    "Multirange",
    "None",
    "NotNull",
    "Nullable",
    "Numeric",
    "Nummultirange",
    "Numrange",
    "Oid",
    "Ok",
    "Option",
    "Output",
    "PartialEq",
    "PgLsn",
    "QueryId",
    "Queryable",
    "Range",
    "Record",
    "Result",
    "Send",
    "Serial",
    "SingleValue",
    "SmallInt",
    "SmallSerial",
    "Smallint",
    "Some",
    "SqlEnum",
    "SqlOrd",
    "SqlType",
    "String",
    "Sync",
    "Text",
    "Time",
    "Timestamp",
    "Timestamptz",
    "TimestamptzSqlite",
    "TinyInt",
    "Tinyblob",
    "Tinyint",
    "Tinytext",
    "ToOwned",
    "ToSql",
    "ToString",
    "Tsmultirange",
    "Tsrange",
    "Tstzmultirange",
    "Tstzrange",
    "Unsigned",
    "Untyped",
    "Uuid",
    "VarChar",
    "Varbinary",
    "Varchar",
    "Vec",
];

/// The name of a table's module.
pub(super) fn table(sql: &str) -> String {
    set_apart(identifier(sql), |name| BESIDE_TABLES.contains(&name))
}

/// The name of a column in a table's module, which can't be the name of the table either.
pub(super) fn column(sql: &str, table: &str) -> String {
    set_apart(identifier(sql), |name| name == table || BESIDE_COLUMNS.contains(&name))
}

/// The name of a type of the database's own.
pub(super) fn sql_type(sql: &str) -> String {
    set_apart(camel_case(&identifier(sql)), is_taken_type)
}

/// The name of an enum's variant.
pub(super) fn variant(label: &str) -> String {
    set_apart(camel_case(&identifier(label)), |name| !is_identifier(name))
}

/// Whether the name of a type means another type already.
pub(super) fn is_taken_type(name: &str) -> bool {
    OTHER_TYPES.contains(&name) || !is_identifier(name)
}

/// Whether it can stand in `table!` for itself.
pub(super) fn is_plain_identifier(name: &str) -> bool {
    is_identifier(name) && unicode_normalization::is_nfc(name)
}

/// A name that was put together from such names.
pub(super) fn relation(name: String) -> String {
    set_apart(name, |name| !is_identifier(name))
}

/// The singular of a plural in snake case.
pub(super) fn singular(name: &str) -> String {
    // The module of a table may end with the `_` that keeps it apart from a keyword.
    cruet::to_singular(name.trim_end_matches('_'))
}

/// Whether Rust takes it for an identifier that is no keyword.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && chars.all(unicode_ident::is_xid_continue)
        && !name.chars().all(|c| c == '_')
        && !KEYWORDS.contains(&name)
        && name != "Self"
}

fn set_apart(name: String, taken: impl Fn(&str) -> bool) -> String {
    if taken(&name) { name + "_" } else { name }
}

/// Snake case, with `_` for what Rust doesn't allow; a keyword gets a `_` behind.
fn identifier(sql: &str) -> String {
    let mut name = String::new();
    // The compiler normalizes names in the same way, and two that it takes for one must be found out here.
    for c in sql.nfc() {
        match unicode_ident::is_xid_continue(c) {
            true => name.push(c),
            // Rust dislikes two in a row.
            false if name.ends_with('_') => {}
            false => name.push('_'),
        }
    }
    let mut name = snake_case(&name).into_owned();
    if name.chars().all(|c| c == '_') {
        name.push_str("unnamed");
    } else if !name.starts_with(|first| first == '_' || unicode_ident::is_xid_start(first)) {
        name.insert(0, '_');
    }
    set_apart(name, |name| KEYWORDS.contains(&name))
}

/// `AlbumId` -> `album_id`, `HTTPServer` -> `http_server`, `USERS` -> `users`; without capitals a name stays as it is.
fn snake_case(name: &str) -> Cow<'_, str> {
    if !name.chars().any(char::is_uppercase) {
        return name.into();
    }
    let chars = name.chars().collect::<Vec<_>>();
    let mut snake = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let starts_word = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || before.is_uppercase() && after.is_some_and(|after| after.is_lowercase())
            });
        if starts_word {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake.into()
}

/// `very_sad` -> `VerySad`, `v1_0` -> `V1_0`.
fn camel_case(snake: &str) -> String {
    let mut camel = String::new();
    for word in snake.split('_').filter(|word| !word.is_empty()) {
        let mut chars = word.chars();
        let Some(first) = chars.next() else {
            continue;
        };
        // Two numbers stay two.
        if first.is_numeric() && camel.ends_with(char::is_numeric)
            || camel.is_empty() && !unicode_ident::is_xid_start(first)
        {
            camel.push('_');
        }
        camel.extend(first.to_uppercase());
        camel.extend(chars);
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_rust_names() {
        for (sql, rust) in [
            ("users", "users"),
            ("AlbumId", "album_id"),
            ("USER_ID", "user_id"),
            ("HTTPServer", "http_server"),
            ("userID", "user_id"),
            ("User_Name", "user_name"),
            ("Version2Name", "version2_name"),
            ("line2", "line2"),
            ("e-mail address", "e_mail_address"),
            ("2fa", "_2fa"),
            ("type", "type_"),
            ("Type", "type_"),
            ("self", "self_"),
            ("größe", "größe"),
            ("GRÖSSE", "grösse"),
            ("имя", "имя"),
            ("u\u{308}", "ü"),
            ("", "unnamed"),
            ("_", "_unnamed"),
            ("!!", "_unnamed"),
            ("a\u{202e}b", "a_b"),
            ("x) { } evil!", "x_evil_"),
            ("🦀", "_unnamed"),
        ] {
            assert_eq!(identifier(sql), rust, "{sql}");
            assert!(is_identifier(&identifier(sql)), "{sql}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_becomes_an_identifier(sql in proptest::prelude::any::<String>()) {
            for name in [table(&sql), column(&sql, "users"), relation(identifier(&sql)), sql_type(&sql), variant(&sql)] {
                assert!(is_identifier(&name), "{sql:?} -> {name:?}");
            }
        }
    }

    #[test]
    fn types_and_variants() {
        for (sql, rust) in [
            ("mood", "Mood"),
            ("order_status", "OrderStatus"),
            ("HTTPStatus", "HttpStatus"),
            ("very sad", "VerySad"),
            ("v1.0", "V1_0"),
            ("10", "_10"),
            ("", "Unnamed"),
            ("self", "Self_"),
            ("text", "Text"),
            ("straße", "Straße"),
            ("ßa", "SSa"),
        ] {
            assert_eq!(variant(sql), rust, "{sql}");
        }
        assert_eq!(sql_type("text"), "Text_");
        assert_eq!(sql_type("articles.status"), "ArticlesStatus");
    }

    #[test]
    fn singulars() {
        for (plural, one) in [
            ("users", "user"),
            ("categories", "category"),
            ("article_revisions", "article_revision"),
            ("addresses", "address"),
            ("statuses", "status"),
            ("news", "news"),
            ("types_", "type"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
