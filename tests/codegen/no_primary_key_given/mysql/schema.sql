CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE events (name VARCHAR(9) NOT NULL, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));
