//! `kinfolk schema check`

use serde_json::json;
use similar::TextDiff;

use crate::args::{From, Global};
use crate::failure::Failure;
use crate::output::{BAD, GOOD, Report, paint};
use crate::project::Project;

pub(crate) fn check(global: &Global, from: From) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let path = project.schema_file()?;
    let file = path.display().to_string();
    let expected = super::generated(&project, from)?.text;
    let found = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::at(&path, format!("cannot be read: {error}"))),
    };
    // Git on Windows may have changed the line ends.
    if found.replace("\r\n", "\n") == expected {
        let text = format!("{} {file}\n", paint(GOOD, "up to date"));
        return Ok(Report::new(text, json!({ "file": file, "up_to_date": true })));
    }
    let diff = diff(&file, &found, &expected);
    let text = format!("{}{} {file}: run `kinfolk schema generate`\n", colored(&diff), paint(BAD, "stale"));
    Ok(Report { failed: true, ..Report::new(text, json!({ "file": file, "up_to_date": false, "diff": diff })) })
}

fn diff(file: &str, found: &str, expected: &str) -> String {
    TextDiff::from_lines(found, expected).unified_diff().header(file, &format!("{file} (as it should be)")).to_string()
}

fn colored(diff: &str) -> String {
    let paint = |line: &str| match line.as_bytes().first() {
        Some(b'+') => paint(GOOD, line),
        Some(b'-') => paint(BAD, line),
        _ => line.to_owned(),
    };
    diff.lines().map(|line| paint(line) + "\n").collect()
}
