//! A service that brings its database up to date when it starts.
#![allow(clippy::print_stdout)]

use diesel::prelude::*;
use kinfolk::migration::{self, Source, State, Steps};
use std::error::Error;

/// Built into the program: nothing to ship beside it.
const MIGRATIONS: Source = migration::embed!("migrations/sqlite");

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::temp_dir().join(format!("kinfolk-example-{}.db", std::process::id()));
    let url = file.to_string_lossy();

    // The one line. Services that start at once take turns; the later ones find nothing to do.
    let applied = MIGRATIONS.run(&mut SqliteConnection::establish(&url)?)?;
    assert_eq!(applied.len(), 6);

    // A second start.
    let conn = &mut SqliteConnection::establish(&url)?;
    assert!(MIGRATIONS.run(conn)?.is_empty());

    // The rest: one step back, and where everything stands.
    let reverted = MIGRATIONS.on(conn).revert(Steps::Number(1))?;
    println!("reverted {}", reverted[0].name);
    for entry in MIGRATIONS.on(conn).status()?.entries() {
        let state = match &entry.state {
            State::Applied { at } => format!("applied {at}"),
            State::Pending => "pending".into(),
            State::Missing { .. } => "missing here".into(),
            State::Dirty { .. } => "stopped halfway".into(),
        };
        println!("{:<40} {state}", entry.name.as_deref().unwrap_or(&entry.version));
    }
    assert_eq!(MIGRATIONS.on(conn).status()?.pending().count(), 1);

    std::fs::remove_file(&file)?;
    Ok(())
}
