-- Before the statement: SQLite forgets it.
CREATE TABLE users ( -- People who write.
    id INTEGER PRIMARY KEY, -- the key
    -- What everybody
    -- calls them.
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE CHECK (email LIKE '%@%--%'), /* Where they are reached; see
       https://example.com. */
    age INTEGER
    -- in years
    CHECK (age > 0), plain TEXT,
    -- The country they live in.
    country TEXT DEFAULT '-- no comment' -- ISO code
    -- Still about the country.
);
CREATE TABLE articles
-- What users write.
(
    -- The first column.
    id INTEGER PRIMARY KEY,
    "quoted -- name" TEXT -- quoted
);
CREATE TABLE tags (
    -- Words on articles.
    -- Two lines of them.

    -- The key of tags.
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
ALTER TABLE tags ADD COLUMN color TEXT; -- lost
