CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE articles (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users (id));
CREATE TABLE favorites (
    user_id INTEGER NOT NULL REFERENCES users (id), article_id INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (user_id, article_id)
);
