//! Keeps schema.rs in step with the migrations.
