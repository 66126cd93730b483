//! Wrong usage, help, the database URL and secrets.

use super::support::{Folder, answer};

#[test]
fn wrong_usage_is_exit_code_two() {
    let folder = Folder::project();
    for args in [
        &[][..],
        &["migrate"],
        &["migrate", "fly"],
        &["migrate", "run", "--number", "0"],
        &["migrate", "run", "--number", "many"],
        &["migrate", "revert", "--all", "--number", "2"],
        &["migrate", "new"],
        &["schema", "print", "--from", "memory"],
        &["--unknown"],
    ] {
        let answer = folder.run(args);
        assert_eq!(answer.code, 2, "{args:?}: {}", answer.err);
        assert!(answer.err.contains("Usage") || answer.err.contains("--help"), "{args:?}: {}", answer.err);
    }
    let data = folder.json(2, &["migrate", "fly"]);
    assert_eq!(data["error"]["kind"], "usage");
    assert!(data["error"]["message"].as_str().unwrap().contains("fly"));
}

#[test]
fn help_has_examples_and_no_secrets() {
    let folder = Folder::project();
    for args in [
        &[][..],
        &["init"],
        &["migrate", "new"],
        &["migrate", "run"],
        &["migrate", "revert"],
        &["migrate", "redo"],
        &["migrate", "status"],
        &["schema", "generate"],
        &["schema", "check"],
        &["schema", "print"],
    ] {
        let mut command = folder.command(&[args, &["--help"]].concat());
        let answer = answer(command.env("DATABASE_URL", "postgres://me:hunter2@db/x").output().unwrap());
        assert_eq!(answer.code, 0);
        assert!(answer.out.contains("Example") && answer.out.contains("kinfolk "), "{}", answer.out);
        assert!(!answer.out.contains("hunter2"));
    }
    assert!(folder.ok(&["--version"]).starts_with("kinfolk "));
}

#[test]
fn the_database_is_found_in_order() {
    let folder = Folder::project();
    let made = |name: &str| folder.path(name).exists();
    folder.ok(&["migrate", "run"]);
    assert!(made("app.db"));
    let run = |args: &[&str]| answer(folder.command(args).env("DATABASE_URL", "env.db").output().unwrap());
    assert_eq!(run(&["migrate", "run"]).code, 0);
    assert!(made("env.db"));
    assert_eq!(run(&["migrate", "run", "--database-url", "sqlite://flag.db"]).code, 0);
    assert!(made("flag.db"));

    folder.write(".env", "# none\nOTHER=1\n");
    folder.fails(&["migrate", "run", "--database-url", ""], &["which database?"]);
    folder.fails(&["migrate", "run"], &["--database-url", "DATABASE_URL", ".env"]);
    folder.write(".env", "PASSWORD=hunter2 and more\n");
    let answer = folder.fails(&["migrate", "run"], &[".env"]);
    assert!(!answer.err.contains("hunter2"), "{}", answer.err);
}

#[test]
fn other_databases_are_refused_and_passwords_never_shown() {
    let folder = Folder::project();
    for (url, name) in [
        ("postgres://me:hunter2@db.example/app", "PostgreSQL"),
        ("postgresql://db/app?password=hunter2", "PostgreSQL"),
        ("host=db user=me password=hunter2", "PostgreSQL"),
        ("mysql://me:hunter2@db/app", "MySQL"),
        ("oracle://me:hunter2@db/app", "oracle"),
        ("sqlite:///no/such/folder/app.db?key=hunter2", "/no/such/folder/app.db"),
        ("file:///no/such/folder/app.db?key=hunter2", "cannot be opened"),
    ] {
        let answer = folder.fails(&["migrate", "run", "--database-url", url], &[name]);
        assert!(!(answer.err + &answer.out).contains("hunter2"), "{url}");
        let data = folder.json(1, &["migrate", "run", "--database-url", url]).to_string();
        assert!(!data.contains("hunter2"), "{data}");
    }
    assert!(folder.fails(&["migrate", "run", "--database-url", "oracle://h/d"], &["no support"]).out.is_empty());
}

#[cfg(not(all(feature = "postgres", feature = "mysql")))]
#[test]
fn a_database_that_the_build_lacks_names_the_feature() {
    let folder = Folder::project();
    for backend in ["postgres", "mysql"] {
        if !cfg!(feature = "postgres") || backend == "mysql" {
            let url = format!("{backend}://me:hunter2@h/d");
            let args = ["migrate", "status", "--database-url", &url];
            let answer = folder.fails(&args, &["no support", &format!("--features cli,{backend}")]);
            assert!(!answer.err.contains("hunter2"));
            let error = folder.json(1, &args)["error"].clone();
            assert_eq!((&error["kind"], &error["feature"]), (&"unsupported_database".into(), &backend.into()));
        }
    }
}

#[test]
fn a_database_must_be_there_to_be_reverted() {
    let folder = Folder::project();
    for args in [["migrate", "revert"], ["migrate", "redo"]] {
        folder.fails(&args, &["app.db", "no such database"]);
        assert!(!folder.path("app.db").exists());
    }
    folder.write("app.db", "this is not what a database looks like, whatever its name may say");
    folder.fails(&["migrate", "run"], &["app.db: ", "not a database"]);
    folder.fails(&["migrate", "status"], &["app.db: ", "not a database"]);
    assert_eq!(folder.json(1, &["migrate", "run"])["error"]["file"], "app.db");
    folder.fails(&["schema", "print", "--from", "database"], &["not a database"]);
    folder.fails(&["migrate", "run", "--database-url", "src/../migrations"], &["migrations", "unable to open"]);
}

#[test]
fn a_project_must_be_there() {
    let folder = Folder::new();
    folder.fails(&["migrate", "status", "--database-url", "a.db"], &["kinfolk init"]);
    folder.fails(&["migrate", "new", "x"], &["kinfolk init"]);
    folder.write("kinfolk.toml", "[schema]\nmigrations = \"gone\"\n");
    folder.fails(&["migrate", "run", "--database-url", "a.db"], &["gone", "does not exist"]);
    assert!(!folder.path("a.db").exists());
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn folders_that_cannot_be_written_have_a_path() {
        let folder = Folder::project();
        // Also root can't make a folder inside a file.
        folder.write("file", "");
        folder.fails(
            &["migrate", "new", "x", "--migrations-dir", "file/migrations"],
            &["file/migrations", "cannot be made"],
        );
        folder.write("kinfolk.toml", "[schema]\nfile = \"file/schema.rs\"\nmigrations = \"migrations\"\n");
        folder.fails(&["schema", "generate"], &["file/schema.rs", "cannot be written"]);
        folder.fails(&["init", "--config", "file/kinfolk.toml"], &["file"]);

        fs::create_dir(folder.path("locked")).unwrap();
        fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(folder.path("locked/probe"), "").is_err() {
            folder.fails(&["migrate", "new", "x", "--migrations-dir", "locked"], &["locked", "cannot be made"]);
        }
        fs::set_permissions(folder.path("locked"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn loops_are_errors() {
        let folder = Folder::project();
        symlink("9_loop", folder.path("migrations/9_loop")).unwrap();
        folder.fails(&["migrate", "run"], &["9_loop", "cannot be read"]);
    }

    #[test]
    fn a_link_to_the_schema_file_stays_a_link() {
        let folder = Folder::project();
        folder.write("real.rs", "// @generated\n");
        fs::create_dir(folder.path("src")).unwrap();
        symlink("../real.rs", folder.path("src/schema.rs")).unwrap();
        folder.ok(&["schema", "generate"]);
        assert!(fs::symlink_metadata(folder.path("src/schema.rs")).unwrap().is_symlink());
        assert!(folder.read("real.rs").contains("users (id)"));
    }

    #[test]
    fn a_reader_may_stop_reading() {
        let folder = Folder::project();
        let mut child =
            folder.command(&["schema", "print"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert!(output.status.success());
        // The command itself is what runs, not a shell.
        assert!(Command::new(env!("CARGO_BIN_EXE_kinfolk")).arg("--version").output().unwrap().status.success());
    }
}
