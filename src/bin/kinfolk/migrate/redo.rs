//! `kinfolk migrate redo`

use kinfolk::migration::Direction;
use serde_json::json;

use super::lines;
use crate::args::{BackArgs, Global};
use crate::database::Access;
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;
use crate::schema;

pub(crate) fn redo(global: &Global, args: &BackArgs) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let mut database = project.connect(Access::Existing)?;
    let done =
        source.on(&mut database.conn).wait(args.wait()).redo(args.steps()).map_err(|error| database.failure(&error))?;
    let schema = schema::refresh(&project, &done)?;
    let text = match done.is_empty() {
        true => "nothing is applied\n".to_owned(),
        false => lines(&done),
    };
    let (reverted, applied): (Vec<_>, Vec<_>) = done.iter().partition(|it| it.direction == Direction::Down);
    let data = json!({ "reverted": reverted, "applied": applied, "schema": schema });
    Ok(Report::new(text + &schema::line(&schema), data))
}
