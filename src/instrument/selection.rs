//! Which tables a SELECT reads and which columns it compares with a value: enough to know the relation that it follows.

use super::tokens::Token;
use crate::relation::RelationInfo;

/// A SELECT, seen from far away.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// The tables in FROM and JOIN, as written, schema included.
    pub(super) tables: Vec<String>,
    /// The tables whose columns it returns, where it names them: `users` of `SELECT users.name`.
    returned: Vec<String>,
    /// `(table, column)` where the column must equal a value.
    fixed: Vec<(String, String)>,
}

impl Selection {
    /// Reads a statement; `None` if it is no SELECT.
    pub(super) fn read(tokens: &[Token<'_>]) -> Option<Self> {
        let first = tokens.iter().find(|token| !token.is("("))?;
        if !first.is_word("select") && !first.is_word("with") {
            return None;
        }
        let mut selection = Self::default();
        let mut aliases = Vec::new();
        for at in 0..tokens.len() {
            if starts_source(tokens, at)
                && let Some((table, alias)) = source(&tokens[at + 1..])
            {
                aliases.extend(alias.map(|alias| (alias, table.clone())));
                selection.tables.push(table);
            }
        }
        let resolved = |name: &str| {
            let alias = aliases.iter().find(|(alias, _)| *alias == name);
            alias.map_or(name.to_owned(), |(_, table)| table.clone())
        };
        selection.returned = returned(tokens).into_iter().map(resolved).collect();
        for at in 1..tokens.len() {
            if let Some((qualifier, column)) = fixed_column(tokens, at) {
                let table = qualifier.map(resolved).or_else(|| selection.tables.first().cloned());
                selection.fixed.extend(table.map(|table| (table, column.to_owned())));
            }
        }
        Some(selection)
    }

    /// The relations that such a statement follows for one row.
    pub(super) fn followed(&self, relations: &'static [RelationInfo]) -> Vec<&'static RelationInfo> {
        relations.iter().filter(|relation| self.follows(relation)).collect()
    }

    fn follows(&self, relation: &RelationInfo) -> bool {
        if !self.returns(relation.target) {
            return false;
        }
        let from_key = match relation.through {
            None => self.fixes(relation.target, relation.target_columns),
            Some(through) => self.fixes(through.table, through.owner_columns),
        };
        // By a join that starts at the one owner.
        let from_owner = || {
            relation.owner != relation.target
                && relation.through.is_none_or(|through| self.reads(through.table))
                && self.fixes(relation.owner, relation.owner_columns)
        };
        from_key || from_owner()
    }

    fn returns(&self, table: &str) -> bool {
        let tables = if self.returned.is_empty() { &self.tables } else { &self.returned };
        tables.iter().any(|other| same_table(other, table))
    }

    fn fixes(&self, table: &str, columns: &[&str]) -> bool {
        let is_fixed = |column: &&str| self.fixed.iter().any(|(on, name)| same_table(on, table) && name == column);
        !columns.is_empty() && columns.iter().all(is_fixed)
    }

    /// Whether it reads rows of this table.
    pub(super) fn reads(&self, table: &str) -> bool {
        self.tables.iter().any(|other| same_table(other, table))
    }
}

/// Equal, or equal but for a schema that only one of them names.
fn same_table(left: &str, right: &str) -> bool {
    let unqualified = |name: &str| name.rsplit('.').next().map(str::to_owned);
    left == right || (left.contains('.') != right.contains('.') && unqualified(left) == unqualified(right))
}

fn starts_source(tokens: &[Token<'_>], at: usize) -> bool {
    let is_distinct_from = at > 0 && tokens[at - 1].is_word("distinct");
    tokens[at].is_word("join") || (tokens[at].is_word("from") && !is_distinct_from)
}

/// The tables before the dots between the first SELECT and its FROM.
fn returned<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let Some(start) = tokens.iter().position(|token| token.is_word("select")) else { return Vec::new() };
    let end = (start..tokens.len()).find(|at| starts_source(tokens, *at)).unwrap_or(tokens.len());
    let mut tables: Vec<_> =
        tokens[start..end].windows(3).filter(|three| three[1].is(".")).filter_map(|three| three[0].name()).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// `schema.table AS alias`, perhaps in parentheses.
fn source<'a>(tokens: &[Token<'a>]) -> Option<(String, Option<&'a str>)> {
    const NOT_ALIAS: &[&str] = &[
        "where",
        "inner",
        "left",
        "right",
        "full",
        "cross",
        "natural",
        "join",
        "on",
        "using",
        "group",
        "order",
        "limit",
        "offset",
        "union",
        "except",
        "intersect",
        "having",
        "window",
        "for",
        "fetch",
        "returning",
    ];
    let tokens = &tokens[tokens.iter().position(|token| !token.is("("))?..];
    let mut table = tokens.first()?.name()?.to_owned();
    if table.eq_ignore_ascii_case("select") {
        return None;
    }
    let mut at = 1;
    while let [dot, name, ..] = &tokens[at..]
        && dot.is(".")
        && let Some(name) = name.name()
    {
        table = format!("{table}.{name}");
        at += 2;
    }
    if tokens.get(at).is_some_and(|token| token.is_word("as")) {
        at += 1;
    }
    let alias = tokens.get(at).and_then(Token::name);
    Some((table, alias.filter(|alias| !NOT_ALIAS.iter().any(|word| alias.eq_ignore_ascii_case(word)))))
}

/// `(table, column)` of `column = ?` or `? = column` around the sign at `at`.
fn fixed_column<'a>(tokens: &[Token<'a>], at: usize) -> Option<(Option<&'a str>, &'a str)> {
    let is_comparison = tokens[at].is("=") && !["<", ">", "!"].iter().any(|other| tokens[at - 1].is(other));
    if !is_comparison && !tokens[at].is_word("is") {
        return None;
    }
    let (before, after) = (&tokens[..at], &tokens[at + 1..]);
    if after.first()?.is_value() {
        return match before {
            [.., table, dot, column] if dot.is(".") => Some((table.name(), column.name()?)),
            [.., column] => Some((None, column.name()?)),
            [] => None,
        };
    }
    if !before.last()?.is_value() {
        return None;
    }
    match after {
        [table, dot, column, ..] if dot.is(".") => Some((table.name(), column.name()?)),
        [column, ..] => Some((None, column.name()?)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::relation::{RelationKind, ThroughInfo};

    const AUTHOR: RelationInfo = RelationInfo {
        name: "author",
        module: "articles",
        kind: RelationKind::BelongsTo,
        owner: "articles",
        owner_columns: &["author_id"],
        target: "users",
        target_columns: &["id"],
        through: None,
    };
    const TAGS: RelationInfo = RelationInfo {
        name: "tags",
        module: "articles",
        kind: RelationKind::ManyToMany,
        owner: "articles",
        owner_columns: &["id"],
        target: "tags",
        target_columns: &["id"],
        through: Some(ThroughInfo {
            table: "article_tags",
            owner_columns: &["article_id"],
            target_columns: &["tag_id"],
        }),
    };
    const LINKS: RelationInfo = RelationInfo {
        name: "article_tags",
        module: "articles",
        kind: RelationKind::HasMany,
        owner: "articles",
        owner_columns: &["id"],
        target: "article_tags",
        target_columns: &["article_id"],
        through: None,
    };
    static RELATIONS: &[RelationInfo] = &[AUTHOR, TAGS, LINKS];

    fn followed(sql: &str) -> Vec<&'static str> {
        let selection = Selection::read(&tokens(sql)).unwrap_or_default();
        selection.followed(RELATIONS).iter().map(|relation| relation.name).collect()
    }

    #[test]
    fn a_relation_is_known_by_the_columns_that_are_fixed() {
        for (sql, expected) in [
            ("SELECT `users`.`id` FROM `users` WHERE (`users`.`id` = ?) LIMIT ?", &["author"][..]),
            ("SELECT * FROM users WHERE id = 5", &["author"]),
            ("SELECT * FROM \"public\".\"users\" AS \"u\" WHERE $1 = \"u\".\"id\"", &["author"]),
            ("SELECT * FROM users WHERE id >= 5", &[]),
            ("SELECT * FROM users WHERE id = other", &[]),
            ("SELECT * FROM users WHERE id IN (?)", &[]),
            ("SELECT * FROM articles WHERE id = ?", &[]),
            ("UPDATE users SET name = ? WHERE id = ?", &[]),
            (
                "SELECT COUNT(*), `tags`.`name` FROM (`tags` INNER JOIN `article_tags` ON (`article_tags`.`tag_id` = `tags`.`id`)) \
              WHERE (`article_tags`.`article_id` = ?)",
                &["tags"],
            ),
            (
                "SELECT tags.id FROM tags WHERE id IN (SELECT tag_id FROM article_tags t WHERE t.article_id = ?)",
                &["tags"],
            ),
            (
                "SELECT `tags`.`id` FROM (`tags` INNER JOIN `article_tags` ON (`tags`.`id` = `article_tags`.`tag_id`)) \
                 WHERE (`article_tags`.`article_id` = ?)",
                &["tags"],
            ),
            (
                "SELECT t.id FROM articles a JOIN article_tags l ON l.article_id = a.id JOIN tags t ON l.tag_id = t.id \
                 WHERE a.id = ?",
                &["tags"],
            ),
            ("SELECT article_id FROM article_tags WHERE article_id = ?", &["article_tags"]),
            ("SELECT a IS DISTINCT FROM b FROM", &[]),
        ] {
            assert_eq!(followed(sql), expected, "{sql}");
        }
    }
}
