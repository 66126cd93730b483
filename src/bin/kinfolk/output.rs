//! What a command has to say, on a terminal or as JSON.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::failure::Failure;

pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
pub(crate) const NOTE: Style = AnsiColor::Yellow.on_default();
pub(crate) const FAINT: Style = Style::new().dimmed();

/// The answer of a command: the same facts twice.
pub(crate) struct Report {
    /// For people. Its colours are taken out where nobody would see them.
    pub(crate) text: String,
    /// For machines.
    pub(crate) data: Value,
    /// Did it find what it was told to fail on?
    pub(crate) failed: bool,
}

impl Report {
    pub(crate) fn new(text: impl Into<String>, data: Value) -> Self {
        Self { text: text.into(), data, failed: false }
    }
}

pub(crate) fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

pub(crate) fn print(result: Result<Report, Failure>, as_json: bool) -> ExitCode {
    let (written, code) = match (result, as_json) {
        (Ok(report), true) => (json(&report.data), u8::from(report.failed)),
        (Ok(report), false) => (write(anstream::stdout(), &report.text), u8::from(report.failed)),
        (Err(failure), true) => {
            let mut facts = failure.facts;
            facts.insert("message".into(), failure.message.into());
            (json(&json!({ "error": facts })), 1)
        }
        (Err(failure), false) => {
            let before = failure.before.iter().map(|line| format!("{line}\n")).collect::<String>();
            let message = format!("{} {}\n", paint(BAD, "error:"), failure.message);
            (write(anstream::stdout(), &before).and(write(anstream::stderr(), &message)), 1)
        }
    };
    match written {
        // Whoever reads has heard enough, as with `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(code),
        Err(_) => ExitCode::from(1),
        Ok(()) => ExitCode::from(code),
    }
}

/// What clap has to say: help and version with exit code 0, wrong usage with 2.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    // The line could not be parsed, so whether JSON is wanted is looked for by hand.
    let written = match code != 0 && std::env::args_os().any(|arg| arg == "--json") {
        true => {
            let message = error.to_string();
            let message = message.trim().trim_start_matches("error: ");
            json(&json!({ "error": { "kind": "usage", "message": message } }))
        }
        false => error.print(),
    };
    written.map_or(ExitCode::from(code.max(1)), |()| ExitCode::from(code))
}

fn json(value: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)
}

fn write(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}
