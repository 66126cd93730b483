//! What a token says about its relation.

use super::info::RelationInfo;
use super::kind::Kind;
use diesel::Table;
use diesel::internal::table_macro::{Identifier, StaticQueryFragment};

/// A relation between two tables, named by a zero-sized token such as `articles::rel::author`.
///
/// `kinfolk::relations!` implements it; nothing else needs to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation",
    label = "expected a relation such as `articles::rel::author`",
    note = "relations are declared by `kinfolk::relations!` in schema.rs and live in the module `rel` of their table"
)]
pub trait Relation: Copy + Default + Send + Sync + 'static {
    /// The relation as data.
    const INFO: &'static RelationInfo;
    /// The alias of the target where a load joins it.
    const JOIN_ALIAS: &'static str;
    /// The table it starts at.
    type Owner: Table;
    /// The table it leads to.
    type Target: Table;
    /// How many rows it leads to.
    type Kind: Kind;
    /// [`Direct`], or [`Through`] a table of links.
    type Route;
    /// The owner's columns that hold the key, as a tuple.
    type OwnerKey;
    /// The columns with the same key beside the children: of the target, or of the table of links.
    type ChildKey;
    /// What a filter or an order of the relation may use: the target, or the target and the table of links.
    type Scope;
}

/// The relation starts at the table `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation of the table `{T}`",
    label = "does not start at `{T}`",
    note = "the relations of a table are in its module `rel`, for example `articles::rel::author`"
)]
pub trait StartsAt<T>: Relation {}
#[diagnostic::do_not_recommend]
impl<R: Relation, T> StartsAt<T> for R where R::Owner: Same<T> {}

/// The relation leads to the table `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not lead back to the table `{T}`, so it cannot be recursive",
    label = "`recursive` needs a relation from `{T}` to itself",
    note = "for example `replies: Vec<Comment>` along `comments::rel::replies`; without `recursive` any relation can be loaded"
)]
pub trait LeadsTo<T>: Relation {}
#[diagnostic::do_not_recommend]
impl<R: Relation, T> LeadsTo<T> for R where R::Target: Same<T> {}

/// Two types are one. A trait and not an equality, so that the traits above speak where it fails.
pub trait Same<T> {}
impl<T> Same<T> for T {}

/// The two tables of a relation are joined directly.
#[derive(Debug, Clone, Copy)]
pub struct Direct;

/// The two tables of a relation are joined through a third.
#[derive(Debug, Clone, Copy)]
pub struct Through;

/// A many-to-many relation: what stands between the two tables.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a many-to-many relation",
    label = "only many-to-many relations have links"
)]
pub trait Linked: Relation {
    /// The table of links.
    type Link: Table;
    /// Its columns that reference the target.
    type LinkTargetKey;
    /// The target's columns that they reference.
    type TargetKey;
}

/// The relation leads to another table than its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` leads from a table to the same table: without an alias the subquery could not tell the two apart",
    label = "write `.aliased()` after the relation",
    note = "for example `comments::rel::replies.aliased().count()`"
)]
pub trait NotSelf {}

/// A table whose name `table!` gives without a schema.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has a schema in `table!` but not in `relations!`",
    label = "write `schema.table {{ … }}` in `relations!`, as in `table!`"
)]
pub trait Unqualified {
    /// Its name.
    const NAME: &'static str;
}
#[diagnostic::do_not_recommend]
impl<T: StaticQueryFragment<Component = Identifier<'static>>> Unqualified for T {
    const NAME: &'static str = T::STATIC_COMPONENT.0;
}
