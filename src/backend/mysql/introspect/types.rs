//! Which Diesel type stands for the type of a column, and what else the text of such a type says.

use std::{iter::Peekable, str::Chars};

/// The type as MySQL 8 writes it: without the widths that MariaDB shows and that say nothing about what can be stored,
/// except that of `tinyint(1)`, which stands for `BOOLEAN`, and those that `ZEROFILL` fills; without comments.
pub(super) fn declared(reported: &str) -> String {
    let without_comment = reported.split_once(" /*").map_or(reported, |(before, _)| before).trim();
    let Some((name, rest)) = without_comment.split_once('(') else {
        return without_comment.to_owned();
    };
    let has_width = matches!(name, "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year");
    match rest.split_once(')') {
        Some((_, after)) if has_width && without_comment != "tinyint(1)" && !after.ends_with("zerofill") => {
            format!("{name}{after}")
        }
        _ => without_comment.to_owned(),
    }
}

/// The name of a type in `diesel::sql_types`, if one stands for this type.
pub(super) fn sql_type(declared: &str) -> Option<String> {
    let mut words = declared.split([' ', '(']);
    let name = match words.next()? {
        "tinyint" if declared == "tinyint(1)" => "Bool",
        "tinyint" => "TinyInt",
        // Years end in 2155.
        "smallint" | "year" => "SmallInt",
        "mediumint" | "int" => "Integer",
        "bigint" => "BigInt",
        // For those that are not negative Diesel has no type of its own.
        "decimal" => return Some("Numeric".into()),
        "float" => return Some("Float".into()),
        "double" => return Some("Double".into()),
        "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" => "Text",
        "bit" | "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => "Binary",
        "date" => "Date",
        "time" => "Time",
        "datetime" => "Datetime",
        "timestamp" => "Timestamp",
        "json" => "Json",
        _ => return None,
    };
    Some(if words.any(|word| word == "unsigned") { format!("Unsigned<{name}>") } else { name.to_owned() })
}

/// The labels in `enum('draft','it''s')`.
pub(super) fn labels(declared: &str) -> Vec<String> {
    let mut chars = declared.chars().peekable();
    let mut labels = Vec::new();
    while chars.any(|c| c == '\'') {
        labels.push(label(&mut chars));
    }
    labels
}

/// Up to the closing quote. Servers write labels as string literals, whatever the mode says about backslashes.
fn label(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut label = String::new();
    while let Some(c) = chars.next() {
        let c = match c {
            '\'' if chars.next_if_eq(&'\'').is_none() => break,
            '\\' => match chars.next() {
                Some('0') => '\0',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => break,
            },
            other => other,
        };
        label.push(c);
    }
    label
}

/// A default as SQL text, as MariaDB tells it. MySQL tells the value of a literal, and says so where it is an expression.
pub(super) fn literal_default(value: String, declared: &str, extra: &str) -> String {
    let name = declared.split([' ', '(']).next().unwrap_or_default();
    let is_text = matches!(
        name,
        "char"
            | "varchar"
            | "tinytext"
            | "text"
            | "mediumtext"
            | "longtext"
            | "enum"
            | "set"
            | "date"
            | "time"
            | "datetime"
            | "timestamp"
    );
    if !is_text || extra.contains("DEFAULT_GENERATED") {
        return value;
    }
    format!("'{}'", value.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_say_nothing() {
        for (reported, expected, sql_type) in [
            ("int(11)", "int", Some("Integer")),
            ("int", "int", Some("Integer")),
            ("int(10) unsigned", "int unsigned", Some("Unsigned<Integer>")),
            ("int unsigned", "int unsigned", Some("Unsigned<Integer>")),
            ("int(5) unsigned zerofill", "int(5) unsigned zerofill", Some("Unsigned<Integer>")),
            ("tinyint(1)", "tinyint(1)", Some("Bool")),
            ("tinyint(1) unsigned", "tinyint unsigned", Some("Unsigned<TinyInt>")),
            ("tinyint(4)", "tinyint", Some("TinyInt")),
            ("mediumint(8) unsigned", "mediumint unsigned", Some("Unsigned<Integer>")),
            ("year(4)", "year", Some("SmallInt")),
            ("decimal(10,2) unsigned", "decimal(10,2) unsigned", Some("Numeric")),
            ("varchar(100) /*M!100301 COMPRESSED*/", "varchar(100)", Some("Text")),
            ("bit(1)", "bit(1)", Some("Binary")),
            ("point", "point", None),
            ("vector(3)", "vector(3)", None),
            ("", "", None),
            ("int(", "int(", Some("Integer")),
        ] {
            assert_eq!(declared(reported), expected);
            assert_eq!(self::sql_type(expected).as_deref(), sql_type, "{reported}");
        }
    }

    #[test]
    fn labels_are_read_as_literals() {
        assert_eq!(
            labels(r"enum('a','it''s','x\\y','l\nm','','),(','''')"),
            ["a", "it's", r"x\y", "l\nm", "", "),(", "'"]
        );
        assert_eq!(labels(r"set('never closed\"), ["never closed"]);
        assert!(labels("int").is_empty());
    }

    #[test]
    fn defaults_of_mysql_become_sql() {
        for (value, declared, extra, sql) in [
            ("0", "int", "", "0"),
            ("it's", "varchar(9)", "", "'it''s'"),
            (r"\", "char(1)", "", r"'\\'"),
            ("CURRENT_TIMESTAMP", "timestamp", "DEFAULT_GENERATED", "CURRENT_TIMESTAMP"),
            ("2020-01-01", "date", "", "'2020-01-01'"),
            ("uuid()", "char(36)", "DEFAULT_GENERATED", "uuid()"),
            ("b'101'", "bit(3)", "", "b'101'"),
            ("0x6100", "binary(2)", "", "0x6100"),
        ] {
            assert_eq!(literal_default(value.into(), declared, extra), sql);
        }
    }
}
