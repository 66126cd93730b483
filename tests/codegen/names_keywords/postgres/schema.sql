CREATE TABLE "type" (id INTEGER PRIMARY KEY, "fn" TEXT, "Self" TEXT, "crate" TEXT, "async" TEXT, "gen" TEXT, "try" TEXT, "yield" TEXT, "union" TEXT);
CREATE TABLE "match" (id INTEGER PRIMARY KEY, type_id INTEGER NOT NULL UNIQUE REFERENCES "type" (id));
