CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (id INT PRIMARY KEY, author_id INT NOT NULL, FOREIGN KEY (author_id) REFERENCES users (id));
CREATE TABLE favorites (
    user_id INT NOT NULL, article_id INT NOT NULL, PRIMARY KEY (user_id, article_id),
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (article_id) REFERENCES articles (id)
);
