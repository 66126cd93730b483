//! Random blogs, and random questions about them.

use crate::blog::schema::*;
use crate::database::{Conn, defer_foreign_keys, nul, reused};
use diesel::prelude::*;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What a blog is made of. A reference is any number: it means the row at that number modulo the rows there are.
#[derive(Debug, Clone)]
pub(super) struct Blog {
    codes: BTreeSet<String>,
    /// Country of each user.
    users: Vec<Option<u8>>,
    profiles: Vec<u8>,
    /// Parent of each category.
    categories: Vec<Option<u8>>,
    /// Author, editor, category, published, views.
    articles: Vec<(u8, Option<u8>, Option<u8>, bool, u8)>,
    tags: u8,
    article_tags: Vec<(u8, u8)>,
    /// Article, author, parent.
    comments: Vec<(u8, Option<u8>, Option<u8>)>,
    /// Article and number.
    revisions: Vec<(u8, u8)>,
    notes: Vec<u8>,
    /// Leader of each team.
    teams: Vec<Option<u8>>,
    members: Vec<(u8, u8)>,
}

/// Which rows are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    /// Keys below this one are left out.
    pub(super) from: Option<i32>,
    pub(super) descending: bool,
    pub(super) limit: Option<i64>,
    pub(super) offset: Option<i64>,
    pub(super) top: u32,
}

pub(super) fn ask() -> impl Strategy<Value = Ask> {
    (option::of(0..20_i32), any::<bool>(), option::of(0..8_i64), option::of(0..4_i64), 0..4_u32)
        .prop_map(|(from, descending, limit, offset, top)| Ask { from, descending, limit, offset, top })
}

/// A code that is hard to quote, to compare or to send.
fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(any::<char>(), 0..6).prop_map(|text| String::from_iter(text).replace('\0', nul!())),
        Just(String::new()),
        Just("7".to_owned()),
        Just("07".to_owned()),
        Just("7.0".to_owned()),
        Just("null".to_owned()),
        Just("O'Neil said \"\\ hi\"".to_owned()),
        Just(concat!("a", nul!(), "b").to_owned()),
        Just("a".to_owned()),
        Just("Ёж 🦔 e\u{301}".to_owned()),
    ]
}

pub(super) fn blog() -> impl Strategy<Value = Blog> {
    let some = || option::weighted(0.7, any::<u8>());
    let people = (btree_set(code(), 0..5), vec(some(), 0..8), vec(any::<u8>(), 0..6), vec(some(), 0..10));
    let texts = (
        vec((any::<u8>(), some(), some(), any::<bool>(), 0..3_u8), 0..12),
        0..5_u8,
        vec((any::<u8>(), any::<u8>()), 0..20),
        vec((any::<u8>(), some(), some()), 0..30),
    );
    let rest = (
        vec((any::<u8>(), 0..3_u8), 0..8),
        vec(any::<u8>(), 0..12),
        vec(some(), 0..4),
        vec((any::<u8>(), any::<u8>()), 0..8),
    );
    (people, texts, rest).prop_map(|(people, texts, rest)| Blog {
        codes: people.0,
        users: people.1,
        profiles: people.2,
        categories: people.3,
        articles: texts.0,
        tags: texts.1,
        article_tags: texts.2,
        comments: texts.3,
        revisions: rest.0,
        notes: rest.1,
        teams: rest.2,
        members: rest.3,
    })
}

/// Keys with gaps, and in another order than the rows: 31 is a prime.
fn key(index: usize) -> i32 {
    i32::try_from(index * 7 % 31).unwrap() + 1
}

fn pick(rows: usize, reference: u8) -> Option<usize> {
    (rows > 0).then(|| usize::from(reference) % rows)
}

fn pick_key(rows: usize, reference: Option<u8>) -> Option<i32> {
    pick(rows, reference?).map(key)
}

impl Blog {
    /// The blog as a database.
    pub(super) fn connect(&self) -> Conn {
        let mut conn = reused();
        conn.transaction(|conn| self.insert(conn)).unwrap();
        conn
    }

    fn insert(&self, conn: &mut Conn) -> QueryResult<()> {
        // Teams and members point at each other.
        defer_foreign_keys(conn)?;
        self.insert_people(conn)?;
        self.insert_articles(conn)?;
        self.insert_teams(conn)
    }

    fn insert_people(&self, conn: &mut Conn) -> QueryResult<()> {
        let codes: Vec<_> = self.codes.iter().collect();
        let rows: Vec<_> = codes.iter().map(|code| (countries::code.eq(*code), countries::name.eq("…"))).collect();
        diesel::insert_into(countries::table).values(rows).execute(conn)?;
        let rows = self.users.iter().enumerate().map(|(index, country)| {
            let country = country.and_then(|country| pick(codes.len(), country)).map(|index| codes[index]);
            let name = format!("user {index}");
            (
                users::id.eq(key(index)),
                users::email.eq(name.clone()),
                users::name.eq(name),
                users::country_code.eq(country),
            )
        });
        diesel::insert_into(users::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        let owners: BTreeSet<_> = self.profiles.iter().filter_map(|user| pick(self.users.len(), *user)).collect();
        let rows: Vec<_> =
            owners.into_iter().map(|user| (profiles::user_id.eq(key(user)), profiles::bio.eq(""))).collect();
        diesel::insert_into(profiles::table).values(rows).execute(conn)?;
        let rows = self.categories.iter().enumerate().map(|(index, parent)| {
            // The parent is an earlier row: a tree.
            let parent = pick_key(index, *parent);
            (categories::id.eq(key(index)), categories::name.eq(format!("{index}")), categories::parent_id.eq(parent))
        });
        diesel::insert_into(categories::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        Ok(())
    }

    /// How many articles there are: none without users.
    fn article_count(&self) -> usize {
        if self.users.is_empty() { 0 } else { self.articles.len() }
    }

    fn insert_articles(&self, conn: &mut Conn) -> QueryResult<()> {
        let people = self.users.len();
        let rows =
            self.articles.iter().enumerate().filter_map(|(index, (author, editor, category, published, views))| {
                Some((
                    articles::id.eq(key(index)),
                    articles::author_id.eq(pick_key(people, Some(*author))?),
                    articles::editor_id.eq(pick_key(people, *editor)),
                    articles::category_id.eq(pick_key(self.categories.len(), *category)),
                    articles::title.eq(format!("article {index}")),
                    articles::body.eq(""),
                    articles::published.eq(*published),
                    articles::views.eq(i32::from(*views)),
                ))
            });
        diesel::insert_into(articles::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        let count = self.article_count();
        let rows: Vec<_> =
            (0..self.tags).map(|tag| (tags::id.eq(key(tag.into())), tags::name.eq(format!("tag {tag}")))).collect();
        diesel::insert_into(tags::table).values(rows).execute(conn)?;
        let links: BTreeSet<_> = self
            .article_tags
            .iter()
            .filter_map(|(article, tag)| Some((pick(count, *article)?, pick(self.tags.into(), *tag)?)))
            .collect();
        let links =
            links.into_iter().map(|(a, t)| (article_tags::article_id.eq(key(a)), article_tags::tag_id.eq(key(t))));
        diesel::insert_into(article_tags::table).values(links.collect::<Vec<_>>()).execute(conn)?;
        let rows = self.comments.iter().enumerate().filter_map(|(index, (article, author, parent))| {
            Some((
                comments::id.eq(key(index)),
                comments::article_id.eq(pick_key(count, Some(*article))?),
                comments::author_id.eq(pick_key(people, *author)),
                comments::parent_id.eq(pick_key(index, *parent)),
                comments::body.eq(format!("comment {index}")),
            ))
        });
        diesel::insert_into(comments::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        let revisions: BTreeSet<_> =
            self.revisions.iter().filter_map(|(article, number)| Some((pick(count, *article)?, *number))).collect();
        let revisions: Vec<_> = revisions.into_iter().map(|(a, number)| (key(a), i32::from(number))).collect();
        let rows = revisions.iter().map(|(article, number)| {
            use article_revisions::dsl;
            (dsl::article_id.eq(*article), dsl::number.eq(*number), dsl::body.eq(format!("{article}/{number}")))
        });
        diesel::insert_into(article_revisions::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        let rows = self.notes.iter().enumerate().filter_map(|(index, revision)| {
            use revision_notes::dsl;
            let (article, number) = revisions[pick(revisions.len(), *revision)?];
            Some((dsl::id.eq(key(index)), dsl::article_id.eq(article), dsl::number.eq(number), dsl::note.eq("…")))
        });
        diesel::insert_into(revision_notes::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        Ok(())
    }

    fn insert_teams(&self, conn: &mut Conn) -> QueryResult<()> {
        let members: BTreeSet<_> = self
            .members
            .iter()
            .filter_map(|(team, user)| Some((pick(self.teams.len(), *team)?, pick(self.users.len(), *user)?)))
            .collect();
        let rows = self.teams.iter().enumerate().map(|(index, leader)| {
            let leader = pick_key(members.len(), *leader);
            (teams::id.eq(key(index)), teams::name.eq(format!("team {index}")), teams::leader_id.eq(leader))
        });
        diesel::insert_into(teams::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        let rows = members.into_iter().enumerate().map(|(index, (team, user))| {
            (members::id.eq(key(index)), members::team_id.eq(key(team)), members::user_id.eq(key(user)))
        });
        diesel::insert_into(members::table).values(rows.collect::<Vec<_>>()).execute(conn)?;
        Ok(())
    }
}
