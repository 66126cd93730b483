//! Fails the build when `schema.rs` is older than the migrations, and makes doctests of the guide and the README.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    kinfolk_build::check("migrations/sqlite", "schema.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::create_dir_all(out.join("docs/guide"))?;
    for path in ["build.rs", "README.md", "docs/guide"] {
        println!("cargo::rerun-if-changed={path}");
    }
    document(Path::new("README.md"), &out)?;
    for chapter in fs::read_dir("docs/guide")? {
        document(&chapter?.path(), &out)?;
    }
    Ok(())
}

/// Writes the text with lines around its Rust code which rustdoc hides: they make it a program. In the text itself they
/// would be seen wherever it is not rustdoc that shows it.
fn document(path: &Path, out: &Path) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let setup = r##"# include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));"##;
    let head = "# fn main() -> Result<(), Box<dyn std::error::Error>> { let conn = &mut connect();";
    let mut is_rust = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        match line {
            "```rust" => {
                is_rust = true;
                // `schema.rs` exports macros, so each of these is a crate of its own.
                lines.extend(["```rust,standalone_crate", setup, head]);
            }
            "```" if is_rust => {
                is_rust = false;
                lines.extend(["# Ok(()) }", line]);
            }
            line => lines.push(line),
        }
    }
    fs::write(out.join(path), lines.join("\n"))
}
