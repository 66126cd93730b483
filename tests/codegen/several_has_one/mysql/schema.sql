CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE desks (
    id INT PRIMARY KEY, owner_id INT UNIQUE, cleaner_id INT UNIQUE,
    FOREIGN KEY (owner_id) REFERENCES users (id), FOREIGN KEY (cleaner_id) REFERENCES users (id)
);
