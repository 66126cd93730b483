SET FOREIGN_KEY_CHECKS = 0;
CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE orders (
    id INT PRIMARY KEY, user_id INT, item_id INT,
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (item_id) REFERENCES kinfolk_elsewhere.items (id)
);
