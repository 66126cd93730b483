-- What is not there yet is kept as it was typed.
SET FOREIGN_KEY_CHECKS = 0;
CREATE TABLE articles (
    id INT PRIMARY KEY, author_id INT, editor_id INT,
    FOREIGN KEY (AUTHOR_ID) REFERENCES users (ID), FOREIGN KEY (editor_id) REFERENCES users (iD)
);
CREATE TABLE users (Id INT PRIMARY KEY);
