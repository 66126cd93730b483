-- The same letters, composed and decomposed: one name for the compiler.
CREATE TABLE names (id INTEGER PRIMARY KEY, "über" TEXT);
