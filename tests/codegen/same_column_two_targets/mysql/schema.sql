CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (id INT PRIMARY KEY);
CREATE TABLE likes (
    id INT PRIMARY KEY, target_id INT NOT NULL,
    FOREIGN KEY (target_id) REFERENCES articles (id), FOREIGN KEY (target_id) REFERENCES users (id)
);
