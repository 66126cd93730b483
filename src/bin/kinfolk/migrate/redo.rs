//! `kinfolk migrate redo`

use kinfolk::migration::Direction;
use serde_json::json;

use super::lines;
use crate::args::{BackArgs, Global};
use crate::database::{Access, Task};
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;
use crate::schema;

pub(crate) fn redo(global: &Global, args: &BackArgs) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let mut database = project.connect(Access::Existing)?;
    let done = database.migrate(&source, args.wait(), Task::Redo(args.steps()))?;
    let schema = schema::refresh(&project, &done)?;
    let text = match done.is_empty() {
        true => "nothing is applied\n".to_owned(),
        false => lines(&done),
    };
    let (reverted, applied): (Vec<_>, Vec<_>) = done.iter().partition(|it| it.direction == Direction::Down);
    let data = json!({ "reverted": reverted, "applied": applied, "schema": schema });
    Ok(Report::new(text + &schema::line(&schema), data))
}
