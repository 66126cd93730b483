CREATE TABLE revisions (article_id INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (article_id, number));
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, number INTEGER NOT NULL,
    FOREIGN KEY (article_id, number) REFERENCES revisions (article_id, number) ON DELETE CASCADE
);
-- The columns of the key in another order, and without naming those of the target.
CREATE TABLE seals (
    old_article INTEGER, old_number INTEGER, new_article_id INTEGER, new_number INTEGER, id INTEGER PRIMARY KEY,
    FOREIGN KEY (old_number, old_article) REFERENCES revisions (number, article_id),
    FOREIGN KEY (new_article_id, new_number) REFERENCES revisions
);
