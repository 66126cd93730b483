CREATE TABLE revisions (article_id INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (article_id, number));
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, number INTEGER NOT NULL,
    FOREIGN KEY (article_id, number) REFERENCES revisions (article_id, number)
);
