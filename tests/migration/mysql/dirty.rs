//! Migrations that stop halfway.
