//! What the compiler says about likely mistakes: one error that names the mistake and what to write.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the expected messages anew.

#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/support/correct.rs");
    cases.compile_fail("tests/ui/*.rs");
}
