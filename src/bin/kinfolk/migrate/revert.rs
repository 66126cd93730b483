//! `kinfolk migrate revert`

use serde_json::json;

use super::lines;
use crate::args::{BackArgs, Global};
use crate::database::{Access, Task};
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;

pub(crate) fn revert(global: &Global, args: &BackArgs) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let mut database = project.connect(Access::Existing)?;
    let done = database.migrate(&source, args.wait(), Task::Revert(args.steps()))?;
    // The schema file follows the folder, which has not changed.
    let text = match done.is_empty() {
        true => "nothing is applied\n".to_owned(),
        false => lines(&done),
    };
    Ok(Report::new(text, json!({ "reverted": done })))
}
