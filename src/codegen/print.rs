//! From the tree to text. Names were made identifiers before; all other text from a database passes [`comment`] or
//! [`literal`] here, so that it can neither end what it stands in nor hide in it.

use super::tree::{Block, ColumnItem, ColumnLine, EnumItem, File, Name, RelationItem, SqlName, TableItem, TypeItem};
use std::fmt::Display;

pub(super) fn print(file: &File) -> String {
    let mut out = Printer::default();
    for line in &file.head {
        out.line(format_args!("// {}", comment(line)));
    }
    out.gap();
    if !file.sql_types.is_empty() {
        out.line("/// Types of this database's own.");
        out.block("pub mod sql_types", |out| out.each(&file.sql_types, type_item));
        out.gap();
    }
    if !file.enums.is_empty() {
        out.line("/// Their values.");
        out.block("pub mod enums", |out| out.each(&file.enums, enum_item));
        out.gap();
    }
    out.line("/// The tables as Diesel sees them.");
    out.block("pub mod tables", |out| {
        out.each(&file.tables, |out, table| out.block("diesel::table!", |out| table_item(out, table)));
        if !file.joinable.is_empty() {
            out.gap();
        }
        for join in &file.joinable {
            out.line(format_args!("diesel::joinable!({} -> {} ({}));", join.child, join.parent, join.column));
        }
    });
    out.gap();
    out.block("kinfolk::relations!", |out| out.each(&file.relations, block));
    out.text
}

fn type_item(out: &mut Printer, item: &TypeItem) {
    out.docs(&item.docs);
    out.line("#[derive(Debug, Clone, Copy, diesel::query_builder::QueryId, diesel::sql_types::SqlType)]");
    match &item.sql {
        SqlName::Postgres { name, schema: None } => {
            out.line(format_args!("#[diesel(postgres_type(name = {}))]", literal(name)));
        }
        SqlName::Postgres { name, schema: Some(schema) } => {
            let (name, schema) = (literal(name), literal(schema));
            out.line(format_args!("#[diesel(postgres_type(name = {name}, schema = {schema}))]"));
        }
        SqlName::Mysql(name) => out.line(format_args!("#[diesel(mysql_type(name = {}))]", literal(name))),
    }
    out.line(format_args!("pub struct {};", item.name));
}

fn enum_item(out: &mut Printer, item: &EnumItem) {
    out.docs(&item.docs);
    out.line("#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]");
    out.line("#[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow, kinfolk::SqlEnum)]");
    if !item.derive.is_empty() {
        out.line(format_args!("#[derive({})]", item.derive.join(", ")));
    }
    out.line(format_args!("#[diesel(sql_type = super::sql_types::{})]", item.name));
    out.block(format_args!("pub enum {}", item.name), |out| {
        for (name, label) in &item.variants {
            out.line(format_args!("#[kinfolk(label = {})]", literal(label)));
            out.line(format_args!("{name},"));
        }
    });
}

fn table_item(out: &mut Printer, table: &TableItem) {
    if table.has_own_types {
        out.line("use diesel::sql_types::*;");
        out.line("use super::super::sql_types;");
        out.gap();
    }
    out.docs(&table.docs);
    out.sql_name(&table.name);
    out.block(format_args!("{} ({})", qualified(&table.name), table.primary_key.join(", ")), |out| {
        for column in &table.columns {
            let ColumnItem { docs, name, sql_type, nullable } = match column {
                ColumnLine::Column(column) => column,
                ColumnLine::LeftOut(why) => {
                    out.line(format_args!("// {}", comment(why)));
                    continue;
                }
            };
            out.docs(docs);
            out.sql_name(name);
            if *nullable {
                out.line(format_args!("{} -> Nullable<{sql_type}>,", name.rust));
            } else {
                out.line(format_args!("{} -> {sql_type},", name.rust));
            }
        }
    });
}

fn block(out: &mut Printer, block: &Block) {
    out.docs(&block.docs);
    // `relations!` asks Diesel for the names of tables, and Diesel can't tell them together with a schema.
    if block.table.schema.is_some() {
        out.sql_name(&block.table);
    }
    out.block(qualified(&block.table), |out| {
        for relation in &block.relations {
            out.docs(std::slice::from_ref(&relation.doc));
            relation_item(out, relation);
        }
    });
}

fn relation_item(out: &mut Printer, relation: &RelationItem) {
    let RelationItem { name, kind, target, .. } = relation;
    let (columns, target_columns) = (relation.columns.join(", "), relation.target_columns.join(", "));
    let through = relation.through.as_ref().map_or(String::new(), |through| {
        let (near, far) = (group(&through.columns), group(&through.target_columns));
        format!(" through {} ({near}, {far})", through.table)
    });
    out.line(format_args!("{name}: {kind} {target} ({columns} -> {target_columns}){through};"));
}

fn qualified(name: &Name) -> String {
    match &name.schema {
        Some(schema) => format!("{schema}.{}", name.rust),
        None => name.rust.clone(),
    }
}

/// One column as it is, several in parentheses.
fn group(columns: &[String]) -> String {
    match columns {
        [column] => column.clone(),
        several => format!("({})", several.join(", ")),
    }
}

/// Lines at their depth.
#[derive(Default)]
struct Printer {
    text: String,
    depth: usize,
}

impl Printer {
    fn line(&mut self, text: impl Display) {
        let indent = self.depth * 4;
        self.text.push_str(&format!("{:indent$}{text}\n", ""));
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    /// One after the other, with empty lines between.
    fn each<T>(&mut self, items: &[T], mut print: impl FnMut(&mut Self, &T)) {
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.gap();
            }
            print(self, item);
        }
    }

    /// `head { … }`, on one line if there is nothing in it.
    fn block(&mut self, head: impl Display, body: impl FnOnce(&mut Self)) {
        let before = self.text.len();
        self.line(format_args!("{head} {{"));
        let opened = self.text.len();
        self.depth += 1;
        body(self);
        self.depth -= 1;
        if self.text.len() == opened {
            self.text.truncate(before);
            self.line(format_args!("{head} {{}}"));
        } else {
            self.line("}");
        }
    }

    fn docs(&mut self, docs: &[String]) {
        for doc in docs {
            self.line(format_args!("/// {}", comment(doc)).to_string().trim_end());
        }
    }

    fn sql_name(&mut self, name: &Name) {
        if let Some(sql) = &name.sql {
            // Diesel takes away an `r#` in front.
            let raw = if sql.starts_with("r#") { "r#" } else { "" };
            self.line(format_args!("#[sql_name = {}]", literal(&format!("{raw}{sql}"))));
        }
    }
}

/// Text for a comment of one line.
fn comment(text: &str) -> String {
    let spell = |c: char| match c {
        '\t' => " ".to_owned(),
        c if is_unseen(c) => c.escape_default().to_string(),
        c => c.to_string(),
    };
    text.chars().map(spell).collect()
}

/// A string literal.
fn literal(text: &str) -> String {
    // Two texts that look alike must not read alike.
    let looks_like_another = !unicode_normalization::is_nfc(text);
    let spell = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if is_unseen(c) || looks_like_another && !c.is_ascii() => c.escape_default().to_string(),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(spell).collect::<String>())
}

/// Line ends, other control characters, and marks that have no width or turn the direction of writing.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{comment, literal};
    use proptest::prelude::{any, proptest};

    proptest! {
        #[test]
        fn text_stays_on_its_line_and_in_its_quotes(text in any::<String>()) {
            assert!(!comment(&text).contains(char::is_control));
            let literal = literal(&text);
            assert!(!literal.contains(char::is_control));
            let inside = literal.trim_start_matches('"').strip_suffix('"').unwrap_or_default();
            let mut escaped = false;
            for c in inside.chars() {
                assert!(escaped || c != '"', "{literal}");
                escaped = c == '\\' && !escaped;
            }
            assert!(!escaped, "{literal}");
        }
    }
}
