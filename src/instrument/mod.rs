//! Seeing the queries: log, counts, assertions, N+1 detection.
