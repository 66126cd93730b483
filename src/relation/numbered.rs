//! Numbers for tables and tokens, as type-level bits, so that "these two differ" costs one implementation for each
//! of them and not one for each pair.
//!
//! `M` is a marker type that belongs to one schema. It makes every trait reference local to the crate of that schema,
//! which lets the compiler conclude that two implementations for equal numbers cannot overlap, and it keeps the tables
//! of two databases apart.

/// Has a number among the tables or the tokens of the schema `M`.
pub trait Numbered<M> {
    /// The number.
    type Number;
}

/// The end of a number.
#[derive(Debug)]
pub struct End;
/// A zero bit.
#[derive(Debug)]
pub struct B0<T>(T);
/// A one bit.
#[derive(Debug)]
pub struct B1<T>(T);

/// Two numbers of the same length differ.
pub trait Differs<T, M> {}
impl<X, Y, M> Differs<B1<Y>, M> for B0<X> {}
impl<X, Y, M> Differs<B0<Y>, M> for B1<X> {}
impl<X, Y, M> Differs<B0<Y>, M> for B0<X> where X: Differs<Y, M> {}
impl<X, Y, M> Differs<B1<Y>, M> for B1<X> where X: Differs<Y, M> {}
