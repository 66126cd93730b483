//! `kinfolk migrate revert`

use serde_json::json;

use super::lines;
use crate::args::{BackArgs, Global};
use crate::database::Access;
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;

pub(crate) fn revert(global: &Global, args: &BackArgs) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let mut database = project.connect(Access::Existing)?;
    let done = source
        .on(&mut database.conn)
        .wait(args.wait())
        .revert(args.steps())
        .map_err(|error| database.failure(&error))?;
    // The schema file follows the folder, which has not changed.
    let text = match done.is_empty() {
        true => "nothing is applied\n".to_owned(),
        false => lines(&done),
    };
    Ok(Report::new(text, json!({ "reverted": done })))
}
