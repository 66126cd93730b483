// What the examples in the documentation start from: `include!`d by hidden lines of each. The schema of this repository
// as `schema`, its tables beside the example, models of some of them, and `connect()`: a database in memory with a few
// rows (tests/blog/rows.sql).

#[path = "mod.rs"]
mod blog;

#[allow(unused_imports)]
use blog::models::*;
#[allow(unused_imports)]
use blog::rows::connect;
#[allow(unused_imports)]
use blog::schema::{self, *};
#[allow(unused_imports)]
use diesel::prelude::*;
#[allow(unused_imports)]
use kinfolk::prelude::*;
