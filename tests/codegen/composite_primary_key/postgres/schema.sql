CREATE TABLE rooms (building TEXT NOT NULL, number INTEGER NOT NULL, seats INTEGER NOT NULL, PRIMARY KEY (number, building));
