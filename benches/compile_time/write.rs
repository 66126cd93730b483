//! The two crates whose compilation is timed.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const TABLES: usize = 40;

/// The tables that the two foreign keys of a table point at.
fn targets(table: usize) -> [usize; 2] {
    [(table + 1) % TABLES, (table + 7) % TABLES]
}

/// The tables whose foreign keys point at a table.
fn sources(table: usize) -> [usize; 2] {
    [(table + TABLES - 1) % TABLES, (table + TABLES - 7) % TABLES]
}

/// The names of the two foreign keys.
const KEYS: [&str; 2] = ["first", "second"];

pub(crate) fn workspace(folder: &Path, root: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"by_tokens\", \"by_hand\"]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    // The same versions as here.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    crate_in(&folder.join("by_tokens"), "by_tokens", &format!("kinfolk = {{ path = {root:?} }}\n"), &by_tokens())?;
    crate_in(&folder.join("by_hand"), "by_hand", "", &by_hand())
}

fn crate_in(folder: &Path, name: &str, dependencies: &str, source: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         diesel = {{ version = \"~2.3.14\", features = [\"sqlite\", \"chrono\", \"uuid\", \"numeric\"] }}\n\
         {dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/lib.rs"), source)
}

fn tables() -> String {
    let mut source = String::new();
    for table in 0..TABLES {
        let _ = writeln!(
            source,
            "diesel::table! {{ t{table} (id) {{ id -> Integer, first_id -> Integer, second_id -> Integer, \
             name -> Text, note -> Nullable<Text>, amount -> Double, active -> Bool, }} }}"
        );
    }
    for table in 0..TABLES {
        for (target, key) in targets(table).into_iter().zip(KEYS) {
            let _ = writeln!(source, "diesel::joinable!(t{table} -> t{target} ({key}_id));");
        }
    }
    source
}

fn model(table: usize, derives: &str, attributes: &str) -> String {
    format!(
        "#[derive(Debug, Clone, Queryable, Selectable, {derives})]\n\
         #[diesel(table_name = t{table}{attributes})]\n\
         pub struct Row{table} {{ pub id: i32, pub first_id: i32, pub second_id: i32, pub name: String, \
         pub note: Option<String>, pub amount: f64, pub active: bool }}\n"
    )
}

/// Two projections of each table: a row, one of the rows it points at, and the rows that point at it.
fn by_tokens() -> String {
    let mut source = format!("pub mod tables {{\n{}}}\nkinfolk::relations! {{\n", tables());
    for table in 0..TABLES {
        let _ = writeln!(source, "t{table} {{");
        for (target, key) in targets(table).into_iter().zip(KEYS) {
            let _ = writeln!(source, "{key}: belongs_to t{target} ({key}_id -> id);");
        }
        for (other, key) in sources(table).into_iter().zip(KEYS) {
            let _ = writeln!(source, "{key}_rows: has_many t{other} (id -> {key}_id);");
        }
        source.push_str("}\n");
    }
    source.push_str("}\nuse diesel::prelude::*;\nuse kinfolk::prelude::*;\n");
    for table in 0..TABLES {
        source.push_str(&model(table, "Model", ""));
        for ((target, other), key) in targets(table).into_iter().zip(sources(table)).zip(KEYS) {
            let _ = writeln!(
                source,
                "#[derive(Debug, Projection)]\n\
                 #[diesel(table_name = t{table})]\n\
                 pub struct View{table}{key} {{\n\
                 #[diesel(embed)] pub row: Row{table},\n\
                 pub {key}: Row{target},\n\
                 pub {key}_rows: Vec<Row{other}>,\n}}\n\
                 pub fn load_{table}_{key}(conn: &mut SqliteConnection) -> QueryResult<Vec<View{table}{key}>> {{\n\
                 View{table}{key}::query().filter(t{table}::active.eq(true)).order(t{table}::id).load(conn)\n}}"
            );
        }
    }
    source
}

/// The same with two queries each: a join, and an association.
fn by_hand() -> String {
    let names: Vec<_> = (0..TABLES).map(|table| format!("t{table}")).collect();
    let mut source = tables();
    let _ = writeln!(source, "diesel::allow_tables_to_appear_in_same_query!({});", names.join(", "));
    source.push_str("use diesel::prelude::*;\n");
    for table in 0..TABLES {
        let [first, second] = targets(table);
        let belongs_to = format!(
            ", belongs_to(Row{first}, foreign_key = first_id), belongs_to(Row{second}, foreign_key = second_id)"
        );
        source.push_str(&model(table, "Identifiable, Associations", &belongs_to));
        for ((target, other), key) in targets(table).into_iter().zip(sources(table)).zip(KEYS) {
            let _ = writeln!(
                source,
                "#[derive(Debug)]\n\
                 pub struct View{table}{key} {{ pub row: Row{table}, pub {key}: Row{target}, \
                 pub {key}_rows: Vec<Row{other}> }}\n\
                 pub fn load_{table}_{key}(conn: &mut SqliteConnection) -> QueryResult<Vec<View{table}{key}>> {{\n\
                 let (rows, {key}): (Vec<_>, Vec<_>) = t{table}::table.inner_join(t{target}::table)\
                 .filter(t{table}::active.eq(true)).order(t{table}::id)\
                 .select((Row{table}::as_select(), Row{target}::as_select()))\
                 .load::<(Row{table}, Row{target})>(conn)?.into_iter().unzip();\n\
                 let below: Vec<Row{other}> = Row{other}::belonging_to(&rows).select(Row{other}::as_select()).load(conn)?;\n\
                 let below = below.grouped_by(&rows);\n\
                 Ok(rows.into_iter().zip({key}).zip(below)\
                 .map(|((row, {key}), {key}_rows)| View{table}{key} {{ row, {key}, {key}_rows }}).collect())\n}}"
            );
        }
    }
    source
}
