//! What changes a fingerprint and what does not.
use kinfolk_build::{fingerprint, fingerprint_in, status};
use std::{fs, path::Path};

fn migration(dir: &Path, name: &str, up: &str) {
    fs::create_dir_all(dir.join(name)).expect("a folder");
    fs::write(dir.join(name).join("up.sql"), up).expect("a file");
}

fn of(write: impl FnOnce(&Path)) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path());
    fingerprint(dir.path()).expect("a fingerprint")
}

fn two(dir: &Path) {
    migration(dir, "2025-01-01-000000_a", "CREATE TABLE a (id INTEGER);\n");
    migration(dir, "20250102000000_b", "CREATE TABLE b (id INTEGER);\n");
}

#[test]
fn is_stable() {
    assert_eq!(of(two), of(two));
    // Written into users' files: it must never change from one release to the next.
    assert_eq!(of(|_| ()), "cbf29ce484222325");
    assert_eq!(of(|dir| migration(dir, "1_a", "SELECT 1;")), "7ee7dcc7214c3ecc");
}

#[test]
fn line_ends_stray_files_and_down_do_not_count() {
    let noisy = of(|dir| {
        two(dir);
        migration(dir, "2025-01-01-000000_a", "CREATE TABLE a (id INTEGER);\r\n");
        migration(dir, ".hidden", "DROP TABLE a;");
        fs::write(dir.join("README.md"), "read me").expect("a file");
        fs::create_dir(dir.join("2025-01-03-000000_empty")).expect("a folder");
        fs::write(dir.join("20250102000000_b/down.sql"), "DROP TABLE b;").expect("a file");
    });
    assert_eq!(noisy, of(two));
}

#[test]
fn an_edit_a_rename_and_a_move_of_text_count() {
    let edited = of(|dir| {
        two(dir);
        migration(dir, "20250102000000_b", "CREATE TABLE b (id BIGINT);\n");
    });
    let renamed = of(|dir| {
        migration(dir, "2025-01-01-000000_a", "CREATE TABLE a (id INTEGER);\n");
        migration(dir, "20250102000000_c", "CREATE TABLE b (id INTEGER);\n");
    });
    let swapped = of(|dir| {
        migration(dir, "2025-01-01-000000_a", "CREATE TABLE b (id INTEGER);\n");
        migration(dir, "20250102000000_b", "CREATE TABLE a (id INTEGER);\n");
    });
    let all = [of(two), edited, renamed, swapped];
    let different: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(different.len(), all.len());
}

#[cfg(unix)]
#[test]
fn a_link_to_itself_is_no_migration() {
    let cyclic = of(|dir| {
        two(dir);
        std::os::unix::fs::symlink(dir.join("3_loop"), dir.join("3_loop")).expect("a link");
    });
    assert_eq!(cyclic, of(two));
}

#[test]
fn status_says_what_is_stale() {
    let dir = tempfile::tempdir().expect("a folder");
    let (migrations, schema) = (dir.path().join("migrations"), dir.path().join("schema.rs"));
    migration(&migrations, "1_a", "SELECT 1;");
    let message = || status(&migrations, &schema).expect_err("stale");

    assert!(message().contains("schema.rs does not exist"), "{}", message());
    fs::write(&schema, "diesel::table! {}\n").expect("a file");
    assert!(message().contains("has no fingerprint"), "{}", message());
    fs::write(&schema, "// fingerprint: 0123456789abcdef\n").expect("a file");
    assert!(message().contains("is stale") && message().ends_with("run `kinfolk schema generate`"), "{}", message());
    let digits = fingerprint(&migrations).expect("a fingerprint");
    fs::write(&schema, format!("// @generated\n// fingerprint: {digits}\n\nmod tables {{}}\n")).expect("a file");
    assert_eq!(status(&migrations, &schema), Ok(()));
}

#[test]
fn a_folder_that_is_not_there_is_an_error_not_a_panic() {
    assert!(fingerprint(Path::new("no/such/folder")).expect_err("no folder").contains("no/such/folder"));
    assert_eq!(fingerprint_in("mod tables {}\n// fingerprint: 0\n"), None);
}
