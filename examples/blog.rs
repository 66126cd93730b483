//! The main job, from nothing to nested rows: `cargo run --example blog`
//!
//! A SQLite database, the migrations of this repository, a blog with every kind of relation, and structs that say what
//! to load. Each load shows its rows, the SQL that was sent and how many queries it took.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::instrument::QueryLog;
use kinfolk::prelude::*;
use setup::models::{Tag, User};
use setup::schema::{
    article_revisions, articles, categories, comments, countries, members, reactions, revision_notes, teams, users,
};
use std::error::Error;

// ---- The plans: each struct says what one load brings. The relations come from the foreign keys in schema.rs. ----

#[derive(Projection)]
#[diesel(table_name = articles)]
struct ArticlePage {
    title: String,
    author: Writer,       // articles.author_id NOT NULL: one
    editor: Option<User>, // articles.editor_id NULL: one or none
    tags: Vec<Tag>,       // through article_tags: many on both sides
    #[kinfolk(filter = comments::parent_id.is_null())]
    comments: Vec<Thread>, // comments.article_id: many, each a tree
    article_revisions: Vec<Revision>, // many, whose key is (article_id, number)
    reactions: Vec<Reaction>,
}

#[derive(Clone, Projection)]
#[diesel(table_name = users)]
struct Writer {
    name: String,
    country: Option<Country>, // users.country_code refers to a UNIQUE column, not to a primary key
    profile: Option<Profile>, // profiles.user_id is UNIQUE: one or none
}

#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    body: String,
    author: Option<User>,
    reactions: Vec<Reaction>,
    #[kinfolk(recursive)]
    replies: Vec<Thread>, // comments.parent_id refers to comments: all levels by one query
}

#[derive(Projection)]
#[diesel(table_name = article_revisions)]
struct Revision {
    number: i32,
    revision_notes: Vec<Note>, // a foreign key of two columns
}

#[derive(Clone, Projection)]
#[diesel(table_name = categories)]
struct Category {
    name: String,
    articles: Vec<Title>,
    #[kinfolk(recursive, order = categories::name)]
    children: Vec<Category>,
}

#[derive(Projection)]
#[diesel(table_name = teams)]
struct Team {
    name: String,
    leader: Option<Member>, // teams -> members …
    members: Vec<Member>,   // … and members -> teams: a circle is no problem
}

#[derive(Clone, Projection)]
#[diesel(table_name = members)]
struct Member {
    user: User,
}

#[derive(Projection)]
#[diesel(table_name = reactions)]
struct ReactionTo {
    kind: String,
    user: User,
    article: Option<Title>, // either an article …
    comment: Option<Words>, // … or a comment: a CHECK in the database sees to that
}

// ---- Models: plain rows, as in any Diesel program. ----

#[derive(Clone, Queryable, Selectable, Model)]
#[diesel(table_name = countries)]
struct Country {
    name: String,
}

#[derive(Clone, Queryable, Selectable, Model)]
#[diesel(table_name = setup::schema::profiles)]
struct Profile {
    bio: String,
}

#[derive(Queryable, Selectable, Model)]
#[diesel(table_name = revision_notes)]
struct Note {
    note: String,
}

#[derive(Clone, Queryable, Selectable, Model)]
#[diesel(table_name = reactions)]
struct Reaction {
    kind: String,
}

#[derive(Clone, Queryable, Selectable, Model)]
#[diesel(table_name = articles)]
struct Title {
    title: String,
}

#[derive(Clone, Queryable, Selectable, Model)]
#[diesel(table_name = comments)]
struct Words {
    body: String,
}

// ---- The program. ----

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut SqliteConnection::establish(":memory:")?;
    diesel::sql_query("PRAGMA foreign_keys = ON").execute(conn)?;

    title("A database, from migrations/sqlite");
    for migration in setup::MIGRATIONS.run(conn)? {
        println!("  applied {}, {} statements", migration.name, migration.statements);
    }
    setup::fill_in(conn)?;

    let log = QueryLog::new();
    log.install(conn);

    title("Pages: ArticlePage::query().filter(…).order(…).load(conn)");
    let pages: Vec<ArticlePage> =
        ArticlePage::query().filter(articles::published.eq(true)).order(articles::views.desc()).load(conn)?;
    assert_eq!(pages.len(), 3);
    pages.iter().for_each(print_page);
    count(&log, ArticlePage::QUERIES);

    title("A tree: Category with all that is below it");
    let roots: Vec<Category> = Category::query().filter(categories::parent_id.is_null()).load(conn)?;
    assert_eq!(roots[0].children.len(), 2);
    roots.iter().for_each(|root| print_category(root, 1));
    count(&log, Category::QUERIES);

    title("Two tables that point at each other: teams and their members");
    for team in Team::query().order(teams::id).load(conn)? {
        let names: Vec<_> = team.members.iter().map(|member| member.user.name.as_str()).collect();
        let leader = team.leader.map_or("nobody".into(), |leader| leader.user.name);
        println!("  {}: {}, led by {leader}", team.name, names.join(" and "));
    }
    count(&log, Team::QUERIES);

    title("Either, or: a reaction belongs to an article or to a comment");
    for reaction in ReactionTo::query().order(reactions::id).load(conn)? {
        let to = match (reaction.article, reaction.comment) {
            (Some(article), _) => format!("the article “{}”", article.title),
            (_, Some(comment)) => format!("the comment “{}”", comment.body),
            (None, None) => unreachable!("the CHECK"),
        };
        println!("  {:<5} by {}, of {to}", reaction.kind, reaction.user.name);
    }
    count(&log, ReactionTo::QUERIES);

    println!("\nFurther examples, one idea each: joins, projections, ad_hoc_include, aggregates, … in examples/");
    Ok(())
}

fn print_page(page: &ArticlePage) {
    let Writer { name, country, profile } = &page.author;
    let from = country.as_ref().map_or(String::new(), |country| format!(" from {}", country.name));
    let bio = profile.as_ref().map_or(String::new(), |profile| format!(", who {}", profile.bio));
    let editor = page.editor.as_ref().map_or(String::new(), |editor| format!("; edited by {}", editor.name));
    println!("\n  {}", page.title);
    println!("    by {name}{from}{bio}{editor}");
    let tags: Vec<_> = page.tags.iter().map(|tag| format!("#{}", tag.name)).collect();
    println!("    {}{}", tags.join(" "), kinds(&page.reactions));
    for revision in &page.article_revisions {
        let notes: Vec<_> = revision.revision_notes.iter().map(|note| format!("“{}”", note.note)).collect();
        let said = if notes.is_empty() { String::new() } else { format!(": {}", notes.join(", ")) };
        println!("    revision {}{said}", revision.number);
    }
    page.comments.iter().for_each(|thread| print_thread(thread, 2));
}

fn print_thread(thread: &Thread, depth: usize) {
    let author = thread.author.as_ref().map_or("someone", |author| author.name.as_str());
    println!("{}└ {author}: {}{}", "  ".repeat(depth), thread.body, kinds(&thread.reactions));
    thread.replies.iter().for_each(|reply| print_thread(reply, depth + 1));
}

fn print_category(category: &Category, depth: usize) {
    let titles: Vec<_> = category.articles.iter().map(|article| format!("“{}”", article.title)).collect();
    let line = format!("{}{} {}", "  ".repeat(depth), category.name, titles.join(", "));
    println!("{}", line.trim_end());
    category.children.iter().for_each(|child| print_category(child, depth + 1));
}

fn kinds(reactions: &[Reaction]) -> String {
    reactions.iter().map(|reaction| format!(" ({})", reaction.kind)).collect()
}

fn title(text: &str) {
    println!("\n{text}\n{}", "─".repeat(text.chars().count()));
}

/// Shows what was sent, and that it is as many queries as the type says.
fn count(log: &QueryLog, expected: usize) {
    let sent = log.statements().len();
    assert_eq!(sent, expected);
    println!("\n  {sent} queries, and never more, however many rows there are:");
    setup::show::statements(log);
}
