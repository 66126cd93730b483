CREATE TABLE articles (id INT PRIMARY KEY);
CREATE TABLE comments (id INT PRIMARY KEY, article_id INT NOT NULL, FOREIGN KEY (article_id) REFERENCES articles (id));
CREATE TABLE reactions (
    id INT PRIMARY KEY, article_id INT, comment_id INT,
    FOREIGN KEY (article_id) REFERENCES articles (id), FOREIGN KEY (comment_id) REFERENCES comments (id),
    CHECK ((article_id IS NULL) <> (comment_id IS NULL))
);
