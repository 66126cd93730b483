//! One file of SQL, cut into its statements.

use std::path::{Path, PathBuf};

use super::Database;
use super::error::{Error, Kind, Place};

/// The statements of an `up.sql` or `down.sql`, in order.
#[derive(Debug, Clone)]
pub struct Script {
    migration: String,
    path: PathBuf,
    statements: Vec<Statement>,
}

/// One statement, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text, from its first word to its semicolon.
    pub sql: String,
    /// The line of its first word, from 1.
    pub line: usize,
    /// What it does to the transaction.
    pub effect: Effect,
}

/// What a statement does to the transaction that it runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: the normal case.
    None,
    /// Begins one.
    Begin,
    /// Ends it: a commit or a rollback.
    End,
    /// Sets a savepoint, which begins a transaction where there is none.
    Savepoint,
    /// It is no SQL but a command of the shell that comes with the database. Says what to do instead.
    Unsupported(&'static str),
}

impl Script {
    /// Cuts a text into statements as the database `DB` would.
    ///
    /// # Errors
    ///
    /// When the file is empty, or holds a byte that no database takes.
    pub fn parse<DB: Database>(migration: &str, path: &Path, sql: &str) -> Result<Self, Error> {
        if sql.trim().is_empty() {
            return Err(Kind::Empty { migration: migration.into(), path: path.into() }.into());
        }
        let script = Self { migration: migration.into(), path: path.into(), statements: DB::statements(sql) };
        match sql.find('\0') {
            Some(at) => {
                let line = sql[..at].matches('\n').count() + 1;
                Err(script.refuse(line, "holds a NUL character; remove it"))
            }
            None => Ok(script),
        }
    }

    /// The name of the migration it belongs to.
    pub fn migration(&self) -> &str {
        &self.migration
    }

    /// The file; for embedded migrations, its path below the migrations folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The statements. A file of comments has none.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// Refuses what would tear a migration in two.
    ///
    /// Inside a transaction of the runner's, a `COMMIT` would make the half before it permanent. Without one, a `BEGIN`
    /// that nothing ends would keep the history from being written.
    pub(crate) fn check(&self, in_transaction: bool) -> Result<(), Error> {
        let mut open = None;
        for statement in &self.statements {
            let line = statement.line;
            match statement.effect {
                Effect::None => {}
                Effect::Unsupported(message) => return Err(self.refuse(line, message)),
                Effect::Begin | Effect::End if in_transaction => {
                    return Err(self.refuse(
                        line,
                        "begins or ends a transaction, but a migration already runs in one of its own; \
                         remove the statement, or write `run_in_transaction = false` into metadata.toml",
                    ));
                }
                Effect::Savepoint if !in_transaction && open.is_none() => {
                    return Err(self.refuse(line, "sets a savepoint outside of a transaction; begin it with BEGIN"));
                }
                Effect::Savepoint => {}
                Effect::Begin if open.is_some() => {
                    return Err(self.refuse(line, "begins a transaction inside of another one"));
                }
                Effect::Begin => open = Some(line),
                Effect::End if open.is_none() => {
                    return Err(self.refuse(line, "ends a transaction that was never begun"));
                }
                Effect::End => open = None,
            }
        }
        match open {
            Some(line) => Err(self.refuse(line, "begins a transaction that is never committed")),
            None => Ok(()),
        }
    }

    pub(crate) fn place(&self, line: usize) -> Place {
        Place { migration: self.migration.clone(), path: self.path.clone(), line }
    }

    fn refuse(&self, line: usize, message: &str) -> Error {
        Kind::Script { place: self.place(line), message: message.into() }.into()
    }
}
