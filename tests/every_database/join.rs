use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Db, connect, dialect};
use diesel::debug_query;
use diesel::prelude::*;
use kinfolk::prelude::*;

#[test]
fn along_relations_from_any_table() {
    let conn = &mut connect();
    let query = comments::table
        .join(comments::rel::article)
        .join(articles::rel::author)
        .filter(users::name.eq("Ann"))
        .order(comments::id)
        .select((comments::body, articles::title));
    let by_hand = comments::table
        .inner_join(articles::table.on(comments::article_id.eq(articles::id)))
        .inner_join(users::table.on(articles::author_id.eq(users::id)))
        .filter(users::name.eq("Ann"))
        .order(comments::id)
        .select((comments::body, articles::title));
    assert_eq!(debug_query::<Db, _>(&query).to_string(), debug_query::<Db, _>(&by_hand).to_string());
    let rows: Vec<(String, String)> = query.load(conn).unwrap();
    assert_eq!(rows.len(), 5);
}

#[test]
fn many_to_many_in_one_call() {
    let conn = &mut connect();
    let rows: Vec<(String, String)> = articles::table
        .join(articles::rel::tags)
        .order((articles::id, tags::id))
        .select((articles::title, tags::name))
        .load(conn)
        .unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1], ("One".into(), "rust".into()));
}

#[test]
fn the_same_table_twice_through_an_alias() {
    let conn = &mut connect();
    let editor = articles::rel::editor.aliased();
    let rows: Vec<(String, String, Option<String>)> = articles::table
        .join(articles::rel::author)
        .join_left(editor)
        .order(articles::id)
        .select((articles::title, users::name, editor.field(users::name).nullable()))
        .load(conn)
        .unwrap();
    assert_eq!(rows[0], ("One".into(), "Ann".into(), Some("Bob".into())));
    assert_eq!(rows[1], ("Two".into(), "Ann".into(), None));
    let author = articles::rel::author.aliased();
    let rows: Vec<(String, Option<String>)> = articles::table
        .join(author)
        .join_left(editor)
        .filter(author.field(users::name).eq("Bob"))
        .order(articles::id)
        .select((author.field(users::name), editor.field(users::name).nullable()))
        .load(conn)
        .unwrap();
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_table_with_itself() {
    let conn = &mut connect();
    let parent = comments::rel::parent.aliased();
    let rows: Vec<(String, String, Option<User>)> = comments::table
        .join(parent)
        .join_left(parent.then(comments::rel::author))
        .order(comments::id)
        .select((comments::body, parent.field(comments::body), Option::<User>::as_select()))
        .load(conn)
        .unwrap();
    assert_eq!(rows.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["c1", "c1", "c2"]);
    assert_eq!(rows[0].2.as_ref().unwrap().name, "Bob");
    assert!(rows[2].2.is_none());
}

#[test]
fn keys_of_two_columns() {
    let conn = &mut connect();
    let query = revision_notes::table
        .join(revision_notes::rel::article_revision)
        .filter(article_revisions::body.eq("final"))
        .select(revision_notes::id);
    let sql = debug_query::<Db, _>(&query).to_string();
    let condition = dialect("(`revision_notes`.`article_id` = `article_revisions`.`article_id`) AND (");
    assert!(sql.contains(&condition), "{sql}");
    assert_eq!(query.load::<i32>(conn).unwrap(), [2, 3]);
}

#[test]
fn from_a_filtered_and_from_a_boxed_query() {
    let conn = &mut connect();
    let count = articles::table
        .filter(articles::published.eq(true))
        .join(articles::rel::author)
        .filter(users::name.eq("Bob"))
        .count()
        .get_result::<i64>(conn)
        .unwrap();
    assert_eq!(count, 1);
}
