//! `kinfolk schema print`

use kinfolk::codegen;
use serde_json::json;

use crate::args::{From, Global};
use crate::failure::Failure;
use crate::output::Report;
use crate::project::Project;

pub(crate) fn print(global: &Global, from: From) -> Result<Report, Failure> {
    let project = Project::find(global)?;
    if !global.json {
        return Ok(Report::new(super::generated(&project, from)?.text, json!(null)));
    }
    let catalog = super::catalog(&project, from)?;
    let relations = codegen::relations(&catalog, &project.config)
        .map_err(|error| Failure::new(&error).fact("kind", super::kind(&error)))?;
    Ok(Report::new("", json!({ "tables": catalog.tables, "relations": relations })))
}
