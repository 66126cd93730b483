//! Fails the build when `schema.rs` is older than the migrations, and makes doctests of the README.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    kinfolk_build::check("migrations/sqlite", "schema.rs");
    readme()
}

/// The README with hidden lines around its Rust code, so that it is compiled as documentation is. On a page that is
/// no rustdoc those lines would be seen.
fn readme() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=README.md");
    let text = fs::read_to_string("README.md")?;
    let hidden = "# include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/tests/blog/doctest.rs\"));\n";
    let (head, tail) = ("# fn main() -> diesel::QueryResult<()> { let conn = &mut connect();\n", "# Ok(()) }\n");
    let mut inside = false;
    let mut tested = String::new();
    for line in text.lines() {
        if inside && line == "```" {
            tested.push_str(tail);
            inside = false;
        }
        tested.push_str(if line == "```rust" { "```rust,standalone_crate" } else { line });
        tested.push('\n');
        if line == "```rust" {
            tested.push_str(&format!("{hidden}{head}"));
            inside = true;
        }
    }
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("README.md"), tested)
}
