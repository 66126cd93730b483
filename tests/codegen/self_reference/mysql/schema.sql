CREATE TABLE categories (id INT PRIMARY KEY, parent_id INT, FOREIGN KEY (parent_id) REFERENCES categories (id) ON DELETE CASCADE);
CREATE TABLE employees (
    id INT PRIMARY KEY, reports_to INT, mentor_id INT,
    FOREIGN KEY (reports_to) REFERENCES employees (id), FOREIGN KEY (mentor_id) REFERENCES employees (id)
);
CREATE TABLE links (id INT PRIMARY KEY, next_id INT UNIQUE, FOREIGN KEY (next_id) REFERENCES links (id));
CREATE TABLE chains (id INT PRIMARY KEY, parent_id INT UNIQUE, FOREIGN KEY (parent_id) REFERENCES chains (id));
