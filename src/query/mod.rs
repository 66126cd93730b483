//! Joins and subqueries along relations.
