//! Generated files, compared with files that were read by a human.
//!
//! Each folder of `tests/codegen` is a case, with a folder for each database that it is about. `schema.sql` is run in a
//! database of its own, and the generated text must be `expected.rs`, or the error `expected.err`; notices stand in
//! `expected.notices`. `KINFOLK_BLESS=1` writes these files anew; look at what changed before you commit them. With
//! migrations that are newer than `schema.rs`, the build script stops the build first: `KINFOLK_SCHEMA_CHECK=off` lets it
//! through.
#![cfg(feature = "sqlite")]

#[path = "support/mod.rs"]
mod support;

use diesel::{connection::SimpleConnection, prelude::*, sqlite::SqliteConnection};
use kinfolk::{
    backend::sqlite,
    catalog::Catalog,
    codegen::{self, Config, Generated, Header},
};
use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    thread,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A database that cases are run on.
#[derive(Clone, Copy)]
struct Backend {
    /// The name of its folders.
    name: &'static str,
    open: fn() -> Open,
}

/// What SQL texts make of an empty database, one after the other.
type Open = Box<dyn FnMut(&str) -> Result<Catalog>>;

const SQLITE: Backend = Backend {
    name: "sqlite",
    open: || {
        Box::new(|sql| {
            let mut conn = SqliteConnection::establish(":memory:")?;
            conn.batch_execute(sql)?;
            Ok(sqlite::introspect(&mut conn)?)
        })
    },
};

#[cfg(feature = "postgres")]
const POSTGRES: Backend = Backend {
    name: "postgres",
    open: || {
        let database = support::postgres::TestDatabase::new();
        let mut conn = database.connect();
        Box::new(move |sql| {
            let _lives_as_long = &database;
            // Never committed, so that the next text finds the database empty.
            conn.batch_execute("ROLLBACK; BEGIN")?;
            conn.batch_execute(sql)?;
            Ok(kinfolk::backend::postgres::introspect(&mut conn)?)
        })
    },
};

#[cfg(feature = "mysql")]
const MYSQL: Backend = Backend {
    name: "mysql",
    open: || {
        let database = support::mysql::TestDatabase::new();
        let mut conn = database.connect();
        Box::new(move |sql| {
            // Tables are not rolled back, and settings of the connection stay.
            let name = database.name();
            conn.batch_execute(&format!("DROP DATABASE {name}; CREATE DATABASE {name}; USE {name}"))?;
            let mut conn = database.connect();
            conn.batch_execute(sql)?;
            Ok(kinfolk::backend::mysql::introspect(&mut conn)?)
        })
    },
};

impl Backend {
    /// Its cases.
    fn cases(self) -> Vec<Case> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codegen");
        let entries = fs::read_dir(&folder).expect("the folder of cases");
        let mut folders = entries.map(|entry| entry.expect("a case").path().join(self.name)).collect::<Vec<_>>();
        folders.retain(|case| case.is_dir());
        folders.sort();
        folders.into_iter().map(Case).collect()
    }
}

/// Compares a file with what it should be, or writes it.
fn matches(file: &Path, text: Option<&str>) -> std::result::Result<(), String> {
    if std::env::var_os("KINFOLK_BLESS").is_some() {
        match text {
            Some(text) => fs::write(file, text).map_err(|error| error.to_string())?,
            None => drop(fs::remove_file(file)),
        }
        return Ok(());
    }
    let expected = fs::read_to_string(file).ok();
    if expected.as_deref() == text {
        return Ok(());
    }
    let shown = |text: Option<&str>| text.unwrap_or("(no such file)\n").to_owned();
    Err(format!("{}\n--- expected\n{}--- generated\n{}", file.display(), shown(expected.as_deref()), shown(text)))
}

/// A folder.
struct Case(PathBuf);

impl Case {
    fn generate(&self, open: &mut Open) -> Result<Generated> {
        let config = match fs::read_to_string(self.0.join("kinfolk.toml")) {
            // Messages shall not tell where the repository is.
            Ok(text) => Config::parse(&text, Path::new("kinfolk.toml"))?,
            Err(_) => Config::default(),
        };
        let header = Header { source: "schema.sql".into(), fingerprint: None };
        let catalog = open(&fs::read_to_string(self.0.join("schema.sql"))?)?;
        Ok(codegen::generate(&catalog, &config, &header)?)
    }

    fn check(&self, open: &mut Open) -> std::result::Result<(), String> {
        let mut generate = || self.generate(open).map_err(|error| format!("{error}\n"));
        let generated = generate();
        if generated != generate() {
            return Err(format!("{}: not the same from run to run", self.0.display()));
        }
        let notices = generated
            .as_ref()
            .map_or(String::new(), |generated| generated.notices.iter().map(|notice| format!("{notice}\n")).collect());
        let text = generated.as_ref().ok().map(|generated| generated.text.as_str());
        matches(&self.0.join("expected.err"), generated.as_ref().err().map(String::as_str))?;
        matches(&self.0.join("expected.notices"), Some(notices.as_str()).filter(|lines| !lines.is_empty()))?;
        matches(&self.0.join("expected.rs"), text)
    }
}

fn cases_generate_what_is_expected(backend: Backend) {
    let cases = &backend.cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    // Some at a time, for most of the time is spent waiting for a server.
    const AT_A_TIME: usize = 4;
    let mut failures = thread::scope(|scope| {
        let check = |first: usize| {
            let open = &mut (backend.open)();
            let share = cases.iter().skip(first).step_by(AT_A_TIME);
            share.filter_map(|case| case.check(open).err()).collect::<Vec<_>>()
        };
        let shares = (0..AT_A_TIME).map(|first| scope.spawn(move || check(first))).collect::<Vec<_>>();
        shares.into_iter().flat_map(|share| share.join().expect("no check panics")).collect::<Vec<_>>()
    });
    failures.sort();
    assert!(failures.is_empty(), "{} cases differ\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn cases_on_sqlite() {
    cases_generate_what_is_expected(SQLITE);
}

#[cfg(feature = "postgres")]
#[test]
fn cases_on_postgres() {
    cases_generate_what_is_expected(POSTGRES);
}

#[cfg(feature = "mysql")]
#[test]
fn cases_on_mysql() {
    cases_generate_what_is_expected(MYSQL);
}

/// The blog as the backend's migrations describe it.
fn blog(backend: Backend) -> Result<Generated> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = Config::load(&root.join("kinfolk.toml"))?;
    let source = format!("migrations/{}", backend.name);
    let mut folders = fs::read_dir(root.join(&source))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    folders.sort();
    let mut sql = String::new();
    for folder in folders {
        sql.push_str(&fs::read_to_string(folder.join("up.sql"))?);
    }
    let fingerprint = Some(kinfolk_build::fingerprint(&root.join(&source))?);
    Ok(codegen::generate(&(backend.open)()(&sql)?, &config, &Header { source, fingerprint })?)
}

#[test]
fn the_schema_of_this_repository_is_generated() -> Result<()> {
    let generated = blog(SQLITE)?;
    assert_eq!(generated.notices, []);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.rs");
    Ok(matches(&file, Some(&generated.text))?)
}

/// One program runs on several databases if their tables are the same for Diesel.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn the_blog_is_the_same_but_for(backend: Backend, differences: &[(&str, &str)]) -> Result<()> {
    let (sqlite, other) = (blog(SQLITE)?, blog(backend)?);
    assert_eq!(other.notices, []);
    // The head names the folder of migrations and their fingerprint.
    let lines = |generated: &Generated| generated.text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    let (sqlite, other) = (lines(&sqlite), lines(&other));
    assert_eq!(sqlite.len(), other.len());
    let differing = sqlite.iter().zip(&other).filter(|(one, two)| one != two);
    let differing = differing.map(|(one, two)| (one.trim(), two.trim())).collect::<Vec<_>>();
    assert_eq!(differing, differences);
    Ok(())
}

#[cfg(feature = "postgres")]
#[test]
fn the_blog_is_the_same_on_postgres() -> Result<()> {
    the_blog_is_the_same_but_for(POSTGRES, &[])
}

#[cfg(feature = "mysql")]
#[test]
fn the_blog_is_the_same_on_mysql() -> Result<()> {
    the_blog_is_the_same_but_for(MYSQL, &[])
}

/// What a case with folders for several databases is about has one answer: the same relations, under the same names, or
/// the same error. Not so where the databases can't have the same tables.
#[test]
fn cases_have_the_same_relations_on_each_database() {
    const OTHERWISE: &[&str] = &["comments", "nullability", "system_tables"];
    let read = |case: &Path, file: &str| fs::read_to_string(case.join(file)).ok();
    let relations = |case: &Path| {
        let text = read(case, "expected.rs");
        let relations = text.map(|text| text.split_once("kinfolk::relations!").map(|(_, after)| after.to_owned()));
        (relations, read(case, "expected.err"))
    };
    let mut several = 0;
    for Case(sqlite) in SQLITE.cases() {
        for database in ["postgres", "mysql"] {
            let other = sqlite.with_file_name(database);
            if other.is_dir() {
                several += 1;
                let is_same = relations(&sqlite) == relations(&other);
                let name = sqlite.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
                assert_eq!(is_same, !OTHERWISE.contains(&name.as_str()), "{}", other.display());
            }
        }
    }
    assert!(several >= 40, "only {several}");
}

#[test]
fn catalog_and_relations_are_data() -> Result<()> {
    let catalog = (SQLITE.open)()(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
         CREATE TABLE articles (
             id INTEGER PRIMARY KEY,
             author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE
         );",
    )?;
    let json = serde_json::to_value(&catalog)?;
    assert_eq!(json["tables"][0]["foreign_keys"][0]["on_delete"], "cascade");
    assert_eq!(json["tables"][1]["indexes"][0]["origin"], "unique");
    let relations = serde_json::to_value(codegen::relations(&catalog, &Config::default())?)?;
    assert_eq!(
        relations[0],
        serde_json::json!({
            "owner": "articles",
            "name": "author",
            "kind": "belongs_to",
            "target": "users",
            "columns": ["author_id"],
            "target_columns": ["id"],
            "through": null,
            "foreign_keys": ["articles.author_id -> users.id"],
        })
    );
    Ok(())
}

#[test]
fn the_documented_configuration_is_understood() -> Result<()> {
    let source = include_str!("../src/codegen/config/mod.rs");
    let sample = source
        .lines()
        .skip_while(|line| *line != "/// ```toml")
        .skip(1)
        .take_while(|line| *line != "/// ```")
        .map(|line| format!("{}\n", line.trim_start_matches("///")))
        .collect::<String>();
    let config = Config::parse(&sample, Path::new("kinfolk.toml"))?;
    assert_eq!(config.tables.len(), 2);
    assert_eq!(config.types.len(), 2);
    assert_eq!(config.enums.len(), 1);
    assert_eq!(config.relations.len(), 3);
    Ok(())
}
