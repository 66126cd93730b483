CREATE TABLE rooms (building VARCHAR(9) NOT NULL, number INT NOT NULL, seats INT NOT NULL, PRIMARY KEY (number, building));
