//! The workloads with kinfolk: projections.

use super::models::*;
use super::schema::*;
use diesel::prelude::*;
use kinfolk::prelude::*;

#[derive(Debug, Projection)]
#[diesel(table_name = users)]
pub struct UserTree {
    #[diesel(embed)]
    user: User,
    posts: Vec<PostTree>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = posts)]
pub struct PostTree {
    #[diesel(embed)]
    post: Post,
    comments: Vec<Comment>,
}

pub fn trees(conn: &mut SqliteConnection) -> QueryResult<Vec<UserTree>> {
    UserTree::query().load(conn)
}

pub fn filtered_trees(conn: &mut SqliteConnection) -> QueryResult<Vec<UserTree>> {
    UserTree::query().filter(users::id.gt(0)).load(conn)
}

pub fn trees_sum(trees: &[UserTree]) -> usize {
    let post = |tree: &PostTree| {
        let comments: usize = tree.comments.iter().map(|c| c.post_id as usize * 7 + c.text.len()).sum();
        tree.post.id as usize * 3 + tree.post.title.len() + comments
    };
    trees.iter().map(|tree| tree.user.name.len() + tree.posts.iter().map(post).sum::<usize>()).sum()
}

/// The same with the columns as fields, for what that costs.
#[derive(Debug, Projection)]
#[diesel(table_name = users)]
pub struct UserColumns {
    #[allow(dead_code)]
    id: i32,
    name: String,
    #[allow(dead_code)]
    hair_color: Option<String>,
    posts: Vec<PostColumns>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = posts)]
pub struct PostColumns {
    id: i32,
    #[allow(dead_code)]
    user_id: i32,
    title: String,
    #[allow(dead_code)]
    body: Option<String>,
    comments: Vec<CommentColumns>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = comments)]
pub struct CommentColumns {
    #[allow(dead_code)]
    id: i32,
    post_id: i32,
    text: String,
}

pub fn column_trees(conn: &mut SqliteConnection) -> QueryResult<Vec<UserColumns>> {
    UserColumns::query().load(conn)
}

pub fn column_trees_sum(trees: &[UserColumns]) -> usize {
    let post = |post: &PostColumns| {
        let comments: usize = post.comments.iter().map(|c| c.post_id as usize * 7 + c.text.len()).sum();
        post.id as usize * 3 + post.title.len() + comments
    };
    trees.iter().map(|user| user.name.len() + user.posts.iter().map(post).sum::<usize>()).sum()
}

#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
pub struct ArticlePage {
    #[diesel(embed)]
    article: Article,
    author: Author,
    tags: Vec<Tag>,
    remarks: Vec<AuthoredRemark>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = remarks)]
pub struct AuthoredRemark {
    #[diesel(embed)]
    remark: Remark,
    author: Author,
}

pub fn page(conn: &mut SqliteConnection) -> QueryResult<Vec<ArticlePage>> {
    ArticlePage::query().order(articles::id.desc()).limit(20).load(conn)
}

pub fn page_sum(page: &[ArticlePage]) -> usize {
    let remark = |remark: &AuthoredRemark| remark.remark.id as usize + remark.author.email.len();
    page.iter()
        .map(|page| {
            let tags: usize = page.tags.iter().map(|tag| tag.id as usize).sum();
            let remarks: usize = page.remarks.iter().map(remark).sum();
            page.article.id as usize + page.article.body.len() + page.author.name.len() + tags + remarks
        })
        .sum()
}

#[derive(Debug, Projection)]
#[diesel(table_name = parents)]
pub struct Family {
    #[diesel(embed)]
    parent: Parent,
    children: Vec<Child>,
}

pub fn family(conn: &mut SqliteConnection, id: i32) -> QueryResult<Vec<Family>> {
    Family::query().filter(parents::id.eq(id)).load(conn)
}

pub fn family_sum(families: &[Family]) -> usize {
    let children =
        |family: &Family| family.children.iter().map(|child| child.id as usize + child.name.len()).sum::<usize>();
    families.iter().map(|family| family.parent.name.len() + children(family)).sum::<usize>()
}

#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
pub struct AuthoredHeadline {
    #[diesel(embed)]
    headline: Headline,
    author: Author,
}

pub fn headlines(conn: &mut SqliteConnection) -> QueryResult<Vec<AuthoredHeadline>> {
    AuthoredHeadline::query().load(conn)
}

pub fn headlines_sum(headlines: &[AuthoredHeadline]) -> usize {
    headlines.iter().map(|h| h.headline.id as usize + h.headline.title.len() + h.author.email.len()).sum()
}
