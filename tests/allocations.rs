//! Queries by tokens are Diesel queries: building and printing one allocates no more than the one written by hand.
#![allow(missing_docs)]

mod blog;

use blog::models::*;
use blog::schema::*;
use diesel::debug_query;
use diesel::prelude::*;
use diesel::query_builder::QueryFragment;
use diesel::sqlite::Sqlite;
use kinfolk::prelude::*;

fn sql<Q: QueryFragment<Sqlite>>(query: &Q) -> String {
    debug_query::<Sqlite, _>(query).to_string()
}

/// How often memory is asked for to build a query and print it.
fn allocations<Q: QueryFragment<Sqlite>>(build: impl Fn() -> Q) -> u64 {
    let print = || drop(sql(&build()));
    // What is allocated once in a process is no part of it.
    print();
    allocation_counter::measure(print).count_total
}

#[track_caller]
fn no_more<Q, H>(by_tokens: impl Fn() -> Q, by_hand: impl Fn() -> H)
where
    Q: QueryFragment<Sqlite>,
    H: QueryFragment<Sqlite>,
{
    let (ours, theirs) = (allocations(&by_tokens), allocations(&by_hand));
    assert!(theirs > 0, "the counter counts");
    assert!(
        ours <= theirs,
        "{ours} allocations by tokens, {theirs} by hand:\n{}\n{}",
        sql(&by_tokens()),
        sql(&by_hand())
    );
}

#[test]
fn joins() {
    no_more(
        || comments::table.join(comments::rel::article).join(articles::rel::author).filter(users::name.eq("Ann")),
        || {
            comments::table
                .inner_join(articles::table.on(comments::article_id.eq(articles::id)))
                .inner_join(users::table.on(articles::author_id.eq(users::id)))
                .filter(users::name.eq("Ann"))
        },
    );
}

#[test]
fn left_joins_through_links() {
    no_more(
        || {
            articles::table
                .join_left(articles::rel::tags)
                .order((articles::id, tags::id.nullable()))
                .select(articles::id)
        },
        || {
            articles::table
                .left_join(article_tags::table.on(articles::id.eq(article_tags::article_id)))
                .left_join(tags::table.on(article_tags::tag_id.nullable().eq(tags::id.nullable())))
                .order((articles::id, tags::id.nullable()))
                .select(articles::id)
        },
    );
}

#[test]
fn joins_under_an_alias() {
    no_more(
        || {
            let editor = articles::rel::editor.aliased();
            articles::table.join(articles::rel::author).join_left(editor).select((
                articles::id,
                users::name,
                editor.field(users::name).nullable(),
            ))
        },
        || {
            let editor = diesel::alias!(users as articles_editor);
            articles::table
                .inner_join(users::table.on(articles::author_id.eq(users::id)))
                .left_join(editor.on(articles::editor_id.eq(editor.field(users::id).nullable())))
                .select((articles::id, users::name, editor.field(users::name).nullable()))
        },
    );
}

#[test]
fn keys_of_two_columns() {
    no_more(
        || revision_notes::table.join(revision_notes::rel::article_revision).select(revision_notes::id),
        || {
            let same = revision_notes::article_id
                .eq(article_revisions::article_id)
                .and(revision_notes::number.eq(article_revisions::number));
            revision_notes::table.inner_join(article_revisions::table.on(same)).select(revision_notes::id)
        },
    );
}

#[test]
fn accessors() {
    let user = User { id: 1, name: "Ann".into(), country_code: None };
    no_more(
        || user.authored_articles().filter(articles::published.eq(true)).select(articles::title),
        || {
            articles::table
                .filter(articles::author_id.eq(user.id))
                .filter(articles::published.eq(true))
                .select(articles::title)
        },
    );
}

#[test]
fn aggregates() {
    no_more(
        || {
            users::table
                .filter(users::rel::authored_articles.filter(articles::published.eq(true)).exists())
                .select((users::name, users::rel::comments.count()))
        },
        || {
            let published =
                articles::table.filter(articles::author_id.eq(users::id)).filter(articles::published.eq(true));
            let comments = comments::table.filter(comments::author_id.eq(users::id.nullable())).count();
            users::table.filter(diesel::dsl::exists(published)).select((users::name, comments.single_value()))
        },
    );
}
