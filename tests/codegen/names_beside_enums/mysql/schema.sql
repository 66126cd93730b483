CREATE TABLE enums (id INT PRIMARY KEY, `option` ENUM('none', 'some', 'self'));
CREATE TABLE sql_types (id INT PRIMARY KEY, enum_id INT, FOREIGN KEY (enum_id) REFERENCES enums (id));
