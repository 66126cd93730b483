CREATE TABLE shapes (
    id INTEGER PRIMARY KEY, outline POLYGON NOT NULL, spots POINT[], words TSVECTOR, bits BIT(3) NOT NULL DEFAULT B'101',
    at TIME WITH TIME ZONE, path JSONPATH, page XML, kind REGCLASS, places INT2VECTOR
);
-- Without anything that can be read.
CREATE TABLE spots (spot BIT(8) PRIMARY KEY);
