CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- Its columns, but neither its key nor its foreign keys.
CREATE TABLE capitals (country TEXT NOT NULL) INHERITS (cities);
CREATE TABLE capitals_with_key (PRIMARY KEY (id)) INHERITS (cities);
CREATE TABLE mayors (id INTEGER PRIMARY KEY, city_id INTEGER NOT NULL UNIQUE REFERENCES capitals_with_key (id));
