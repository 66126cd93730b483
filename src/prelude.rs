//! What to import: `use kinfolk::prelude::*;`
