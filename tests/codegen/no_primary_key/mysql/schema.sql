CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE events (name VARCHAR(9) NOT NULL, user_id INT, INDEX (name), FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE notes (id INT PRIMARY KEY, event VARCHAR(9), FOREIGN KEY (event) REFERENCES events (name));
