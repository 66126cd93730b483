//! Users with what they wrote, their countries by text keys, and their teams.

use super::rows::{tags_of, user};
use super::{check_roots, random_blogs, sent};
use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::Conn;
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Written {
    #[diesel(embed)]
    article: Article,
    tags: Vec<Tag>,
    comments: Vec<Remark>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = members)]
struct Leader {
    id: i32,
    user: Rc<User>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = teams)]
struct TeamOf {
    name: String,
    leader: Option<Leader>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = users)]
struct Person {
    #[diesel(embed)]
    user: User,
    profile: Option<Box<Profile>>,
    country: Option<Country>,
    #[kinfolk(rel = authored_articles, order = (articles::views.desc(), articles::id))]
    written: Vec<Written>,
    #[kinfolk(filter = articles::published.eq(true))]
    edited_articles: Vec<Arc<Article>>,
    teams: Vec<TeamOf>,
}

fn written(conn: &mut Conn, article: Article) -> Written {
    let comments = comments::table
        .filter(comments::article_id.eq(article.id))
        .order(comments::id)
        .select(Remark::as_select())
        .load(conn);
    Written { tags: tags_of(conn, article.id), comments: comments.unwrap(), article }
}

fn team(conn: &mut Conn, (name, leader): (String, Option<i32>)) -> TeamOf {
    let leader = leader.map(|id| {
        let of: i32 = members::table.find(id).select(members::user_id).first(conn).unwrap();
        Leader { id, user: Rc::new(user(conn, of)) }
    });
    TeamOf { name, leader }
}

fn person(conn: &mut Conn, row: &User) -> Person {
    let country = row.country_code.as_ref().map(|code| {
        countries::table.filter(countries::code.eq(code)).select(Country::as_select()).first(conn).unwrap()
    });
    let authored: Vec<Article> = articles::table
        .filter(articles::author_id.eq(row.id))
        .order((articles::views.desc(), articles::id))
        .select(Article::as_select())
        .load(conn)
        .unwrap();
    let edited: Vec<Article> = articles::table
        .filter(articles::editor_id.eq(row.id).and(articles::published.eq(true)))
        .order(articles::id)
        .select(Article::as_select())
        .load(conn)
        .unwrap();
    let teams: Vec<(String, Option<i32>)> = members::table
        .inner_join(teams::table.on(teams::id.eq(members::team_id)))
        .filter(members::user_id.eq(row.id))
        .order(teams::id)
        .select((teams::name, teams::leader_id))
        .load(conn)
        .unwrap();
    let profile = profiles::table.filter(profiles::user_id.eq(row.id)).select(Profile::as_select()).first(conn);
    Person {
        user: row.clone(),
        profile: profile.optional().unwrap().map(Box::new),
        country,
        written: authored.into_iter().map(|article| written(conn, article)).collect(),
        edited_articles: edited.into_iter().map(Arc::new).collect(),
        teams: teams.into_iter().map(|row| team(conn, row)).collect(),
    }
}

fn queries(people: &[Person]) -> usize {
    let countries = people.iter().filter(|person| person.country.is_some()).count();
    let written = people.iter().flat_map(|person| &person.written).count();
    let leaders = people.iter().flat_map(|person| &person.teams).filter(|team| team.leader.is_some()).count();
    1 + sent(people.len(), 4) + sent(countries, 1) + sent(written, 2) + sent(leaders, 2)
}

#[test]
fn with_all_they_did() {
    assert_eq!(Person::QUERIES, 10);
    random_blogs(|conn, count, ask| check_roots!(conn, count, ask, Person, User, users.id, person, queries));
}

#[test]
fn more_than_once() {
    random_blogs(|conn, _, _| {
        let rows = users::table
            .join(users::rel::authored_articles)
            .order(articles::id.desc())
            .project::<Person>()
            .load(conn)
            .unwrap();
        let models: Vec<User> = users::table
            .inner_join(articles::table.on(articles::author_id.eq(users::id)))
            .order(articles::id.desc())
            .select(User::as_select())
            .load(conn)
            .unwrap();
        assert_eq!(rows, models.iter().map(|row| person(conn, row)).collect::<Vec<_>>());
    });
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = countries)]
struct Population {
    id: i32,
    users: Vec<User>,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = countries)]
struct CountryRow {
    id: i32,
    code: String,
}

fn population(conn: &mut Conn, country: &CountryRow) -> Population {
    let users = users::table
        .filter(users::country_code.eq(&country.code))
        .order(users::id)
        .select(User::as_select())
        .load(conn);
    Population { id: country.id, users: users.unwrap() }
}

#[test]
fn of_countries_named_by_any_text() {
    random_blogs(|conn, count, ask| {
        let queries = |rows: &[Population]| 1 + sent(rows.len(), 1);
        check_roots!(conn, count, ask, Population, CountryRow, countries.id, population, queries);
    });
}
