//! `kinfolk migrate …`

pub(crate) mod new;
pub(crate) mod redo;
pub(crate) mod resolve;
pub(crate) mod revert;
pub(crate) mod run;
pub(crate) mod status;

use kinfolk::migration::{Direction, Done};

use crate::output::{FAINT, GOOD, NOTE, paint};

/// A migration that was carried out, in a line.
pub(crate) fn line(done: &Done) -> String {
    let what = match done.direction {
        Direction::Up => paint(GOOD, "applied "),
        Direction::Down => paint(NOTE, "reverted"),
    };
    let took = match done.statements {
        0 => paint(NOTE, "(no statements)"),
        _ => paint(FAINT, format!("({:.1?})", done.took)),
    };
    format!("{what} {} {took}", done.name)
}

fn lines(done: &[Done]) -> String {
    done.iter().map(|it| line(it) + "\n").collect()
}
