//! Putting observers on connections, synchronous or not.

use super::Instruments;
use super::observer::Observer;
use super::shared::Shared;
use diesel::connection::{Connection, Instrumentation, get_default_instrumentation};
use std::sync::Arc;

/// A connection that can be watched: every `diesel::Connection`, and with the feature `async` every
/// `diesel_async::AsyncConnection`. Pooled connections are such connections.
///
/// `Mode` only tells the two apart; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a connection that can be watched",
    note = "it must be a `diesel::Connection`, or a `diesel_async::AsyncConnection` with kinfolk's feature `async`"
)]
pub trait Watch<Mode> {
    #[doc(hidden)]
    fn current(&mut self) -> &mut dyn Instrumentation;
    #[doc(hidden)]
    fn replace(&mut self, instruments: Instruments);
}

/// The [`Watch`] mode of `diesel::Connection`s.
#[derive(Debug, Clone, Copy)]
pub enum Blocking {}

impl<C: Connection> Watch<Blocking> for C {
    fn current(&mut self) -> &mut dyn Instrumentation {
        self.instrumentation()
    }

    fn replace(&mut self, instruments: Instruments) {
        self.set_instrumentation(instruments);
    }
}

/// The [`Watch`] mode of `diesel_async::AsyncConnection`s.
#[cfg(feature = "async")]
#[derive(Debug, Clone, Copy)]
pub enum Awaiting {}

#[cfg(feature = "async")]
impl<C: diesel_async::AsyncConnection> Watch<Awaiting> for C {
    fn current(&mut self) -> &mut dyn Instrumentation {
        self.instrumentation()
    }

    fn replace(&mut self, instruments: Instruments) {
        self.set_instrumentation(instruments);
    }
}

/// The instruments of a connection; new ones where it has none.
pub(super) fn instruments<Mode>(conn: &mut impl Watch<Mode>) -> Arc<Shared> {
    if let Some(instruments) = conn.current().downcast_ref::<Instruments>() {
        return instruments.shared().clone();
    }
    let current = conn.current().as_any().type_id();
    let instruments = match get_default_instrumentation() {
        // The connection has the default instrumentation: another one of that make takes its place.
        Some(default) if (*default).as_any().type_id() == current => match default.downcast::<Instruments>() {
            Ok(instruments) => *instruments,
            Err(other) => Instruments::around(other),
        },
        _ => Instruments::new(),
    };
    let shared = instruments.shared().clone();
    conn.replace(instruments);
    shared
}

/// Whether the connection has an instrumentation that [`instruments`] would throw away. One without any state can't be
/// told from none at all.
pub(super) fn would_lose<Mode>(conn: &mut impl Watch<Mode>) -> bool {
    let current = conn.current();
    let is_default =
        || get_default_instrumentation().is_some_and(|other| (*other).as_any().type_id() == current.as_any().type_id());
    size_of_val(current) > 0 && !current.is::<Instruments>() && !is_default()
}

/// An observer for as long as this lives. It does not borrow the connection, and needs none to end.
pub(super) struct Attached {
    shared: Arc<Shared>,
    observer: Arc<dyn Observer>,
}

impl Attached {
    pub(super) fn new<Mode>(conn: &mut impl Watch<Mode>, observer: Arc<dyn Observer>) -> Self {
        let shared = instruments(conn);
        shared.add(observer.clone());
        Self { shared, observer }
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        self.shared.remove(&self.observer);
    }
}
