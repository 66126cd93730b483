//! How often each shape of statement has run.

use super::selection::Selection;
use super::shape::shape_of;
use super::tokens::tokens;
use crate::relation::RelationInfo;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// More statements than this are not kept: a connection may live for months.
const MAX_KNOWN: usize = 1024;

/// The runs of one connection.
#[derive(Default)]
pub(super) struct Runs {
    /// The shape of each SQL text, so that a repeated one is read once.
    shapes: HashMap<String, Arc<str>>,
    runs: HashMap<Arc<str>, Run>,
}

struct Run {
    count: usize,
    last: Instant,
    selection: Option<Selection>,
}

impl Runs {
    /// Counts a statement: its shape, and how often that has run without a pause longer than `window`.
    pub(super) fn add(&mut self, sql: &str, window: Option<Duration>) -> (Arc<str>, usize) {
        let now = Instant::now();
        let shape = self.shape(sql, now);
        let count = self.runs.get_mut(&shape).map_or(0, |run| {
            if window.is_some_and(|window| now.duration_since(run.last) > window) {
                run.count = 0;
            }
            run.count += 1;
            run.last = now;
            run.count
        });
        (shape, count)
    }

    fn shape(&mut self, sql: &str, now: Instant) -> Arc<str> {
        if let Some(shape) = self.shapes.get(sql) {
            return shape.clone();
        }
        if self.shapes.len() == MAX_KNOWN {
            self.shapes.clear();
            self.runs.clear();
        }
        let tokens = tokens(sql);
        let shape: Arc<str> = shape_of(&tokens).into();
        self.shapes.insert(sql.to_owned(), shape.clone());
        let first = || Run { count: 0, last: now, selection: Selection::read(&tokens) };
        self.runs.entry(shape.clone()).or_insert_with(first);
        shape
    }

    /// One piece of work has ended: what follows is none of its repetitions.
    pub(super) fn end(&mut self) {
        self.runs.values_mut().for_each(|run| run.count = 0);
    }

    /// The relations that a statement follows; where several fit, those whose owner was read before.
    pub(super) fn relations(
        &self,
        shape: &str,
        relations: &'static [RelationInfo],
        window: Option<Duration>,
    ) -> Vec<&'static RelationInfo> {
        let Some(selection) = self.runs.get(shape).and_then(|run| run.selection.as_ref()) else {
            return Vec::new();
        };
        let all = selection.followed(relations);
        let was_read = |relation: &&RelationInfo| {
            self.runs
                .iter()
                .filter(|(other, run)| {
                    &***other != shape && run.count > 0 && window.is_none_or(|window| run.last.elapsed() <= window)
                })
                .filter_map(|(_, run)| run.selection.as_ref())
                .any(|selection| selection.reads(relation.owner))
        };
        let likely: Vec<_> = all.iter().copied().filter(|relation| was_read(relation)).collect();
        if likely.is_empty() { all } else { likely }
    }
}
