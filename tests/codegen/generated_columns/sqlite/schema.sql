CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    price INTEGER NOT NULL, -- in cents
    gross INTEGER GENERATED ALWAYS AS (price * 119 / 100) VIRTUAL,
    net INTEGER NOT NULL AS (price) STORED, -- what we keep
    label TEXT AS ('item ' || id),
    untyped GENERATED ALWAYS AS (price) VIRTUAL
);
