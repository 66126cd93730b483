-- Types and labels called as what Diesel or Rust has.
CREATE TYPE "integer" AS ENUM ('None', 'Some', 'ok', 'Err', 'self', '1', 'Vec', 'a.b', 'grün', '"', '\');
CREATE TYPE "Range" AS ENUM ('String');
CREATE TYPE "order-status" AS ENUM ('new');
CREATE TYPE "1st" AS ENUM ('a');
CREATE TABLE items (
    id INTEGER PRIMARY KEY, a "integer" NOT NULL, b "Range" NOT NULL, c "order-status", d "1st"[], e INT4RANGE, f "Range"[] NOT NULL
);
