//! A program that knows no database: projections, relations ad hoc, joins, accessors, aggregates, links.

use crate::blog::models::*;
use crate::blog::schema::*;
use diesel::prelude::*;
use kinfolk::prelude::*;

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
pub struct Page {
    #[diesel(embed)]
    pub article: Article,
    pub author: User,
    #[kinfolk(join)]
    pub editor: Option<User>,
    #[kinfolk(filter = comments::parent_id.is_null())]
    pub comments: Vec<Thread>,
    #[kinfolk(order = tags::name.desc(), top = 1)]
    pub tags: Vec<Tag>,
    #[diesel(select_expression = articles::rel::comments.count())]
    pub remarks: i64,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
pub struct Thread {
    #[diesel(embed)]
    comment: Comment,
    #[kinfolk(recursive)]
    replies: Vec<Thread>,
}

/// What the program finds out, in short.
#[derive(Debug, PartialEq)]
pub struct Answers {
    pages: Vec<(String, String, Option<String>, usize, Option<String>, i64)>,
    ad_hoc: Vec<(String, usize)>,
    joined: Vec<(String, String)>,
    followed: Vec<String>,
    counted: Vec<(String, i64)>,
    linked: Vec<usize>,
    tags: Vec<String>,
    rolled_back: bool,
}

impl Answers {
    pub fn expected() -> Self {
        let text = str::to_owned;
        let some = |name: &str| Some(text(name));
        Self {
            pages: vec![
                (text("Four"), text("Bob"), some("Cid"), 1, some("rust"), 1),
                (text("Two"), text("Ann"), None, 1, some("db"), 1),
                (text("One"), text("Ann"), some("Bob"), 1, some("rust"), 4),
            ],
            ad_hoc: vec![(text("Ann"), 2), (text("Bob"), 2), (text("Cid"), 0)],
            joined: vec![(text("One"), text("Bob")), (text("Three"), text("Ann")), (text("Four"), text("Cid"))],
            followed: vec![text("Two"), text("One")],
            counted: vec![(text("Bob"), 3), (text("Ann"), 1), (text("Cid"), 1)],
            linked: vec![1, 0, 2, 3],
            tags: vec![],
            rolled_back: true,
        }
    }
}

fn page(page: Page) -> (String, String, Option<String>, usize, Option<String>, i64) {
    let editor = page.editor.map(|editor| editor.name);
    let tag = page.tags.into_iter().next().map(|tag| tag.name);
    (page.article.title, page.author.name, editor, page.comments.len(), tag, page.remarks)
}

macro_rules! queries {
    () => {
        (
            Page::query().filter(articles::published.eq(true)).order(articles::id.desc()),
            users::table.order(users::id).include(users::rel::authored_articles),
            articles::table.join(articles::rel::editor).order(articles::id).select((articles::title, users::name)),
            users::table
                .order((users::rel::comments.count().desc(), users::id))
                .select((users::name, users::rel::comments.count())),
        )
    };
}

pub fn run<C: kinfolk::Connection>(conn: &mut C) -> QueryResult<Answers> {
    let (pages, ad_hoc, joined, counted) = queries!();
    let pages: Vec<Page> = conn.load(pages)?;
    let ad_hoc: Vec<(User, Vec<Article>)> = conn.load(ad_hoc)?;
    let joined = conn.load(joined)?;
    let counted = conn.load(counted)?;
    let article: Article = conn.first(Article::query().find(1))?;
    let author: User = conn.first(article.author())?;
    let followed: Vec<Article> = conn.load(author.authored_articles().order(articles::id.desc()).in_snapshot())?;
    let tags = articles::rel::tags.links(&article);
    let mut linked = vec![conn.execute(tags.add([3]))?, conn.execute(tags.add([1, 2]))?];
    linked.push(conn.execute(tags.set([3]))?);
    let links: Vec<Tag> = conn.load(article.tags())?;
    linked.push(links[0].id as usize);
    let undone: QueryResult<()> = conn.transaction(|conn| {
        conn.execute(diesel::update(articles::table.find(1)).set(articles::title.eq("Changed")))?;
        Err(diesel::result::Error::RollbackTransaction)
    });
    let title: String = conn.first(articles::table.find(1).select(articles::title))?;
    conn.execute(tags.clear())?;
    let tags: Vec<Tag> = conn.load(article.tags())?;
    Ok(Answers {
        pages: pages.into_iter().map(page).collect(),
        ad_hoc: ad_hoc.into_iter().map(|(user, articles)| (user.name, articles.len())).collect(),
        joined,
        followed: followed.into_iter().map(|article| article.title).collect(),
        counted,
        linked,
        tags: tags.into_iter().map(|tag| tag.name).collect(),
        rolled_back: undone.is_err() && title == "One",
    })
}

#[cfg(feature = "async")]
pub async fn run_async<C: kinfolk::AsyncConnection>(conn: &mut C) -> QueryResult<Answers> {
    let (pages, ad_hoc, joined, counted) = queries!();
    let pages: Vec<Page> = conn.load_async(pages).await?;
    let ad_hoc: Vec<(User, Vec<Article>)> = conn.load_async(ad_hoc).await?;
    let joined = conn.load_async(joined).await?;
    let counted = conn.load_async(counted).await?;
    let article: Article = conn.first_async(Article::query().find(1)).await?;
    let author: User = conn.first_async(article.author()).await?;
    let followed: Vec<Article> =
        conn.load_async(author.authored_articles().order(articles::id.desc()).in_snapshot()).await?;
    let tags = articles::rel::tags.links(&article);
    let mut linked = vec![conn.execute_async(tags.add([3])).await?, conn.execute_async(tags.add([1, 2])).await?];
    linked.push(conn.execute_async(tags.set([3])).await?);
    let links: Vec<Tag> = conn.load_async(article.tags()).await?;
    linked.push(links[0].id as usize);
    let undone: QueryResult<()> = conn
        .transaction(async |conn| {
            conn.execute_async(diesel::update(articles::table.find(1)).set(articles::title.eq("Changed"))).await?;
            Err(diesel::result::Error::RollbackTransaction)
        })
        .await;
    let title: String = conn.first_async(articles::table.find(1).select(articles::title)).await?;
    conn.execute_async(tags.clear()).await?;
    let tags: Vec<Tag> = conn.load_async(article.tags()).await?;
    Ok(Answers {
        pages: pages.into_iter().map(page).collect(),
        ad_hoc: ad_hoc.into_iter().map(|(user, articles)| (user.name, articles.len())).collect(),
        joined,
        followed: followed.into_iter().map(|article| article.title).collect(),
        counted,
        linked,
        tags: tags.into_iter().map(|tag| tag.name).collect(),
        rolled_back: undone.is_err() && title == "One",
    })
}
