//! Which Diesel type stands for a declared type. SQLite stores what it likes, so only the words of the declaration count;
//! they are read as Diesel reads them for its own `schema.rs`.

/// The name of a type in `diesel::sql_types`.
pub(super) fn sql_type(declared: &str) -> Option<&'static str> {
    let declared = self::declared(declared).to_lowercase();
    let has = |word: &str| declared.contains(word);
    let name = match declared.as_str() {
        "bool" | "boolean" => "Bool",
        _ if has("tiny") && has("int") => "Bool",
        "int2" => "SmallInt",
        _ if has("small") && has("int") => "SmallInt",
        "int8" => "BigInt",
        _ if has("big") && has("int") => "BigInt",
        _ if has("int") => "Integer",
        _ if has("char") || has("clob") || has("text") => "Text",
        "" => "Binary",
        _ if has("blob") || has("binary") => "Binary",
        _ if has("float") || has("real") => "Float",
        _ if has("double") || has("num") || has("dec") => "Double",
        "datetime" | "timestamp" => "Timestamp",
        "timestamptz" | "timestamp with time zone" => "TimestamptzSqlite",
        "date" => "Date",
        "time" => "Time",
        "json" => "Json",
        "jsonb" => "Jsonb",
        _ => return None,
    };
    Some(name)
}

/// The declared type without what SQLite mistakes for a part of it: `x GENERATED ALWAYS AS (…)` without a type is said to
/// have the type `GENERATED ALWAYS`, and `x INT GENERATED ALWAYS AS (…)` the type `INT GENERATED ALWAYS`.
pub(super) fn declared(reported: &str) -> String {
    let suffix = "generated always";
    let cut = reported
        .len()
        .checked_sub(suffix.len())
        .filter(|at| reported.get(*at..).is_some_and(|end| end.eq_ignore_ascii_case(suffix)));
    reported[..cut.unwrap_or(reported.len())].trim().to_owned()
}
