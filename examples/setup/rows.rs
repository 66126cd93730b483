//! The rows of the blog.

use super::schema::*;
use diesel::dsl::insert_into;
use diesel::prelude::*;

/// Inserts them, with plain Diesel.
pub fn fill_in(conn: &mut SqliteConnection) -> QueryResult<()> {
    conn.transaction(|conn| {
        people(conn)?;
        writing(conn)?;
        talk(conn)
    })
}

fn people(conn: &mut SqliteConnection) -> QueryResult<()> {
    use countries::code;
    insert_into(countries::table)
        .values([(code.eq("NO"), countries::name.eq("Norway")), (code.eq("PE"), countries::name.eq("Peru"))])
        .execute(conn)?;
    let user = |id: i32, name: &'static str, email: &'static str, country: Option<&'static str>| {
        (users::id.eq(id), users::name.eq(name), users::email.eq(email), users::country_code.eq(country))
    };
    insert_into(users::table)
        .values([
            user(1, "Ann", "ann@example.com", Some("NO")),
            user(2, "Bob", "bob@example.com", None),
            user(3, "Cid", "cid@example.org", Some("PE")),
        ])
        .execute(conn)?;
    insert_into(profiles::table)
        .values((profiles::user_id.eq(1), profiles::bio.eq("writes about data")))
        .execute(conn)?;
    insert_into(teams::table)
        .values([(teams::id.eq(1), teams::name.eq("desk")), (teams::id.eq(2), teams::name.eq("web"))])
        .execute(conn)?;
    let member =
        |id: i32, team: i32, user: i32| (members::id.eq(id), members::team_id.eq(team), members::user_id.eq(user));
    insert_into(members::table).values([member(1, 1, 1), member(2, 1, 2), member(3, 2, 2)]).execute(conn)?;
    diesel::update(teams::table.find(1)).set(teams::leader_id.eq(1)).execute(conn)?;
    Ok(())
}

fn writing(conn: &mut SqliteConnection) -> QueryResult<()> {
    let category = |id: i32, name: &'static str, parent: Option<i32>| {
        (categories::id.eq(id), categories::name.eq(name), categories::parent_id.eq(parent))
    };
    insert_into(categories::table)
        .values([
            category(1, "programming", None),
            category(2, "rust", Some(1)),
            category(3, "databases", Some(1)),
            category(4, "macros", Some(2)),
        ])
        .execute(conn)?;
    let article =
        |id: i32, author: i32, editor: Option<i32>, category: Option<i32>, title: &'static str, views: i32| {
            (
                articles::id.eq(id),
                articles::author_id.eq(author),
                articles::editor_id.eq(editor),
                articles::category_id.eq(category),
                articles::title.eq(title),
                articles::body.eq("…"),
                articles::published.eq(id != 3),
                articles::views.eq(views),
            )
        };
    insert_into(articles::table)
        .values([
            article(1, 1, Some(2), Some(3), "Foreign keys are enough", 120),
            article(2, 1, None, Some(4), "Macros that read like prose", 80),
            article(3, 2, Some(1), None, "A draft", 0),
            article(4, 2, Some(3), Some(2), "Zero-sized values", 40),
        ])
        .execute(conn)?;
    insert_into(tags::table)
        .values([
            (tags::id.eq(1), tags::name.eq("database")),
            (tags::id.eq(2), tags::name.eq("rust")),
            (tags::id.eq(3), tags::name.eq("unused")),
        ])
        .execute(conn)?;
    let link = |article: i32, tag: i32| (article_tags::article_id.eq(article), article_tags::tag_id.eq(tag));
    insert_into(article_tags::table).values([link(1, 1), link(1, 2), link(2, 2), link(4, 2)]).execute(conn)?;
    let revision = |article: i32, number: i32, body: &'static str| {
        (
            article_revisions::article_id.eq(article),
            article_revisions::number.eq(number),
            article_revisions::body.eq(body),
        )
    };
    insert_into(article_revisions::table)
        .values([revision(1, 1, "first draft"), revision(1, 2, "shorter"), revision(2, 1, "first draft")])
        .execute(conn)?;
    let note = |article: i32, number: i32, text: &'static str| {
        (revision_notes::article_id.eq(article), revision_notes::number.eq(number), revision_notes::note.eq(text))
    };
    insert_into(revision_notes::table)
        .values([note(1, 1, "too long"), note(1, 2, "better"), note(1, 2, "go")])
        .execute(conn)?;
    Ok(())
}

fn talk(conn: &mut SqliteConnection) -> QueryResult<()> {
    let comment = |id: i32, article: i32, author: Option<i32>, parent: Option<i32>, body: &'static str| {
        (
            comments::id.eq(id),
            comments::article_id.eq(article),
            comments::author_id.eq(author),
            comments::parent_id.eq(parent),
            comments::body.eq(body),
        )
    };
    insert_into(comments::table)
        .values([
            comment(1, 1, Some(3), None, "What about self-references?"),
            comment(2, 1, Some(1), Some(1), "They are relations too."),
            comment(3, 1, None, Some(2), "Even trees of them?"),
            comment(4, 1, Some(1), Some(3), "This thread is one."),
            comment(5, 1, Some(2), None, "Well said."),
            comment(6, 2, Some(2), None, "First!"),
        ])
        .execute(conn)?;
    let reaction = |user: i32, article: Option<i32>, comment: Option<i32>, kind: &'static str| {
        (
            reactions::user_id.eq(user),
            reactions::article_id.eq(article),
            reactions::comment_id.eq(comment),
            reactions::kind.eq(kind),
        )
    };
    insert_into(reactions::table)
        .values([
            reaction(2, Some(1), None, "like"),
            reaction(3, Some(1), None, "like"),
            reaction(3, None, Some(4), "laugh"),
            reaction(1, Some(4), None, "like"),
        ])
        .execute(conn)?;
    Ok(())
}
