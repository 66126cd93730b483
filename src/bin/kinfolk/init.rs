//! `kinfolk init`

use std::path::{Path, PathBuf};

use kinfolk::catalog::Backend;
use serde_json::json;

use crate::args::Global;
use crate::database;
use crate::failure::Failure;
use crate::file;
use crate::output::{FAINT, GOOD, Report, paint};
use crate::project::{CONFIG, database_url};

/// What an existing project says: nothing of it is changed.
#[derive(Default, serde::Deserialize)]
struct DieselToml {
    print_schema: Option<PrintSchema>,
    migrations_directory: Option<MigrationsDirectory>,
}

#[derive(serde::Deserialize)]
struct PrintSchema {
    file: Option<PathBuf>,
}

#[derive(serde::Deserialize)]
struct MigrationsDirectory {
    dir: Option<PathBuf>,
}

pub(crate) fn init(global: &Global) -> Result<Report, Failure> {
    let config = global.config.clone().unwrap_or_else(|| CONFIG.into());
    let folder = config.parent().unwrap_or(Path::new("")).to_owned();
    let (mut made, mut kept) = (Vec::new(), Vec::new());

    let migrations = if config.exists() {
        let known = kinfolk::codegen::Config::load(&config).map_err(Failure::new)?;
        kept.push(config);
        global.migrations_dir.clone().or_else(|| known.migrations_dir()).unwrap_or_else(|| folder.join("migrations"))
    } else {
        let diesel = diesel_toml(&folder.join("diesel.toml"))?;
        let said = global.migrations_dir.clone().or(diesel.migrations_directory.and_then(|it| it.dir));
        let migrations = said.unwrap_or_else(|| "migrations".into());
        let schema = diesel.print_schema.and_then(|it| it.file).unwrap_or_else(|| match folder.join("src").is_dir() {
            true => "src/schema.rs".into(),
            false => "schema.rs".into(),
        });
        let backend = database_url(global)?.map(|url| database::kind(&url)).transpose()?;
        file::create_folder(if folder == Path::new("") { Path::new(".") } else { &folder })?;
        file::create(&config, &text(&schema, &migrations, backend))?;
        made.push(config);
        folder.join(migrations)
    };
    if migrations.is_dir() {
        kept.push(migrations);
    } else {
        file::create_folder(&migrations)?;
        // Git keeps no empty folders. Names with a dot are no migrations.
        file::create(&migrations.join(".gitkeep"), "")?;
        made.push(migrations);
    }

    let line = |what: &str, path: &PathBuf| format!("{what} {}\n", path.display());
    let mut text: String = made.iter().map(|path| line(&paint(GOOD, "made"), path)).collect();
    text.extend(kept.iter().map(|path| line(&paint(FAINT, "kept"), path)));
    text += "next: kinfolk migrate new create_users\n";
    let shown = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
    Ok(Report::new(text, json!({ "made": shown(&made), "kept": shown(&kept) })))
}

fn diesel_toml(path: &Path) -> Result<DieselToml, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|error| Failure::at(path, error.message())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(DieselToml::default()),
        Err(error) => Err(Failure::at(path, format!("cannot be read: {error}"))),
    }
}

fn text(schema: &Path, migrations: &Path, backend: Option<Backend>) -> String {
    let quoted = |path: &Path| toml::Value::String(path.to_string_lossy().replace('\\', "/")).to_string();
    let backend = match backend {
        Some(backend) => format!("backend = \"{}\"", backend.word()),
        None => "# backend = \"postgres\"".to_owned(),
    };
    format!(
        r#"# How kinfolk makes schema.rs out of the migrations. Paths are relative to this file.

[schema]
# Written by `kinfolk schema generate`, and after each `kinfolk migrate run`.
file = {}
migrations = {}
# What the migrations are for: sqlite, postgres or mysql. Without it, what the URL of the database is for.
{backend}
# Where a server's migrations are run to see what they make: auto, off, or a URL. One with a password belongs into
# KINFOLK_SHADOW, in the environment or in .env.
# shadow = "auto"
# Which tables, by name; `*` stands for any text.
# include = ["*"]
# exclude = ["audit_*"]
# Whether an INTEGER PRIMARY KEY is a BigInt, as wide as SQLite stores it.
# sqlite_integer_primary_key_is_bigint = true

# Relations are named after the foreign key and the table; other names are given here.
# [relations."articles.author_id"]
# name = "author"                  # from articles to users
# inverse = "authored_articles"    # from users to articles; false makes none

# Another SQL type for a column, without `Nullable`.
# [types]
# "articles.body" = "crate::types::Markdown"
"#,
        quoted(schema),
        quoted(migrations)
    )
}
