//! `kinfolk migrate run`

use serde_json::json;

use super::lines;
use crate::args::{Global, RunArgs};
use crate::database::{Access, Task};
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;
use crate::schema;

pub(crate) fn run(global: &Global, args: &RunArgs) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    // A folder that can't be read is found before a database is made.
    let all = source.migrations()?.len();
    let mut database = project.connect(Access::Create)?;
    let done = database.migrate(&source, args.wait(), Task::Run(args.steps()))?;
    let schema = schema::refresh(&project, &done)?;
    let text = match done.is_empty() {
        true => format!("nothing is pending, of {all}\n"),
        false => lines(&done),
    };
    let data = json!({ "applied": done, "schema": schema });
    Ok(Report::new(text + &schema::line(&schema), data))
}
