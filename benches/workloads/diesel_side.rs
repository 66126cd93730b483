//! The workloads with Diesel by hand: associations for to-many, joins for to-one.

use super::models::*;
use super::schema::tables::*;
use diesel::prelude::*;

pub type Tree = (User, Vec<(Post, Vec<Comment>)>);

pub fn trees(conn: &mut SqliteConnection) -> QueryResult<Vec<Tree>> {
    let users = users::table.select(User::as_select()).load(conn)?;
    below(users, conn)
}

pub fn filtered_trees(conn: &mut SqliteConnection) -> QueryResult<Vec<Tree>> {
    let users = users::table.filter(users::id.gt(0)).select(User::as_select()).load(conn)?;
    below(users, conn)
}

fn below(users: Vec<User>, conn: &mut SqliteConnection) -> QueryResult<Vec<Tree>> {
    let posts: Vec<Post> = Post::belonging_to(&users).select(Post::as_select()).load(conn)?;
    let comments: Vec<Comment> = Comment::belonging_to(&posts).select(Comment::as_select()).load(conn)?;
    let comments = comments.grouped_by(&posts);
    let posts = posts.into_iter().zip(comments).grouped_by(&users);
    Ok(users.into_iter().zip(posts).collect())
}

pub fn trees_sum(trees: &[Tree]) -> usize {
    let post = |(post, comments): &(Post, Vec<Comment>)| {
        let comments: usize = comments.iter().map(|c| c.post_id as usize * 7 + c.text.len()).sum();
        post.id as usize * 3 + post.title.len() + comments
    };
    trees.iter().map(|(user, posts)| user.name.len() + posts.iter().map(post).sum::<usize>()).sum()
}

pub type Page = (Article, Author, Vec<Tag>, Vec<(Remark, Author)>);

pub fn page(conn: &mut SqliteConnection) -> QueryResult<Vec<Page>> {
    let (articles, authors): (Vec<_>, Vec<_>) = articles::table
        .inner_join(authors::table)
        .order(articles::id.desc())
        .limit(20)
        .select((Article::as_select(), Author::as_select()))
        .load::<(Article, Author)>(conn)?
        .into_iter()
        .unzip();
    let tags = ArticleTag::belonging_to(&articles)
        .inner_join(tags::table)
        .select((ArticleTag::as_select(), Tag::as_select()))
        .load::<(ArticleTag, Tag)>(conn)?
        .grouped_by(&articles);
    let remarks = Remark::belonging_to(&articles)
        .inner_join(authors::table)
        .select((Remark::as_select(), Author::as_select()))
        .load::<(Remark, Author)>(conn)?
        .grouped_by(&articles);
    let parents = articles.into_iter().zip(authors);
    let page = parents.zip(tags).zip(remarks).map(|(((article, author), tags), remarks)| {
        (article, author, tags.into_iter().map(|(_, tag)| tag).collect(), remarks)
    });
    Ok(page.collect())
}

pub fn page_sum(page: &[Page]) -> usize {
    page.iter()
        .map(|(article, author, tags, remarks)| {
            let tags: usize = tags.iter().map(|tag| tag.id as usize).sum();
            let remarks: usize = remarks.iter().map(|(remark, author)| remark.id as usize + author.email.len()).sum();
            article.id as usize + article.body.len() + author.name.len() + tags + remarks
        })
        .sum()
}

/// As for several parents, which is what an association costs even when there is one.
pub fn family(conn: &mut SqliteConnection, id: i32) -> QueryResult<Vec<(Parent, Vec<Child>)>> {
    let parents: Vec<Parent> = parents::table.filter(parents::id.eq(id)).select(Parent::as_select()).load(conn)?;
    let children: Vec<Child> = Child::belonging_to(&parents).select(Child::as_select()).load(conn)?;
    let children = children.grouped_by(&parents);
    Ok(parents.into_iter().zip(children).collect())
}

/// With the children of exactly one parent.
pub fn only_family(conn: &mut SqliteConnection, id: i32) -> QueryResult<Vec<(Parent, Vec<Child>)>> {
    let parent: Parent = parents::table.find(id).select(Parent::as_select()).first(conn)?;
    let children: Vec<Child> = Child::belonging_to(&parent).select(Child::as_select()).load(conn)?;
    Ok(vec![(parent, children)])
}

pub fn family_sum(families: &[(Parent, Vec<Child>)]) -> usize {
    let children =
        |children: &[Child]| children.iter().map(|child| child.id as usize + child.name.len()).sum::<usize>();
    families.iter().map(|(parent, below)| parent.name.len() + children(below)).sum()
}

pub fn headlines(conn: &mut SqliteConnection) -> QueryResult<Vec<(Headline, Author)>> {
    articles::table.inner_join(authors::table).select((Headline::as_select(), Author::as_select())).load(conn)
}

pub fn headlines_sum(headlines: &[(Headline, Author)]) -> usize {
    headlines.iter().map(|(h, author)| h.id as usize + h.title.len() + author.email.len()).sum()
}
