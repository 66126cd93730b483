//! Who may import whom: the table in docs/architecture.md, held against the sources.
#![allow(missing_docs)]

mod emitted;
mod source;
mod table;
mod text;

use source::{Source, read, root, sources};
use table::{Layers, OUTSIDE};

const MAX_CODE_LINES: usize = 400;

#[test]
fn layers_import_only_what_the_table_allows() {
    let layers = Layers::from_table(&read(&root().join("docs/architecture.md")));
    let problems = sources("src").iter().flat_map(|file| layers.problems(file)).collect();
    none(problems);
}

#[test]
fn every_module_is_in_the_table() {
    let layers = Layers::from_table(&read(&root().join("docs/architecture.md")));
    let unknown = sources("src").into_iter().filter(|file| {
        let area = file.area();
        !OUTSIDE.contains(&area.as_str()) && area != "backend" && layers.row(&area).is_none()
    });
    none(unknown.map(|file| format!("{}: no row of docs/architecture.md names it", file.name)).collect());
}

#[test]
fn derived_code_names_only_the_private_paths() {
    let problems = sources("derive/src").iter().flat_map(emitted::foreign_paths).collect();
    none(problems);
}

#[test]
fn files_stay_small() {
    let all = ["src", "derive/src", "build/src", "xtask/src"].into_iter().flat_map(sources);
    let problems = all.filter_map(|file| {
        let lines = file.code.lines().filter(|line| !line.trim().is_empty()).count();
        (lines > MAX_CODE_LINES).then(|| format!("{}: {lines} lines of code, at most {MAX_CODE_LINES}", file.name))
    });
    none(problems.collect());
}

#[test]
fn the_checks_find_what_they_look_for() {
    let layers = Layers::from_table(
        "| `catalog` | data | – |\n| `codegen` | text | `catalog` |\n\
         | `backend/<db>` | x | all of the above |\n| `bin/kinfolk` | y | the public API only |",
    );
    const TABLE: &str = "src/catalog/table.rs";
    const SQLITE: &str = "src/backend/sqlite/mod.rs";
    const MAIN: &str = "src/bin/kinfolk/main.rs";
    for (name, code, expected) in [
        ("src/codegen/mod.rs", "use crate::catalog::A; use super::catalog::B;", 0),
        (TABLE, "use crate::{codegen::Names, catalog};", 1),
        (TABLE, "use super::super::{catalog, codegen::{a, b}};", 1),
        (TABLE, "fn f(x: kinfolk::codegen::Names) {}", 1),
        (TABLE, "/// crate::codegen\nconst A: &str = \"crate::codegen\"; // crate::codegen", 0),
        (SQLITE, "use crate::{codegen::A, catalog, backend::shared};", 0),
        (SQLITE, "use crate::backend::mysql::B;", 1),
        (SQLITE, "use super::mysql::B;", 1),
        (MAIN, "use kinfolk::codegen; use crate::args;", 0),
        (MAIN, "use kinfolk::__private::A;", 1),
    ] {
        let found = layers.problems(&Source::new(name, code));
        assert_eq!(found.len(), expected, "{name}: {code}\n{found:?}");
    }
    for (code, expected) in [
        (
            "quote! { ::kinfolk::__private::diesel::A #private::diesel::B as ::kinfolk::__private #[diesel(b)] \"diesel::C\" }; diesel::f()",
            0,
        ),
        ("quote_spanned! {span=> ::diesel::A }", 1),
        ("parse_quote!(::kinfolk::relation::Token<diesel::X>)", 2),
    ] {
        let found = emitted::foreign_paths(&Source::new("derive/src/a.rs", code));
        assert_eq!(found.len(), expected, "{code}\n{found:?}");
    }
}

#[track_caller]
fn none(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
