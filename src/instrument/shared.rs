//! The part of a connection's instruments that is reached without borrowing the connection.

use super::StatementId;
use super::observer::{Observer, lock};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

pub(super) type Observers = Arc<[Arc<dyn Observer>]>;

/// No rows reported.
pub(super) const UNKNOWN: usize = usize::MAX;

/// What guards and meters hold of a connection's instruments, without borrowing the connection.
pub(super) struct Shared {
    /// Replaced as a whole, so that an observer may come or go while others are being told.
    observers: Mutex<Observers>,
    /// Rows reported for the statement that runs.
    pub(super) rows: AtomicUsize,
    /// The number of the last statement.
    pub(super) last: AtomicU64,
    pub(super) is_running: AtomicBool,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            observers: Mutex::new(Arc::new([])),
            rows: AtomicUsize::new(UNKNOWN),
            last: AtomicU64::new(0),
            is_running: AtomicBool::new(false),
        }
    }
}

impl Shared {
    pub(super) fn add(&self, observer: Arc<dyn Observer>) {
        let mut observers = lock(&self.observers);
        *observers = observers.iter().cloned().chain([observer]).collect();
    }

    pub(super) fn remove(&self, observer: &Arc<dyn Observer>) {
        let mut observers = lock(&self.observers);
        *observers = observers.iter().filter(|other| !Arc::ptr_eq(other, observer)).cloned().collect();
    }

    pub(super) fn observers(&self) -> Observers {
        lock(&self.observers).clone()
    }

    /// Told apart by address: no two connections share one.
    pub(super) fn connection(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    pub(super) fn last_statement(&self) -> StatementId {
        StatementId { connection: self.connection(), number: self.last.load(Ordering::Relaxed) }
    }

    /// Rows of the statement that runs, or of the last one when it has ended already.
    pub(super) fn report_rows(&self, rows: usize) {
        if self.is_running.load(Ordering::Relaxed) {
            self.rows.store(rows, Ordering::Relaxed);
        } else {
            let id = self.last_statement();
            self.observers().iter().for_each(|observer| observer.rows(id, rows));
        }
    }
}
