//! `kinfolk schema generate`

use serde_json::json;

use crate::args::{From, Global};
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;

pub(crate) fn generate(global: &Global, from: From, force: bool) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    // Asked for first, as it is the answer that takes no time.
    project.schema_file()?;
    let generated = super::generated(&project, from)?;
    let written = super::write(&project, generated, force)?;
    let data = json!(written);
    Ok(Report::new(super::line(&Some(written)), data))
}
