CREATE TABLE revisions (article_id INT NOT NULL, number INT NOT NULL, PRIMARY KEY (article_id, number), INDEX (number, article_id));
CREATE TABLE notes (
    id INT PRIMARY KEY, article_id INT NOT NULL, number INT NOT NULL,
    FOREIGN KEY (article_id, number) REFERENCES revisions (article_id, number) ON DELETE CASCADE
);
-- The columns of the key in another order.
CREATE TABLE seals (
    old_article INT, old_number INT, new_article_id INT, new_number INT, id INT PRIMARY KEY,
    FOREIGN KEY (old_number, old_article) REFERENCES revisions (number, article_id),
    FOREIGN KEY (new_article_id, new_number) REFERENCES revisions (article_id, number)
);
