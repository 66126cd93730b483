//! What the compiler says about likely mistakes: one error that names the mistake and what to write.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the expected messages anew.

/// With a case that passes, trybuild would build all of them one after the other, dependencies included, instead of
/// checking them in one go. So what is right is a module of this test.
#[path = "ui/right/correct.rs"]
#[allow(dead_code)]
mod correct;

#[test]
fn mistakes() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
