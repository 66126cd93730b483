//! Runs the checks of the project.
fn main() {}
