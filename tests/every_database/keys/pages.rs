//! A table that is tied to itself by text keys: as a tree, and by links in both directions.

use super::models::Page;
use super::schema::*;
use crate::database::{Conn, nul};
use diesel::insert_into;
use diesel::prelude::*;
use kinfolk::prelude::*;

/// A root, two pages below it, and one below each of these; each page links to the two that follow it.
const SLUGS: [&str; 5] = ["", "a'\\", concat!("b", nul!()), concat!(nul!(), nul!()), "ж"];

fn connect_with_rows() -> Conn {
    let mut conn = connect();
    for (at, slug) in SLUGS.into_iter().enumerate() {
        let parent_slug = at.checked_sub(1).map(|before| SLUGS[before / 2].to_owned());
        insert_into(pages::table).values(Page { slug: slug.into(), parent_slug }).execute(&mut conn).unwrap();
        for to in SLUGS.iter().skip(at + 1).take(2) {
            insert_into(page_links::table)
                .values((page_links::from_slug.eq(slug), page_links::to_slug.eq(to)))
                .execute(&mut conn)
                .unwrap();
        }
    }
    conn
}

fn sorted(mut slugs: Vec<&'static str>) -> Vec<&'static str> {
    slugs.sort_unstable();
    slugs
}

fn slugs(pages: &[Page]) -> Vec<&str> {
    pages.iter().map(|page| page.slug.as_str()).collect()
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = pages)]
#[diesel(check_for_backend(crate::database::Db))]
struct Site {
    slug: String,
    links: Vec<Page>,
    #[kinfolk(recursive)]
    children: Vec<Site>,
}

fn site(at: usize) -> Site {
    let children = sorted(SLUGS.into_iter().skip(at * 2 + 1).take(2).collect());
    let position = |slug: &str| SLUGS.iter().position(|other| *other == slug).unwrap();
    let links = sorted(SLUGS.into_iter().skip(at + 1).take(2).collect());
    let page = |slug: &str| Page {
        slug: slug.to_owned(),
        parent_slug: position(slug).checked_sub(1).map(|before| SLUGS[before / 2].to_owned()),
    };
    Site {
        slug: SLUGS[at].to_owned(),
        links: links.into_iter().map(page).collect(),
        children: children.into_iter().map(|slug| site(position(slug))).collect(),
    }
}

#[test]
fn trees() {
    let conn = &mut connect_with_rows();
    let root = Site::query().filter(pages::parent_slug.is_null()).load(conn).unwrap();
    assert_eq!(root, [site(0)]);
    let all = Site::query().load(conn).unwrap();
    for (at, slug) in SLUGS.iter().enumerate() {
        assert_eq!(all.iter().find(|site| site.slug == *slug), Some(&site(at)));
    }
}

#[test]
fn links_in_both_directions() {
    let conn = &mut connect_with_rows();
    let rows: Vec<(Page, (Vec<(Page, Vec<Page>)>, Vec<Page>))> = pages::table
        .include((pages::rel::links.include(pages::rel::linked_from), pages::rel::linked_from))
        .load(conn)
        .unwrap();
    assert_eq!(rows.len(), SLUGS.len());
    let before = |at: usize| sorted(SLUGS[at.saturating_sub(2)..at].to_vec());
    for (page, (links, linked_from)) in rows {
        let at = SLUGS.iter().position(|slug| *slug == page.slug).unwrap();
        assert_eq!(slugs(&linked_from), before(at));
        let targets: Vec<&str> = links.iter().map(|link| link.0.slug.as_str()).collect();
        assert_eq!(targets, sorted(SLUGS.into_iter().skip(at + 1).take(2).collect()));
        for (target, back) in &links {
            assert_eq!(slugs(back), before(SLUGS.iter().position(|slug| *slug == target.slug).unwrap()));
        }
        let followed: Vec<Page> = page.links().order(pages::slug).load(conn).unwrap();
        assert_eq!(slugs(&followed), targets);
        let followed: Vec<Page> = page.linked_from().order(pages::slug).load(conn).unwrap();
        assert_eq!(followed, linked_from);
    }
}

#[test]
fn a_many_to_many_with_itself_needs_an_alias_in_joins_and_subqueries() {
    let conn = &mut connect_with_rows();
    let (links, linked_from) = (pages::rel::links.aliased(), pages::rel::linked_from.aliased());
    let counts: Vec<(String, i64, i64, bool)> = pages::table
        .select((
            pages::slug,
            links.count(),
            linked_from.filter(linked_from.field(pages::parent_slug).is_null()).count(),
            links.filter(links.field(pages::slug).eq("ж")).exists(),
        ))
        .load(conn)
        .unwrap();
    for (slug, linked, linked_from_root, to_last) in counts {
        let at = SLUGS.iter().position(|other| *other == slug).unwrap();
        assert_eq!(linked, (SLUGS.len() - at - 1).min(2) as i64, "{slug:?}");
        // The root is the first, and links to the two that follow it.
        assert_eq!((linked_from_root, to_last), (i64::from(at == 1 || at == 2), at == 2 || at == 3), "{slug:?}");
    }
    let pairs: Vec<(String, String)> = pages::table
        .join(links)
        .order((pages::slug, links.field(pages::slug)))
        .select((pages::slug, links.field(pages::slug)))
        .load(conn)
        .unwrap();
    let mut expected: Vec<_> = (0..SLUGS.len())
        .flat_map(|at| SLUGS.into_iter().skip(at + 1).take(2).map(move |to| (SLUGS[at].to_owned(), to.to_owned())))
        .collect();
    expected.sort_unstable();
    assert_eq!(pairs, expected);
}
