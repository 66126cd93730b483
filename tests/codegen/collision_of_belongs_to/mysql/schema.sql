CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (
    id INT PRIMARY KEY, author INT, author_id INT,
    FOREIGN KEY (author) REFERENCES users (id), FOREIGN KEY (author_id) REFERENCES users (id)
);
CREATE TABLE likes (
    id INT PRIMARY KEY, target_id INT NOT NULL,
    FOREIGN KEY (target_id) REFERENCES articles (id), FOREIGN KEY (target_id) REFERENCES users (id)
);
