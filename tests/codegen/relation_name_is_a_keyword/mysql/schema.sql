CREATE TABLE types (id INT PRIMARY KEY);
CREATE TABLE things (
    id INT PRIMARY KEY, type_id INT, self_id INT,
    FOREIGN KEY (type_id) REFERENCES types (id), FOREIGN KEY (self_id) REFERENCES things (id)
);
CREATE TABLE matches (id INT PRIMARY KEY, thing_id INT UNIQUE, FOREIGN KEY (thing_id) REFERENCES things (id));
