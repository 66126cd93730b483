CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, hair_color TEXT);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    body TEXT
);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    text TEXT NOT NULL
);
CREATE INDEX posts_user ON posts (user_id);
CREATE INDEX comments_post ON comments (post_id);

CREATE TABLE authors (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE remarks (
    id INTEGER PRIMARY KEY NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);
CREATE TABLE tags (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);
CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id)
);
CREATE INDEX articles_author ON articles (author_id);
CREATE INDEX remarks_article ON remarks (article_id);

CREATE TABLE parents (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);
CREATE TABLE children (
    id INTEGER PRIMARY KEY NOT NULL,
    parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE,
    name TEXT NOT NULL
);
CREATE INDEX children_parent ON children (parent_id);

BEGIN;
INSERT INTO tags (id, name) VALUES
    (1, 'tag'), (2, 'tag'), (3, 'tag'), (4, 'tag'), (5, 'tag'), (6, 'tag'), (7, 'tag'), (8, 'tag'), (9, 'tag'), (10, 'tag');
-- 100, 10,000 and 50 rows are pairs of those.
INSERT INTO authors (id, name, email)
    SELECT n.id, 'author ' || n.id, 'author.' || n.id || '@example.org'
    FROM (SELECT (a.id - 1) * 10 + b.id AS id FROM tags a, tags b) n ORDER BY n.id;
INSERT INTO articles (id, author_id, title, body)
    SELECT n.id, n.id * 7 % 100 + 1, 'title ' || n.id, 'the body of article ' || n.id || ' is not long'
    FROM (SELECT (a.id - 1) * 100 + b.id AS id FROM authors a, authors b) n ORDER BY n.id;
DELETE FROM tags;
INSERT INTO tags (id, name) SELECT id, 'tag ' || id FROM authors WHERE id <= 50 ORDER BY id;

INSERT INTO users (id, name, hair_color)
    SELECT id, 'user ' || id, CASE id % 3 WHEN 0 THEN NULL ELSE 'hair colour ' || id END FROM authors ORDER BY id;
INSERT INTO remarks (id, article_id, author_id, body)
    SELECT (n.id - 1) * 10000 + articles.id, articles.id, (articles.id + n.id * 13) % 100 + 1, 'remark ' || n.id
    FROM articles JOIN users n ON n.id <= 20 ORDER BY n.id, articles.id;
INSERT INTO article_tags (article_id, tag_id)
    SELECT articles.id, (articles.id * 3 + n.id) % 50 + 1
    FROM articles JOIN users n ON n.id <= 3 ORDER BY articles.id, n.id;

INSERT INTO parents (id, name) SELECT id, 'parent ' || id FROM articles ORDER BY id;
INSERT INTO children (id, parent_id, name)
    SELECT (n.id - 1) * 10000 + parents.id, parents.id, 'child ' || n.id
    FROM parents JOIN users n ON n.id <= 3 ORDER BY n.id, parents.id;
COMMIT;
