//! Fails the build when `schema.rs` is older than the migrations.

fn main() {
    kinfolk_build::check("migrations/sqlite", "schema.rs");
}
