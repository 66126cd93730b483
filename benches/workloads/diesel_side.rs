//! The workloads with Diesel by hand: associations for to-many, joins for to-one.

use super::Sum;
use super::models::*;
use super::schema::tables::*;
use diesel::{BelongingToDsl, ExpressionMethods, GroupedBy, QueryDsl, QueryResult, SelectableHelper};

pub type Tree = (User, Vec<(Post, Vec<Comment>)>);
pub type Page = (Article, Author, Vec<Tag>, Vec<(Remark, Author)>);
pub type Family = (Parent, Vec<Child>);

/// The loads on a Diesel connection.
pub trait ByHand {
    fn trees(&mut self) -> QueryResult<Vec<Tree>>;
    fn filtered_trees(&mut self) -> QueryResult<Vec<Tree>>;
    fn page(&mut self) -> QueryResult<Vec<Page>>;
    /// As for several parents, which is what an association costs even when there is one.
    fn family(&mut self, id: i32) -> QueryResult<Vec<Family>>;
    /// With the children of exactly one parent.
    fn only_family(&mut self, id: i32) -> QueryResult<Vec<Family>>;
    fn headlines(&mut self) -> QueryResult<Vec<(Headline, Author)>>;
}

/// The same on an async connection, one query after the other.
#[cfg(feature = "async")]
pub trait ByHandAsync {
    async fn trees(&mut self) -> QueryResult<Vec<Tree>>;
    async fn filtered_trees(&mut self) -> QueryResult<Vec<Tree>>;
    async fn page(&mut self) -> QueryResult<Vec<Page>>;
    async fn family(&mut self, id: i32) -> QueryResult<Vec<Family>>;
    async fn only_family(&mut self, id: i32) -> QueryResult<Vec<Family>>;
    async fn headlines(&mut self) -> QueryResult<Vec<(Headline, Author)>>;
}

/// Diesel's types differ by database and by library too much for one generic function; the text is the same.
macro_rules! by_hand {
    ($trait:ident for $connection:ty, $library:ident $(, $async:tt, $await:tt)?) => {
        const _: () = {
            use $library::RunQueryDsl as _;

            $($async)? fn below(users: Vec<User>, conn: &mut $connection) -> QueryResult<Vec<Tree>> {
                let posts: Vec<Post> = Post::belonging_to(&users).select(Post::as_select()).load(conn)$(.$await)??;
                let comments: Vec<Comment> =
                    Comment::belonging_to(&posts).select(Comment::as_select()).load(conn)$(.$await)??;
                let comments = comments.grouped_by(&posts);
                let posts = posts.into_iter().zip(comments).grouped_by(&users);
                Ok(users.into_iter().zip(posts).collect())
            }

            impl $trait for $connection {
                $($async)? fn trees(&mut self) -> QueryResult<Vec<Tree>> {
                    let users = users::table.select(User::as_select()).load(self)$(.$await)??;
                    below(users, self)$(.$await)?
                }

                $($async)? fn filtered_trees(&mut self) -> QueryResult<Vec<Tree>> {
                    let users =
                        users::table.filter(users::id.gt(0)).select(User::as_select()).load(self)$(.$await)??;
                    below(users, self)$(.$await)?
                }

                $($async)? fn page(&mut self) -> QueryResult<Vec<Page>> {
                    let (articles, authors): (Vec<_>, Vec<_>) = articles::table
                        .inner_join(authors::table)
                        .order(articles::id.desc())
                        .limit(20)
                        .select((Article::as_select(), Author::as_select()))
                        .load::<(Article, Author)>(self)
                        $(.$await)??
                        .into_iter()
                        .unzip();
                    let tags = ArticleTag::belonging_to(&articles)
                        .inner_join(tags::table)
                        .select((ArticleTag::as_select(), Tag::as_select()))
                        .load::<(ArticleTag, Tag)>(self)
                        $(.$await)??
                        .grouped_by(&articles);
                    let remarks = Remark::belonging_to(&articles)
                        .inner_join(authors::table)
                        .select((Remark::as_select(), Author::as_select()))
                        .load::<(Remark, Author)>(self)
                        $(.$await)??
                        .grouped_by(&articles);
                    let parents = articles.into_iter().zip(authors);
                    let page = parents.zip(tags).zip(remarks).map(|(((article, author), tags), remarks)| {
                        (article, author, tags.into_iter().map(|(_, tag)| tag).collect(), remarks)
                    });
                    Ok(page.collect())
                }

                $($async)? fn family(&mut self, id: i32) -> QueryResult<Vec<Family>> {
                    let parents: Vec<Parent> =
                        parents::table.filter(parents::id.eq(id)).select(Parent::as_select()).load(self)$(.$await)??;
                    let children: Vec<Child> =
                        Child::belonging_to(&parents).select(Child::as_select()).load(self)$(.$await)??;
                    let children = children.grouped_by(&parents);
                    Ok(parents.into_iter().zip(children).collect())
                }

                $($async)? fn only_family(&mut self, id: i32) -> QueryResult<Vec<Family>> {
                    let parent: Parent =
                        parents::table.find(id).select(Parent::as_select()).first(self)$(.$await)??;
                    let children: Vec<Child> =
                        Child::belonging_to(&parent).select(Child::as_select()).load(self)$(.$await)??;
                    Ok(vec![(parent, children)])
                }

                $($async)? fn headlines(&mut self) -> QueryResult<Vec<(Headline, Author)>> {
                    let headlines = articles::table.inner_join(authors::table);
                    headlines.select((Headline::as_select(), Author::as_select())).load(self)$(.$await)?
                }
            }
        };
    };
}
by_hand!(ByHand for diesel::SqliteConnection, diesel);
#[cfg(feature = "postgres")]
by_hand!(ByHand for diesel::PgConnection, diesel);
#[cfg(feature = "mysql")]
by_hand!(ByHand for diesel::MysqlConnection, diesel);
#[cfg(all(feature = "postgres", feature = "async"))]
by_hand!(ByHandAsync for diesel_async::AsyncPgConnection, diesel_async, async, await);
#[cfg(all(feature = "mysql", feature = "async"))]
by_hand!(ByHandAsync for diesel_async::AsyncMysqlConnection, diesel_async, async, await);

impl Sum for Tree {
    fn sum(&self) -> usize {
        let (user, posts) = self;
        let post = |(post, comments): &(Post, Vec<Comment>)| {
            let comments: usize = comments.iter().map(|c| c.post_id as usize * 7 + c.text.len()).sum();
            post.id as usize * 3 + post.title.len() + comments
        };
        user.name.len() + posts.iter().map(post).sum::<usize>()
    }
}

impl Sum for Page {
    fn sum(&self) -> usize {
        let (article, author, tags, remarks) = self;
        let tags: usize = tags.iter().map(|tag| tag.id as usize).sum();
        let remarks: usize = remarks.iter().map(|(remark, author)| remark.id as usize + author.email.len()).sum();
        article.id as usize + article.body.len() + author.name.len() + tags + remarks
    }
}

impl Sum for Family {
    fn sum(&self) -> usize {
        let (parent, children) = self;
        parent.name.len() + children.iter().map(|child| child.id as usize + child.name.len()).sum::<usize>()
    }
}

impl Sum for (Headline, Author) {
    fn sum(&self) -> usize {
        let (headline, author) = self;
        headline.id as usize + headline.title.len() + author.email.len()
    }
}
