CREATE TABLE articles (id INTEGER PRIMARY KEY);
CREATE TABLE comments (id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id));
CREATE TABLE reactions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER REFERENCES articles (id),
    comment_id INTEGER REFERENCES comments (id),
    CHECK ((article_id IS NULL) <> (comment_id IS NULL))
);
