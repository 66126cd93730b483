//! `kinfolk migrate status`

use comfy_table::{Cell, Color, Table, presets};
use kinfolk::migration::{Entry, State, Status};
use serde_json::json;

use crate::args::Global;
use crate::database::Access;
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;

pub(crate) fn status(global: &Global) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let mut database = project.connect(Access::OrEmpty)?;
    let status = source.on(&mut database.conn).status().map_err(|error| database.failure(&error))?;
    let pending = status.pending().count();
    let data = json!({ "migrations": status.entries(), "pending": pending });
    let text = match status.entries().is_empty() {
        true => format!("no migrations in {source}\n"),
        false => format!("{}\n{}\n", table(&status), summary(&status, pending)),
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
    let missing = status.entries().iter().filter(|it| matches!(it.state, State::Missing { .. })).count();
    let applied = status.entries().len() - pending - missing;
    match missing {
        0 => format!("{applied} applied, {pending} pending"),
        _ => {
            format!("{applied} applied, {pending} pending, {missing} applied but without a folder")
        }
    }
}
