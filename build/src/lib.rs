//! Keeps `schema.rs` in step with the migrations it was generated from: for build scripts, std only, no database.
//!
//! `kinfolk schema generate` writes a [fingerprint] of the migrations into the head of `schema.rs`. A build script that
//! calls [`check`] fails the build as soon as the two differ, so that code is never compiled against yesterday's tables.
//!
//! ```toml
//! [build-dependencies]
//! kinfolk-build = "0.1"
//! ```
//! ```no_run
//! // build.rs, in `main`
//! kinfolk_build::check("migrations", "src/schema.rs");
//! ```
//! [fingerprint]: fingerprint()
#![forbid(unsafe_code)]

mod fingerprint;
mod status;

pub use fingerprint::{fingerprint, fingerprint_in};
pub use status::{check, status};
