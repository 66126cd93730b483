//! The table of docs/architecture.md, and what breaks it.

use crate::source::Source;

/// Modules that put the layers together, or that all of them stand on.
pub(crate) const OUTSIDE: &[&str] = &["lib", "prelude", "private", "error"];

/// The databases that kinfolk has, or will have, a backend for.
const DATABASES: &[&str] = &["sqlite", "postgres", "mysql"];

/// The table of docs/architecture.md: what each area may import, in order.
pub(crate) struct Layers(Vec<(String, String)>);

impl Layers {
    pub(crate) fn from_table(text: &str) -> Self {
        let rows = text.lines().filter_map(|line| {
            let cells: Vec<_> = line.strip_prefix("| `")?.split('|').map(str::trim).collect();
            Some((cells[0].trim_end_matches(['`', '/']).to_owned(), (*cells.get(2)?).to_owned()))
        });
        let layers = Self(rows.collect());
        assert!(!layers.0.is_empty(), "docs/architecture.md has no table of layers");
        layers
    }

    /// `backend/<db>` is a row for every database.
    pub(crate) fn row(&self, area: &str) -> Option<usize> {
        let area = if area.starts_with("backend/") { "backend/<db>" } else { area };
        self.0.iter().position(|(name, _)| name == area)
    }

    fn allows(&self, from: &str, to: &str) -> bool {
        let Some(row) = self.row(from) else {
            return true;
        };
        let allowed = &self.0[row].1;
        let is_above = || self.row(to).is_some_and(|to| to < row);
        from == to || allowed.contains(&format!("`{to}`")) || (allowed == "all of the above" && is_above())
    }

    /// The imports of a file that the table does not allow.
    pub(crate) fn problems(&self, file: &Source) -> Vec<String> {
        let from = file.area();
        if OUTSIDE.contains(&from.as_str()) || from == "backend" {
            return Vec::new();
        }
        let forbidden = |path: &[&str]| {
            let to = if from.starts_with("bin/") { private(path) } else { self.layer(path) };
            to.filter(|to| !self.allows(&from, to))
        };
        let mut problems: Vec<_> = file
            .paths()
            .iter()
            .filter_map(|(line, path)| {
                let path: Vec<_> = path.iter().map(String::as_str).collect();
                let to = forbidden(&path)?;
                Some(format!("{}:{line}: `{from}` must not use `{to}`", file.name))
            })
            .collect();
        problems.dedup();
        problems
    }

    /// The layer that a path leads to.
    fn layer(&self, path: &[&str]) -> Option<String> {
        match path {
            ["crate" | "kinfolk", "backend", database, ..] if DATABASES.contains(database) => {
                Some(format!("backend/{database}"))
            }
            ["crate" | "kinfolk", first, ..] => self.row(first).map(|_| (*first).to_owned()),
            _ => None,
        }
    }
}

/// What the command must not use of the library. What it calls `crate` is itself.
fn private(path: &[&str]) -> Option<String> {
    match path {
        ["kinfolk", first @ ("__private" | "private"), ..] => Some((*first).to_owned()),
        _ => None,
    }
}
