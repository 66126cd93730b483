//! What the N+1 detector reports.

use super::Origin;
use crate::relation::RelationInfo;
use std::fmt::{self, Display};
use std::panic::Location;

/// Statements of one shape that ran again and again, as [`NPlusOne`](super::NPlusOne) reports them. Its `Display` is a
/// text for people, of several lines.
#[derive(Debug, Clone)]
pub struct Repetition {
    pub(super) shape: String,
    pub(super) count: usize,
    pub(super) origins: Vec<Origin>,
    pub(super) scope: Option<&'static Location<'static>>,
    pub(super) relations: Vec<&'static RelationInfo>,
}

impl Repetition {
    /// The statement without its values; see [`shape`](super::shape).
    pub fn shape(&self) -> &str {
        &self.shape
    }

    /// How often it ran. When it is reported it has just reached the threshold; in the reports that are read at the end
    /// of a scope it is the full number.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Where it came from: functions of the program, the innermost first. Empty where the stack does not tell, as when
    /// a connection runs statements on a thread of its own (`SyncConnectionWrapper` of diesel_async).
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Where the scope starts that watched it; `None` when the detector watches a connection all its life.
    pub fn scope(&self) -> Option<&'static Location<'static>> {
        self.scope
    }

    /// The relations that would load all of it at once. Several when the statement does not tell which: both the author
    /// and the editor of an article are users found by their id.
    pub fn relations(&self) -> &[&'static RelationInfo] {
        &self.relations
    }

    fn advice(&self) -> String {
        let paths: Vec<_> = self.relations.iter().map(|relation| relation.path()).collect();
        if let [path] = &paths[..] {
            return format!("load `{path}` with `include`, or as a field of a projection");
        }
        if !paths.is_empty() {
            return format!("load one of `{}` with `include`, or as a field of a projection", paths.join("`, `"));
        }
        let verb = self.shape.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "INSERT" => "insert all rows with one statement".into(),
            "UPDATE" | "DELETE" => "let one statement cover all rows".into(),
            _ => "load all rows with one statement".into(),
        }
    }
}

impl Display for Repetition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "N+1: one statement ran {} times", self.count)?;
        writeln!(f, "  {}", self.shape)?;
        for (depth, origin) in self.origins.iter().enumerate() {
            writeln!(f, "  {} {origin}", if depth == 0 { "from" } else { "  in" })?;
        }
        if let Some(scope) = self.scope {
            writeln!(f, "  watched since {scope}")?;
        }
        write!(f, "  help: {}", self.advice())
    }
}
