//! The workloads with kinfolk: projections.

use super::Sum;
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

/// The same with joins, which cost time and save round trips.
#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
pub struct JoinedPage {
    #[diesel(embed)]
    article: Article,
    #[kinfolk(join)]
    author: Author,
    tags: Vec<Tag>,
    remarks: Vec<JoinedRemark>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = remarks)]
pub struct JoinedRemark {
    #[diesel(embed)]
    remark: Remark,
    #[kinfolk(join)]
    author: Author,
}

#[derive(Debug, Projection)]
#[diesel(table_name = parents)]
pub struct Family {
    #[diesel(embed)]
    parent: Parent,
    children: Vec<Child>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
pub struct AuthoredHeadline {
    #[diesel(embed)]
    headline: Headline,
    author: Author,
}

macro_rules! loads {
    ($module:ident: $connection:ident, $load:ident $(, $async:tt, $await:tt)?) => {
        pub mod $module {
            use super::*;
            use kinfolk::$connection;

            pub $($async)? fn trees<C: $connection>(conn: &mut C) -> QueryResult<Vec<UserTree>> {
                conn.$load(UserTree::query())$(.$await)?
            }

            pub $($async)? fn filtered_trees<C: $connection>(conn: &mut C) -> QueryResult<Vec<UserTree>> {
                conn.$load(UserTree::query().filter(users::id.gt(0)))$(.$await)?
            }

            pub $($async)? fn column_trees<C: $connection>(conn: &mut C) -> QueryResult<Vec<UserColumns>> {
                conn.$load(UserColumns::query())$(.$await)?
            }

            pub $($async)? fn page<C: $connection>(conn: &mut C) -> QueryResult<Vec<ArticlePage>> {
                conn.$load(ArticlePage::query().order(articles::id.desc()).limit(20))$(.$await)?
            }

            pub $($async)? fn joined_page<C: $connection>(conn: &mut C) -> QueryResult<Vec<JoinedPage>> {
                conn.$load(JoinedPage::query().order(articles::id.desc()).limit(20))$(.$await)?
            }

            pub $($async)? fn family<C: $connection>(conn: &mut C, id: i32) -> QueryResult<Vec<Family>> {
                conn.$load(Family::query().filter(parents::id.eq(id)))$(.$await)?
            }

            pub $($async)? fn headlines<C: $connection>(conn: &mut C) -> QueryResult<Vec<AuthoredHeadline>> {
                conn.$load(AuthoredHeadline::query())$(.$await)?
            }
        }
    };
}
loads!(plain: Connection, load);
#[cfg(feature = "async")]
loads!(asynchronous: AsyncConnection, load_async, async, await);

impl Sum for UserTree {
    fn sum(&self) -> usize {
        let post = |tree: &PostTree| {
            let comments: usize = tree.comments.iter().map(|c| c.post_id as usize * 7 + c.text.len()).sum();
            tree.post.id as usize * 3 + tree.post.title.len() + comments
        };
        self.user.name.len() + self.posts.iter().map(post).sum::<usize>()
    }
}

impl Sum for UserColumns {
    fn sum(&self) -> usize {
        let post = |post: &PostColumns| {
            let comments: usize = post.comments.iter().map(|c| c.post_id as usize * 7 + c.text.len()).sum();
            post.id as usize * 3 + post.title.len() + comments
        };
        self.name.len() + self.posts.iter().map(post).sum::<usize>()
    }
}

macro_rules! sum_of_pages {
    ($($page:ty, $remark:ty;)*) => {$(
        impl Sum for $page {
            fn sum(&self) -> usize {
                let remark = |remark: &$remark| remark.remark.id as usize + remark.author.email.len();
                let tags: usize = self.tags.iter().map(|tag| tag.id as usize).sum();
                let remarks = self.remarks.iter().map(remark).sum::<usize>();
                self.article.id as usize + self.article.body.len() + self.author.name.len() + tags + remarks
            }
        }
    )*};
}
sum_of_pages! {
    ArticlePage, AuthoredRemark;
    JoinedPage, JoinedRemark;
}

impl Sum for Family {
    fn sum(&self) -> usize {
        let children = self.children.iter().map(|child| child.id as usize + child.name.len());
        self.parent.name.len() + children.sum::<usize>()
    }
}

impl Sum for AuthoredHeadline {
    fn sum(&self) -> usize {
        self.headline.id as usize + self.headline.title.len() + self.author.email.len()
    }
}
