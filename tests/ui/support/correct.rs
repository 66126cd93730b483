//! What the cases beside this file get wrong, done right.
#[path = "blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    id: i32,
    author: Option<User>,
    #[kinfolk(recursive)]
    replies: Vec<Thread>,
}

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
    author: User,
    editor: Option<User>,
    #[kinfolk(filter = comments::body.ne(""), order = comments::id.asc(), top = 3)]
    comments: Vec<Thread>,
    tags: Vec<Tag>,
}

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, (User, Vec<Tag>))>> {
    Page::query().filter(articles::published.eq(true)).order(articles::id).load(conn)?;
    articles::table.include((articles::rel::author, articles::rel::tags)).limit(3).load(conn)
}

fn main() {
    let _ = run;
    let _ = articles::table.join(articles::rel::author).join_left(articles::rel::editor.aliased());
    let _ = comments::table.select(comments::rel::replies.aliased().count());
}
