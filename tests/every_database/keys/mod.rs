//! Keys of every type, in a schema of their own beside that of the blog.

mod composite;
mod models;
mod newtypes;
mod pages;
mod schema;
mod single;
mod wide;
