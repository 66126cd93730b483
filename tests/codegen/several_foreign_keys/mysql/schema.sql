CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (
    id INT PRIMARY KEY, author_id INT NOT NULL, editor_id INT,
    FOREIGN KEY (author_id) REFERENCES users (id), FOREIGN KEY (editor_id) REFERENCES users (id)
);
