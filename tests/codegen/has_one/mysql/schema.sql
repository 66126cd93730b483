CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE profiles (id INT PRIMARY KEY, user_id INT NOT NULL UNIQUE, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE settings (user_id INT PRIMARY KEY, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE addresses (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE UNIQUE INDEX addresses_user_id ON addresses (user_id);
