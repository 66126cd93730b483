use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{SNAPSHOT, connect, without_foreign_keys};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct CommentWithAuthor {
    #[diesel(embed)]
    comment: Comment,
    author: Option<User>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct ArticlePage {
    #[diesel(embed)]
    article: Article,
    author: User,
    editor: Option<User>,
    #[kinfolk(order = comments::id.desc(), top = 3)]
    comments: Vec<CommentWithAuthor>,
    tags: Vec<Tag>,
}

#[test]
fn a_projection_with_every_kind_of_relation() {
    let conn = &mut connect();
    assert_eq!(ArticlePage::QUERIES, 6);
    let page = ArticlePage::query()
        .filter(articles::published.eq(true))
        .order(articles::id.desc())
        .limit(20)
        .load(conn)
        .unwrap();
    assert_eq!(page.iter().map(|page| page.article.id).collect::<Vec<_>>(), [4, 2, 1]);
    assert_eq!(page[2].comments.iter().map(|c| c.comment.id).collect::<Vec<_>>(), [5, 3, 2]);
    assert_eq!(page[2].comments[2].author, None);
    assert_eq!(page[2].author.name, "Ann");
    assert_eq!(page[2].editor.as_ref().unwrap().name, "Bob");
    assert_eq!(page[1].editor, None);
    assert_eq!(page[2].tags.iter().map(|tag| tag.id).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn ad_hoc_with_tuples() {
    let conn = &mut connect();
    let rows = articles::table
        .order(articles::id)
        .include((
            articles::rel::author,
            articles::rel::comments.filter(comments::body.ne("c5")).include(comments::rel::author),
        ))
        .load::<(Article, (User, Vec<(Comment, Option<User>)>))>(conn)
        .unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].1.1.len(), 3);
    assert_eq!(rows[0].1.1[0].1.as_ref().unwrap().name, "Bob");
    assert_eq!(rows[2].1.0.name, "Bob");
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = users)]
struct UserCard {
    id: i32,
    #[diesel(column_name = name)]
    title: String,
    profile: Option<Profile>,
    country: Option<Arc<Country>>,
    #[kinfolk(rel = authored_articles, filter = articles::published.eq(true), order = articles::views.desc())]
    published: Vec<Article>,
    #[kinfolk(rel = comments)]
    remarks: Vec<Remark>,
}

#[test]
fn children_without_clone_and_keys_of_text() {
    let conn = &mut connect();
    let users = UserCard::query().order(users::id).load(conn).unwrap();
    assert_eq!(users[0].country.as_ref().unwrap().name, "Norway");
    assert_eq!(users[1].profile, None);
    assert_eq!(users[0].published.iter().map(|article| article.id).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(users[1].remarks.len(), 3);
}

#[test]
fn duplicate_parents_each_get_the_full_list() {
    let conn = &mut connect();
    // Ann wrote two articles: she is in the result twice.
    let users =
        users::table.join(users::rel::authored_articles).order(articles::id).project::<UserCard>().load(conn).unwrap();
    assert_eq!(users.len(), 4);
    assert_eq!(users[0], users[1]);
    assert_eq!(users[0].remarks.len(), 1);
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = article_revisions)]
struct RevisionWithNotes {
    number: i32,
    revision_notes: Vec<Note>,
    article: Rc<Article>,
}

#[test]
fn keys_of_two_columns_and_shared_rows() {
    let conn = &mut connect();
    for filtered in [false, true] {
        let query = RevisionWithNotes::query().order((article_revisions::article_id, article_revisions::number));
        let rows = if filtered { query.filter(article_revisions::number.gt(0)).load(conn) } else { query.load(conn) };
        let rows = rows.unwrap();
        assert_eq!(rows.iter().map(|row| row.revision_notes.len()).collect::<Vec<_>>(), [1, 2, 1]);
        assert!(Rc::ptr_eq(&rows[0].article, &rows[1].article));
    }
}

#[test]
fn accessors_follow_relations() {
    let conn = &mut connect();
    let article: Article = articles::table.find(1).select(Article::as_select()).first(conn).unwrap();
    let author: User = article.author().first(conn).unwrap();
    assert_eq!(author.name, "Ann");
    let editor: Option<User> = article.editor().first(conn).optional().unwrap();
    assert_eq!(editor.unwrap().name, "Bob");
    let latest: Vec<Article> = author
        .authored_articles()
        .filter(articles::published.eq(true))
        .order(articles::id.desc())
        .limit(5)
        .load(conn)
        .unwrap();
    assert_eq!(latest.iter().map(|article| article.id).collect::<Vec<_>>(), [2, 1]);
    let tags: Vec<String> = article.tags().order(tags::name).select(tags::name).load(conn).unwrap();
    assert_eq!(tags, ["db", "rust"]);
    let count: i64 = article.comments().count().get_result(conn).unwrap();
    assert_eq!(count, 4);
    let cards: Vec<UserCard> = article.author().load(conn).unwrap();
    assert_eq!(cards.len(), 1);
    let with: Vec<(Comment, Option<User>)> = article.comments().include(comments::rel::author).load(conn).unwrap();
    assert_eq!(with.len(), 4);
}

#[test]
fn boxed_queries_load_too() {
    let conn = &mut connect();
    let mut query = articles::table.into_boxed();
    query = query.filter(articles::id.le(2));
    let rows: Vec<(Article, Vec<Tag>)> = query.include(articles::rel::tags).limit(1).load(conn).unwrap();
    assert_eq!(rows.len(), 1);
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    id: i32,
    author: Option<User>,
    #[kinfolk(recursive, order = comments::id.desc())]
    replies: Vec<Thread>,
}

#[test]
fn recursive_projections_load_all_descendants_in_one_query() {
    let conn = &mut connect();
    assert_eq!(Thread::QUERIES, 3);
    let threads = Thread::query().filter(comments::parent_id.is_null()).order(comments::id).load(conn).unwrap();
    assert_eq!(threads.iter().map(|thread| thread.id).collect::<Vec<_>>(), [1, 4, 6]);
    assert_eq!(threads[0].replies.iter().map(|thread| thread.id).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(threads[0].replies[1].replies[0].id, 5);
    assert_eq!(threads[0].replies[1].replies[0].author.as_ref().unwrap().name, "Bob");
    // Rows that are roots and descendants too.
    let all = Thread::query().order(comments::id).load(conn).unwrap();
    assert_eq!(all[0], threads[0]);
    assert_eq!(all[1], threads[0].replies[1]);
    #[derive(Debug, PartialEq, Projection)]
    #[diesel(table_name = articles)]
    struct Discussed {
        #[kinfolk(rel = comments, filter = comments::parent_id.is_null())]
        threads: Vec<Thread>,
    }
    let articles = Discussed::query().order(articles::id).load(conn).unwrap();
    assert_eq!(articles[0].threads, [threads[0].clone()]);
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = categories)]
struct Shallow {
    name: String,
    #[kinfolk(recursive, depth = 2, filter = categories::name.ne("sql"))]
    children: Vec<Shallow>,
}

#[test]
fn recursion_can_be_limited_and_filtered() {
    let conn = &mut connect();
    let root: Shallow = Shallow::query().filter(categories::id.eq(1)).first(conn).unwrap();
    assert_eq!(root.children.len(), 1);
    assert_eq!(root.children[0].children[0].name, "macros");
    assert!(root.children[0].children[0].children.is_empty());
}

#[test]
fn a_cycle_is_an_error() {
    let conn = &mut connect();
    diesel::update(comments::table.find(1)).set(comments::parent_id.eq(5)).execute(conn).unwrap();
    let error = Thread::query().filter(comments::id.eq(1)).load(conn).unwrap_err();
    assert!(error.to_string().contains("its own ancestor along `comments::rel::replies`"), "{error}");
}

#[test]
fn one_snapshot_for_all_queries() {
    let conn = &mut connect();
    let log = kinfolk::instrument::QueryLog::new();
    log.install(conn);
    let rows: Vec<ArticlePage> = ArticlePage::query().in_snapshot().load(conn).unwrap();
    assert_eq!(rows.len(), 4);
    let statements = log.take();
    let texts: Vec<_> = statements.iter().map(|statement| statement.sql()).collect();
    let others: Vec<_> = texts.iter().filter(|text| SNAPSHOT.contains(text)).collect();
    assert!(others.into_iter().eq(SNAPSHOT), "{texts:?}");
    let first = SNAPSHOT.len() - 1;
    assert!(texts[..first].iter().chain(texts.last()).eq(SNAPSHOT));
    assert_eq!(statements.len(), ArticlePage::QUERIES + SNAPSHOT.len());
    assert_eq!(statements[first].rows(), Some(4));
    // Inside a transaction it adds nothing.
    conn.transaction(|conn| ArticlePage::query().in_snapshot().first(conn)).unwrap();
    assert_eq!(log.take().len(), ArticlePage::QUERIES + 2);
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct GroupedToOnes {
    id: i32,
    article: Article,
    #[kinfolk(group)]
    author: Option<User>,
    parent: Option<Comment>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct JoinedToOnes {
    id: i32,
    #[kinfolk(join)]
    article: Article,
    #[kinfolk(join)]
    author: Option<User>,
    #[kinfolk(join)]
    parent: Option<Comment>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = users)]
struct Discussion {
    #[kinfolk(join)]
    profile: Option<Profile>,
    #[kinfolk(order = comments::id.desc(), top = 2)]
    comments: Vec<JoinedToOnes>,
}

#[test]
fn joined_and_grouped_to_ones_are_the_same() {
    let conn = &mut connect();
    assert_eq!((GroupedToOnes::QUERIES, JoinedToOnes::QUERIES, Discussion::QUERIES), (4, 1, 2));
    let grouped = GroupedToOnes::query().order(comments::id).load(conn).unwrap();
    let count = kinfolk::instrument::QueryCount::new();
    count.install(conn);
    let joined = JoinedToOnes::query().order(comments::id).limit(10).load(conn).unwrap();
    assert_eq!(count.queries(), 1);
    assert_eq!(joined.len(), 6);
    for (grouped, joined) in grouped.iter().zip(&joined) {
        assert_eq!(grouped.article, joined.article);
        assert_eq!(grouped.author, joined.author);
        assert_eq!(grouped.parent, joined.parent);
    }
    // The same table and relation in the query around.
    let author = comments::rel::author.aliased();
    let of_bob = comments::table
        .join(comments::rel::article)
        .join(author)
        .filter(author.field(users::name).eq("Bob"))
        .order(comments::id)
        .project::<JoinedToOnes>()
        .load(conn)
        .unwrap();
    assert_eq!(of_bob.iter().map(|comment| comment.id).collect::<Vec<_>>(), [1, 5, 6]);
    // A boxed query cannot be joined to: the relations get queries of their own.
    let boxed: Vec<JoinedToOnes> =
        comments::table.order(comments::id).into_boxed().project::<JoinedToOnes>().load(conn).unwrap();
    assert_eq!(boxed, joined);
    // Below another relation, with the first ones of each parent only.
    let users = Discussion::query().order(users::id).load(conn).unwrap();
    assert_eq!(users[1].comments.iter().map(|comment| comment.id).collect::<Vec<_>>(), [6, 5]);
    assert_eq!(users[1].comments[1].parent.as_ref().unwrap().id, 2);
    assert_eq!(users[1].profile, None);
    assert!(users[0].profile.is_some());
}

#[test]
fn loads_are_joined_to_filter_and_order_by_related_columns() {
    let conn = &mut connect();
    let pages = ArticlePage::query()
        .join(articles::rel::author)
        .join_left(articles::rel::editor.aliased())
        .filter(users::email.like("%@example.com"))
        .order((users::name.desc(), articles::id))
        .load(conn)
        .unwrap();
    assert_eq!(pages.iter().map(|page| page.article.id).collect::<Vec<_>>(), [3, 4, 1, 2]);
    let ann: User = users::table.find(1).select(User::as_select()).first(conn).unwrap();
    let tagged: Vec<Article> =
        ann.authored_articles().join(articles::rel::tags).filter(tags::name.eq("rust")).load(conn).unwrap();
    assert_eq!(tagged.iter().map(|article| article.id).collect::<Vec<_>>(), [1]);
}

#[test]
fn rows_without_a_parent_belong_to_no_one() {
    let conn = &mut connect();
    without_foreign_keys(conn);
    conn.batch_execute(
        "INSERT INTO comments (id, article_id, author_id, body, created_at) \
         VALUES (99, 999, 999, 'lost', '2025-01-01 00:00:00')",
    )
    .unwrap();
    let rows: Vec<(Article, Vec<(Comment, Option<User>)>)> =
        articles::table.include(articles::rel::comments.include(comments::rel::author)).load(conn).unwrap();
    let loaded: usize = rows.iter().map(|(_, comments)| comments.len()).sum();
    let all: i64 = comments::table.count().get_result(conn).unwrap();
    assert_eq!(loaded + 1, usize::try_from(all).unwrap());
    assert!(rows.iter().all(|(article, comments)| comments.iter().all(|(c, _)| c.article_id == article.id)));
}

/// Another number than the one in the database.
struct Shifted(i32);

impl Queryable<diesel::sql_types::Integer, crate::database::Db> for Shifted {
    type Row = i32;

    fn build(row: i32) -> diesel::deserialize::Result<Self> {
        Ok(Self(row))
    }
}

impl From<Shifted> for i32 {
    fn from(shifted: Shifted) -> Self {
        shifted.0 + 1000
    }
}

#[derive(Debug, Queryable, Selectable, Model)]
#[diesel(table_name = articles)]
struct ShiftedArticle {
    #[diesel(deserialize_as = Shifted)]
    id: i32,
}

#[test]
fn keys_come_from_the_database_and_not_from_converted_fields() {
    let conn = &mut connect();
    let rows: Vec<(ShiftedArticle, Vec<Tag>)> =
        articles::table.order(articles::id).include(articles::rel::tags).load(conn).unwrap();
    assert_eq!(rows[0].0.id, 1001);
    assert_eq!(rows[0].1.len(), 2);
}
