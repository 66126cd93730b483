CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (
    id INT PRIMARY KEY, author_id INT,
    CONSTRAINT one FOREIGN KEY (author_id) REFERENCES users (id), CONSTRAINT two FOREIGN KEY (author_id) REFERENCES users (id)
);
