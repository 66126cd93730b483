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
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100)
INSERT INTO users SELECT i, 'user ' || i, CASE i % 3 WHEN 0 THEN NULL ELSE 'hair colour ' || i END FROM n;
INSERT INTO authors SELECT id, 'author ' || id, 'author.' || id || '@example.org' FROM users;
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
INSERT INTO articles SELECT i, i * 7 % 100 + 1, 'title ' || i, 'the body of article ' || i || ' is not long' FROM n;
INSERT INTO remarks
    SELECT (n.id - 1) * 10000 + articles.id, articles.id, (articles.id + n.id * 13) % 100 + 1, 'remark ' || n.id
    FROM articles JOIN users n ON n.id <= 20;
INSERT INTO tags SELECT id, 'tag ' || id FROM users WHERE id <= 50;
INSERT INTO article_tags SELECT articles.id, (articles.id * 3 + n.id) % 50 + 1
    FROM articles JOIN users n ON n.id <= 3;

INSERT INTO parents SELECT id, 'parent ' || id FROM articles;
INSERT INTO children SELECT (n.id - 1) * 10000 + parents.id, parents.id, 'child ' || n.id
    FROM parents JOIN users n ON n.id <= 3;
COMMIT;
