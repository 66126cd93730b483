//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use kinfolk::migration::Steps;

const EXAMPLES: &str = "\
Examples:
  kinfolk init                        write kinfolk.toml and the migrations folder
  kinfolk migrate new create_users    make a migration to fill in
  kinfolk migrate run                 apply what is pending, then rewrite schema.rs
  kinfolk schema check                is schema.rs what the migrations say? (for CI)

The database is --database-url, else DATABASE_URL in the environment or in .env:
  app.db                              SQLite: a path, or sqlite://app.db
  postgres://user@host:5432/app       PostgreSQL: a URL, or host=… dbname=…
  mysql://user@host:3306/app          MySQL or MariaDB
Exit codes: 0 done, 1 failed, 2 wrong usage.";

/// Migrations and schema.rs for Diesel, with relations from your foreign keys
#[derive(Parser)]
#[command(name = "kinfolk", version, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = false)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(clap::Args)]
pub(crate) struct Global {
    /// The database, such as app.db, postgres://user@host/app or mysql://user@host/app [default: DATABASE_URL, also
    /// from .env]
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    /// The configuration [default: kinfolk.toml in this folder or above]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The migrations folder [default: what the configuration says, else migrations]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) migrations_dir: Option<PathBuf>,
    /// Where a server's migrations are run to see what they make: `auto`, which is a scratch database on the server of
    /// the database, or else a private server; the URL of an empty database, or of a server for scratch databases (a URL
    /// without a database); `off` [default: KINFOLK_SHADOW, also from .env, else what the configuration says, else auto]
    #[arg(long, global = true, value_name = "auto|URL|off")]
    pub(crate) shadow: Option<String>,
    /// Answer in JSON, errors too
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Set a project up: kinfolk.toml and a migrations folder; what is there already stays
    #[command(after_help = "Examples:\n  kinfolk init\n  kinfolk init --migrations-dir db/migrations")]
    Init,
    /// Make, run and revert migrations
    #[command(subcommand)]
    Migrate(Migrate),
    /// Generate and check schema.rs
    #[command(subcommand)]
    Schema(Schema),
}

#[derive(Subcommand)]
pub(crate) enum Migrate {
    /// Make the folder of a new migration, with an up.sql and a down.sql to fill in
    #[command(after_help = "Example:\n  kinfolk migrate new create_users")]
    New {
        /// What it does, in a word or a few: letters, digits and _
        name: String,
    },
    /// Apply pending migrations, lowest version first
    #[command(
        after_help = "Examples:\n  kinfolk migrate run\n  kinfolk migrate run --number 1\n  kinfolk --database-url test.db migrate run"
    )]
    Run(RunArgs),
    /// Revert applied migrations, highest version first: one unless told otherwise
    #[command(
        after_help = "Examples:\n  kinfolk migrate revert\n  kinfolk migrate revert --number 3\n  kinfolk migrate revert --all"
    )]
    Revert(BackArgs),
    /// Revert and apply again: one migration unless told otherwise
    #[command(after_help = "Examples:\n  kinfolk migrate redo\n  kinfolk migrate redo --number 2")]
    Redo(BackArgs),
    /// Say of a migration that stopped halfway (MySQL, MariaDB) that its changes are all there, or all gone
    #[command(
        after_help = "Examples:\n  kinfolk migrate resolve 20260102030405 --applied\n  kinfolk migrate resolve 20260102030405 --not-applied"
    )]
    Resolve(ResolveArgs),
    /// List migrations: applied, pending, missing, dirty
    #[command(after_help = "Examples:\n  kinfolk migrate status\n  kinfolk migrate status --json")]
    Status,
}

#[derive(Subcommand)]
pub(crate) enum Schema {
    /// Write schema.rs
    #[command(after_help = "Examples:\n  kinfolk schema generate\n  kinfolk schema generate --from database")]
    Generate {
        #[arg(long, value_enum, default_value_t = From::Migrations)]
        from: From,
        /// Also overwrite a file that no generator has written
        #[arg(long)]
        force: bool,
    },
    /// Compare schema.rs with the migrations: exit code 1 and a diff when it is stale
    #[command(after_help = "Example:\n  kinfolk schema check   # in CI")]
    Check {
        #[arg(long, value_enum, default_value_t = From::Migrations)]
        from: From,
    },
    /// Print schema.rs, or with --json tables, keys, indexes and relations for other tools
    #[command(after_help = "Examples:\n  kinfolk schema print\n  kinfolk schema print --json | jq '.tables[].name'")]
    Print {
        #[arg(long, value_enum, default_value_t = From::Migrations)]
        from: From,
    },
}

/// Where the schema is read
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// The migrations, run in a database of their own (on SQLite in memory, else see --shadow): touches no data
    Migrations,
    /// The database of --database-url as it is
    Database,
}

#[derive(clap::Args)]
pub(crate) struct RunArgs {
    /// At most so many
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    number: Option<u32>,
    #[command(flatten)]
    waiting: Waiting,
}

#[derive(clap::Args)]
pub(crate) struct BackArgs {
    /// So many
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), default_value = "1")]
    number: u32,
    /// All that are applied
    #[arg(long, conflicts_with = "number")]
    all: bool,
    #[command(flatten)]
    waiting: Waiting,
}

#[derive(clap::Args)]
#[group(skip)]
pub(crate) struct ResolveArgs {
    /// Its version, or the name of its folder
    version: String,
    /// You have completed it
    #[arg(long, required_unless_present = "not_applied")]
    pub(crate) applied: bool,
    /// You have undone what there was of it
    #[arg(long, conflicts_with = "applied")]
    not_applied: bool,
    #[command(flatten)]
    waiting: Waiting,
}

#[derive(clap::Args)]
struct Waiting {
    /// How long to wait for somebody else who migrates the same database
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    wait: u32,
}

impl RunArgs {
    pub(crate) fn steps(&self) -> Steps {
        self.number.map_or(Steps::All, |number| Steps::Number(number as usize))
    }

    pub(crate) fn wait(&self) -> Duration {
        Duration::from_secs(self.waiting.wait.into())
    }
}

impl BackArgs {
    pub(crate) fn steps(&self) -> Steps {
        match self.all {
            true => Steps::All,
            false => Steps::Number(self.number as usize),
        }
    }

    pub(crate) fn wait(&self) -> Duration {
        Duration::from_secs(self.waiting.wait.into())
    }
}

impl ResolveArgs {
    pub(crate) fn version(&self) -> String {
        self.version.split('_').next().unwrap_or_default().replace('-', "")
    }

    pub(crate) fn wait(&self) -> Duration {
        Duration::from_secs(self.waiting.wait.into())
    }
}
