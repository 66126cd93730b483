CREATE TABLE revisions (article_id INT NOT NULL, number INT NOT NULL, PRIMARY KEY (article_id, number));
CREATE TABLE notes (
    id INT PRIMARY KEY, article_id INT NOT NULL, number INT NOT NULL,
    FOREIGN KEY (article_id, number) REFERENCES revisions (article_id, number)
);
