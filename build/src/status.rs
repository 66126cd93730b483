use crate::{fingerprint, fingerprint_in};
use std::{env, fs, path::Path, process};

/// Set to `off`, it lets a build through whose schema is stale: for the build that makes the generator itself.
const SWITCH: &str = "KINFOLK_SCHEMA_CHECK";

/// Fails the build, with one line that says what to do, when the schema file is older than the migrations.
///
/// Call it from `build.rs`; paths are relative to the package. It does nothing where the migrations folder is absent,
/// as in a published crate. `KINFOLK_SCHEMA_CHECK=off` in the environment turns it off.
///
/// ```no_run
/// // build.rs, in `main`
/// kinfolk_build::check("migrations", "src/schema.rs");
/// ```
#[expect(clippy::print_stdout, reason = "a build script talks to cargo on its standard output")]
pub fn check(migrations: impl AsRef<Path>, schema: impl AsRef<Path>) {
    let (migrations, schema) = (migrations.as_ref(), schema.as_ref());
    if !migrations.is_dir() {
        return;
    }
    println!("cargo::rerun-if-env-changed={SWITCH}");
    println!("cargo::rerun-if-changed={}", migrations.display());
    // Cargo would rerun the script on every build for a file that isn't there.
    if schema.exists() {
        println!("cargo::rerun-if-changed={}", schema.display());
    }
    if env::var_os(SWITCH).is_some_and(|value| value == "off") {
        return;
    }
    if let Err(stale) = status(migrations, schema) {
        println!("cargo::error={}", stale.replace(['\r', '\n'], " "));
        process::exit(1);
    }
}

/// The question that [`check`] asks, for other tools: is this schema file generated from just these migrations?
///
/// # Errors
/// One sentence that says what is stale or unreadable and what to run.
pub fn status(migrations: &Path, schema: &Path) -> Result<(), String> {
    let expected = fingerprint(migrations)?;
    let (file, folder) = (schema.display(), migrations.display());
    let text = match fs::read_to_string(schema) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(format!("{file} does not exist although {folder} does: run `kinfolk schema generate`"));
        }
        Err(error) => return Err(format!("can't read {file}: {error}")),
    };
    match fingerprint_in(&text) {
        Some(found) if found == expected => Ok(()),
        Some(found) => Err(format!(
            "{file} is stale: it was generated from other migrations than {folder} holds \
             (fingerprint {found}, now {expected}): run `kinfolk schema generate`"
        )),
        None => Err(format!("{file} has no fingerprint of {folder} in its head: run `kinfolk schema generate`")),
    }
}
