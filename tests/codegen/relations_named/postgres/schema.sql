CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users (id), editor_id INTEGER REFERENCES users (id)
);
CREATE TABLE tags (id INTEGER PRIMARY KEY);
CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id), tag_id INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (article_id, tag_id)
);
