//! The `kinfolk` command: migrations and `schema.rs`. It does nothing that the library's public API does not offer.
#![forbid(unsafe_code)]

mod args;
mod database;
mod failure;
mod file;
mod init;
mod migrate;
mod output;
mod project;
mod schema;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, Migrate, Schema};
use failure::Failure;
use output::Report;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return output::usage(&error),
    };
    let result = run(&args);
    output::print(result, args.global.json)
}

fn run(args: &Args) -> Result<Report, Failure> {
    let global = &args.global;
    match &args.command {
        Command::Init => init::init(global),
        Command::Migrate(Migrate::New { name }) => migrate::new::new(global, name),
        Command::Migrate(Migrate::Run(args)) => migrate::run::run(global, args),
        Command::Migrate(Migrate::Revert(args)) => migrate::revert::revert(global, args),
        Command::Migrate(Migrate::Redo(args)) => migrate::redo::redo(global, args),
        Command::Migrate(Migrate::Resolve(args)) => migrate::resolve::resolve(global, args),
        Command::Migrate(Migrate::Status) => migrate::status::status(global),
        Command::Schema(Schema::Generate { from, force }) => schema::generate::generate(global, *from, *force),
        Command::Schema(Schema::Check { from }) => schema::check::check(global, *from),
        Command::Schema(Schema::Print { from }) => schema::print::print(global, *from),
    }
}
