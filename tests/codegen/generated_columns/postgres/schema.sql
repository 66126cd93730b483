CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    price INTEGER NOT NULL,
    gross INTEGER GENERATED ALWAYS AS (price * 119 / 100) STORED,
    net INTEGER NOT NULL GENERATED ALWAYS AS (price) STORED,
    label TEXT GENERATED ALWAYS AS ('item ' || price::text) STORED
);
COMMENT ON COLUMN items.net IS 'what we keep';
