//! Statements as people like to read them.

use kinfolk::instrument::QueryLog;

const WIDTH: usize = 110;

/// Prints the statements of the log and starts it again.
#[allow(clippy::print_stdout)]
pub fn statements(log: &QueryLog) {
    for (number, statement) in (1..).zip(log.take()) {
        let rows = match statement.rows() {
            Some(1) => " → 1 row".to_owned(),
            Some(rows) => format!(" → {rows} rows"),
            None => String::new(),
        };
        println!("{}", wrapped(&format!("  {number:>2}. "), &format!("{}{rows}", statement.sql().replace('`', ""))));
    }
}

/// The text in lines of a width that suits a terminal, all but the first one indented as far as the head.
pub fn wrapped(head: &str, text: &str) -> String {
    let mut lines = vec![head.to_owned()];
    let indent = " ".repeat(head.chars().count());
    for word in text.split(' ') {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line + word.chars().count() > WIDTH {
            lines.push(indent.clone());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
            line.push(' ');
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}
