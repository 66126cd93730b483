CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (
    id INT PRIMARY KEY, author_id INT NOT NULL, editor_id INT,
    FOREIGN KEY (author_id) REFERENCES users (id), FOREIGN KEY (editor_id) REFERENCES users (id)
);
CREATE TABLE tags (id INT PRIMARY KEY);
CREATE TABLE article_tags (
    article_id INT NOT NULL, tag_id INT NOT NULL, PRIMARY KEY (article_id, tag_id),
    FOREIGN KEY (article_id) REFERENCES articles (id), FOREIGN KEY (tag_id) REFERENCES tags (id)
);
