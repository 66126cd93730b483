//! From one row to its related rows.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Conn, Db, connect, dialect};
use diesel::debug_query;
use diesel::dsl::{exists, max, select};
use diesel::prelude::*;
use kinfolk::prelude::*;

/// Every column that a relation starts from, under another name.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = articles)]
struct Piece {
    #[diesel(column_name = views)]
    read: i32,
    #[diesel(column_name = editor_id)]
    checked_by: Option<i32>,
    #[diesel(column_name = author_id)]
    written_by: i32,
    #[diesel(column_name = category_id)]
    filed: Option<i32>,
    #[diesel(column_name = id)]
    number: i32,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = revision_notes)]
struct Jotting {
    #[diesel(column_name = number)]
    version: i32,
    #[diesel(column_name = article_id)]
    of: i32,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = article_revisions)]
struct Version {
    #[diesel(column_name = number)]
    version: i32,
    #[diesel(column_name = article_id)]
    of: i32,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Said {
    id: i32,
    author: Option<User>,
}

fn piece(conn: &mut Conn, id: i32) -> Piece {
    articles::table.find(id).select(Piece::as_select()).first(conn).unwrap()
}

fn user(conn: &mut Conn, id: i32) -> User {
    users::table.find(id).select(User::as_select()).first(conn).unwrap()
}

fn ids(comments: &[Comment]) -> Vec<i32> {
    comments.iter().map(|comment| comment.id).collect()
}

#[test]
fn belongs_to() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    assert_eq!(piece.author().first::<User>(conn).unwrap().name, "Ann");
    assert_eq!(piece.editor().first::<User>(conn).unwrap().name, "Bob");
    assert_eq!(piece.category().select(categories::name).first::<String>(conn).unwrap(), "rust");
    let without = Piece { checked_by: None, ..piece };
    assert_eq!(without.editor().first::<User>(conn).optional().unwrap(), None);
    assert!(matches!(without.editor().first::<User>(conn), Err(diesel::NotFound)));
    assert_eq!(without.editor().count().get_result::<i64>(conn).unwrap(), 0);
}

#[test]
fn has_one_and_text_keys() {
    let conn = &mut connect();
    let (ann, bob) = (user(conn, 1), user(conn, 2));
    assert_eq!(ann.profile().first::<Profile>(conn).unwrap().user_id, 1);
    assert_eq!(bob.profile().first::<Profile>(conn).optional().unwrap(), None);
    let norway: Country = ann.country().first(conn).unwrap();
    assert_eq!(norway.name, "Norway");
    assert_eq!(bob.country().load::<Country>(conn).unwrap(), []);
    assert_eq!(norway.users().load::<User>(conn).unwrap(), [ann]);
}

#[test]
fn has_many() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    let all: Vec<Comment> = piece.comments().order(comments::id).load(conn).unwrap();
    assert_eq!(ids(&all), [1, 2, 3, 5]);
    let page: Vec<Comment> = piece.comments().order(comments::id.desc()).limit(2).offset(1).load(conn).unwrap();
    assert_eq!(ids(&page), [3, 2]);
    let rest: Vec<Comment> = piece.comments().order(comments::id).offset(3).load(conn).unwrap();
    assert_eq!(ids(&rest), [5]);
    let either: Vec<Comment> = piece
        .comments()
        .filter(comments::author_id.is_null().or(comments::body.eq("c5")))
        .order(comments::id)
        .then_order_by(comments::body)
        .load(conn)
        .unwrap();
    assert_eq!(ids(&either), [2, 5]);
    let found: Comment = piece.comments().find(3).first(conn).unwrap();
    assert_eq!(found.id, 3);
    // A row of another article is not found.
    assert!(piece.comments().find(4).first::<Comment>(conn).is_err());
    let replies: Vec<Comment> =
        found.parent().first::<Comment>(conn).unwrap().replies().order(comments::id).load(conn).unwrap();
    assert_eq!(ids(&replies), [2, 3]);
}

#[test]
fn many_to_many() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    let names: Vec<String> = piece.tags().order(tags::name.desc()).select(tags::name).load(conn).unwrap();
    assert_eq!(names, ["rust", "db"]);
    let tag: Tag = piece.tags().filter(tags::name.eq("db")).first(conn).unwrap();
    let articles: Vec<Article> = tag.articles().order(articles::id).load(conn).unwrap();
    assert_eq!(articles.iter().map(|article| article.id).collect::<Vec<_>>(), [1, 2]);
    // The table of links can be used as well.
    let linked: Vec<(i32, i32)> = piece
        .tags()
        .filter(article_tags::tag_id.gt(1))
        .select((article_tags::article_id, tags::id))
        .load(conn)
        .unwrap();
    assert_eq!(linked, [(1, 2)]);
    let with: Vec<(Tag, Vec<Article>)> =
        piece.tags().order(tags::id).include(tags::rel::articles.top(1)).limit(1).load(conn).unwrap();
    assert_eq!((with.len(), with[0].1[0].id), (1, 1));
}

#[test]
fn keys_of_two_columns() {
    let conn = &mut connect();
    let jotting: Jotting = revision_notes::table.find(2).select(Jotting::as_select()).first(conn).unwrap();
    assert_eq!(jotting, Jotting { version: 2, of: 1 });
    let version: Version = jotting.article_revision().first(conn).unwrap();
    assert_eq!(version, Version { version: 2, of: 1 });
    let notes: Vec<Note> = version.revision_notes().order(revision_notes::id).load(conn).unwrap();
    assert_eq!(notes.iter().map(|note| note.id).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(version.article().first::<Article>(conn).unwrap().id, 1);
    assert_eq!(
        version.revision_notes().filter(revision_notes::note.eq("good")).count().get_result::<i64>(conn).unwrap(),
        1
    );
}

#[test]
fn values_of_diesel() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    assert_eq!(piece.comments().count().get_result::<i64>(conn).unwrap(), 4);
    assert_eq!(piece.comments().filter(comments::author_id.eq(2)).count().get_result::<i64>(conn).unwrap(), 2);
    assert!(
        select(exists(piece.comments().filter(comments::body.eq("c5")).select(comments::id)))
            .get_result::<bool>(conn)
            .unwrap()
    );
    assert!(
        !select(exists(piece.comments().filter(comments::body.eq("c6")).select(comments::id)))
            .get_result::<bool>(conn)
            .unwrap()
    );
    assert_eq!(piece.comments().select(max(comments::id)).first::<Option<i32>>(conn).unwrap(), Some(5));
    let models: Vec<Comment> = piece.comments().select(Comment::as_select()).order(comments::id).load(conn).unwrap();
    assert_eq!(ids(&models), [1, 2, 3, 5]);
    let authors: Vec<Option<i32>> =
        piece.comments().select(comments::author_id).distinct().order(comments::author_id).load(conn).unwrap();
    // Where NULL stands in an order is each database's choice.
    assert_eq!(authors.iter().flatten().collect::<Vec<_>>(), [&2, &3]);
    assert_eq!(authors.len(), 3);
    let page: Vec<i32> =
        piece.comments().order(comments::id).limit(2).offset(1).select(comments::id).load(conn).unwrap();
    assert_eq!(page, [2, 3]);
    let second = piece.comments().order(comments::id).offset(1).select(comments::body).first::<String>(conn).unwrap();
    assert_eq!(second, "c2");
    // As a subquery of another query.
    let others: i64 = articles::table
        .filter(articles::author_id.ne_all(piece.author().select(users::id)))
        .count()
        .get_result(conn)
        .unwrap();
    assert_eq!(others, 2);
    let sql = debug_query::<Db, _>(&piece.comments().select(comments::id)).to_string();
    assert_eq!(
        sql,
        dialect("SELECT `comments`.`id` FROM `comments` WHERE (`comments`.`article_id` = ?) -- binds: [1]")
    );
}

#[test]
fn boxed() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    for newest in [true, false] {
        let mut query = piece.comments().into_boxed::<Db>();
        if newest {
            query = query.order(comments::id.desc()).limit(1);
        } else {
            query = query.order(comments::id).filter(comments::parent_id.is_null()).or_filter(comments::id.eq(2));
        }
        let rows: Vec<Comment> = query.load(conn).unwrap();
        assert_eq!(ids(&rows), if newest { vec![5] } else { vec![1, 2] });
    }
    let mut tags = piece.tags().into_boxed::<Db>();
    tags = tags.filter(tags::name.eq("db"));
    assert_eq!(tags.load::<Tag>(conn).unwrap().len(), 1);
}

#[test]
fn with_related_rows() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    let with: Vec<(Comment, Option<User>)> =
        piece.comments().order(comments::id).include(comments::rel::author).limit(2).load(conn).unwrap();
    assert_eq!(with.iter().map(|row| row.1.as_ref().map(|user| user.id)).collect::<Vec<_>>(), [Some(2), None]);
    let projected: Vec<Said> = piece.comments().order(comments::id).project::<Said>().load(conn).unwrap();
    let loaded: Vec<Said> = piece.comments().order(comments::id).load(conn).unwrap();
    assert_eq!(projected, loaded);
    assert_eq!((projected.len(), projected[1].id, &projected[1].author), (4, 2, &None));
    let nested: (User, Vec<(Article, Vec<Comment>)>) = piece
        .author()
        .include(users::rel::authored_articles.order(articles::id).include(articles::rel::comments))
        .first(conn)
        .unwrap();
    assert_eq!(nested.1.iter().map(|article| article.1.len()).collect::<Vec<_>>(), [4, 1]);
}

#[test]
fn joined_to_other_tables() {
    let conn = &mut connect();
    let piece = piece(conn, 1);
    let by_bob: Vec<Comment> =
        piece.comments().inner_join(users::table).filter(users::name.eq("Bob")).order(comments::id).load(conn).unwrap();
    assert_eq!(ids(&by_bob), [1, 5]);
    let along: Vec<Comment> = piece
        .comments()
        .join(comments::rel::author)
        .filter(users::name.eq("Bob"))
        .order(comments::id)
        .load(conn)
        .unwrap();
    assert_eq!(along, by_bob);
    let editor = articles::rel::editor.aliased();
    let names: Vec<(String, String)> = piece
        .tags()
        .join(tags::rel::article_tags.aliased())
        .filter(tags::name.eq("db"))
        .select((tags::name, tags::name))
        .load(conn)
        .unwrap();
    assert_eq!(names.len(), 2);
    let edited: Vec<(Article, Vec<Tag>)> = user(conn, 1)
        .authored_articles()
        .filter(articles::published.eq(true))
        .join_left(editor)
        .order((editor.field(users::name).is_null(), articles::id))
        .include(articles::rel::tags)
        .limit(1)
        .load(conn)
        .unwrap();
    assert_eq!((edited.len(), edited[0].0.id, edited[0].1.len()), (1, 1, 2));
    let said = Said::query()
        .filter(comments::parent_id.is_null())
        .join(comments::rel::article)
        .join(articles::rel::author)
        .filter(users::name.eq("Ann"))
        .order(comments::id)
        .load(conn)
        .unwrap();
    assert_eq!(said.iter().map(|said| said.id).collect::<Vec<_>>(), [1, 4]);
    let names: Vec<(i32, String)> = piece
        .comments()
        .inner_join(users::table.on(comments::author_id.eq(users::id.nullable())))
        .order(comments::id)
        .select((comments::id, users::name))
        .load(conn)
        .unwrap();
    assert_eq!(names.len(), 3);
    // Loads of projections, too; the rows of the joined table multiply those of the first.
    let said =
        Said::query().left_join(reactions::table).filter(reactions::id.is_not_null()).order(comments::id).load(conn);
    assert_eq!(said.unwrap().iter().map(|said| said.id).collect::<Vec<_>>(), [1]);
}
