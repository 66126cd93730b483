CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES users (id),
    FOREIGN KEY (author_id) REFERENCES users
);
