//! `kinfolk migrate resolve`

use serde_json::json;

use crate::args::{Global, ResolveArgs};
use crate::database::Access;
use crate::failure::Failure;
use crate::output::{GOOD, Report, paint};
use crate::project::Project;

pub(crate) fn resolve(global: &Global, args: &ResolveArgs) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    let source = project.source()?;
    let version = args.version();
    let mut database = project.connect(Access::Existing)?;
    database.resolve(&source, args.wait(), &version, args.applied)?;
    let state = if args.applied { "applied" } else { "pending" };
    let text = format!("{} {version} is {state} from now on\n", paint(GOOD, "resolved"));
    Ok(Report::new(text, json!({ "version": version, "state": state })))
}
