CREATE TABLE revisions (article_id INT NOT NULL, number INT NOT NULL, PRIMARY KEY (article_id, number));
CREATE TABLE notes (
    id INT PRIMARY KEY, article_id INT NOT NULL, number INT NOT NULL,
    FOREIGN KEY (article_id, number) REFERENCES revisions (article_id, number) ON DELETE CASCADE
);
-- The columns of the table in another order than those of the key.
CREATE TABLE seals (
    old_number INT, old_article INT, id INT PRIMARY KEY,
    FOREIGN KEY (old_article, old_number) REFERENCES revisions (article_id, number)
);
