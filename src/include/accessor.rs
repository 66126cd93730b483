//! Accessors: `article.author()`.

use super::load_as::Nothing;
use super::query::IncludeQuery;
use crate::query::KeyQuery;
use crate::relation::{HasKey, Relation};

/// The query that an accessor returns: the rows of the relation `R` that belong to one owner, not loaded yet.
///
/// It is an [`IncludeQuery`]: `filter`, `order`, `limit` and `include` narrow it, `load` and `first` run it into any
/// model or projection of the relation's target, `select` turns it into a plain Diesel query.
pub type Followed<R, K> = IncludeQuery<KeyQuery<R, K>, Nothing<<R as Relation>::Target>>;

/// Follows the relation `R` from a model.
pub fn follow<R, M>(model: &M) -> Followed<R, M::Key>
where
    R: Relation,
    M: HasKey<R>,
{
    IncludeQuery::new(KeyQuery::new(model.key()), Nothing::new())
}
