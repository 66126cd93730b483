//! What holds where a transaction takes back everything, `CREATE` and `ALTER` too.

mod failures;
mod transactions;
