//! `kinfolk migrate status`

use comfy_table::{Cell, Color, Table, presets};
use kinfolk::migration::{Direction, Entry, State, Status};
use serde_json::json;

use crate::args::Global;
use crate::database::Access;
use crate::failure::Failure;
use crate::output::{BAD, Report, paint};
use crate::project::Project;

pub(crate) fn status(global: &Global) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let mut database = project.connect(Access::OrEmpty)?;
    let status = database.status(&source)?;
    let pending = status.pending().count();
    let data = json!({ "migrations": status.entries(), "pending": pending });
    let text = match status.entries().is_empty() {
        true => format!("no migrations in {source}\n"),
        false => format!("{}\n{}\n{}", table(&status), summary(&status, pending), dirty(&status)),
    };
    Ok(Report::new(text, data))
}

fn table(status: &Status) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::UTF8_BORDERS_ONLY).enforce_styling();
    table.set_header(["migration", "state", "since (UTC)"]);
    for entry in status.entries() {
        let (state, color, at) = match &entry.state {
            State::Applied { at } => ("applied", Color::Green, at.as_str()),
            State::Pending => ("pending", Color::Yellow, ""),
            State::Missing { at } => ("missing", Color::Red, at.as_str()),
            State::Dirty { .. } => ("dirty", Color::Red, ""),
        };
        let state = match entry.reversible || matches!(entry.state, State::Missing { .. }) {
            true => state.to_owned(),
            false => format!("{state}, no down.sql"),
        };
        table.add_row([Cell::new(name(entry)), Cell::new(state).fg(color), Cell::new(at)]);
    }
    table
}

fn name(entry: &Entry) -> &str {
    entry.name.as_deref().unwrap_or(&entry.version)
}

fn summary(status: &Status, pending: usize) -> String {
    let count = |is: fn(&State) -> bool| status.entries().iter().filter(|it| is(&it.state)).count();
    let missing = count(|state| matches!(state, State::Missing { .. }));
    let dirty = count(|state| matches!(state, State::Dirty { .. }));
    let applied = status.entries().len() - pending - missing - dirty;
    let mut summary = format!("{applied} applied, {pending} pending");
    if missing > 0 {
        summary += &format!(", {missing} applied but without a folder");
    }
    if dirty > 0 {
        summary += &format!(", {dirty} dirty");
    }
    summary
}

/// What is to be done about migrations that stopped halfway, in lines.
fn dirty(status: &Status) -> String {
    let lines = status.entries().iter().filter_map(|entry| {
        let State::Dirty { direction, statement, message, .. } = &entry.state else { return None };
        let file = match direction {
            Direction::Up => "up.sql",
            Direction::Down => "down.sql",
        };
        let place = statement.map_or(String::new(), |number| format!(" at statement {number}"));
        let why = message.as_ref().map_or(String::new(), |message| format!(": {message}"));
        Some(format!(
            "{} {} stopped halfway in its {file}{place}{why}\n      complete or undo its changes by hand, then say which: \
             kinfolk migrate resolve {} --applied, or --not-applied\n",
            paint(BAD, "dirty:"),
            name(entry),
            entry.version
        ))
    });
    lines.collect()
}
