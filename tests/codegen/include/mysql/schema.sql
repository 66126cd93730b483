CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (id INT PRIMARY KEY, author_id INT NOT NULL, FOREIGN KEY (author_id) REFERENCES users (id));
CREATE TABLE audit_log (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE audit_mail (id INT PRIMARY KEY);
