//! Nested loads.
