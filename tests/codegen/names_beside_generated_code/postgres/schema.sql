-- What Diesel and kinfolk put into the modules of tables, and the crates that they name.
CREATE TABLE words (
    id INTEGER PRIMARY KEY, "table" TEXT, "columns" TEXT, dsl TEXT, star TEXT, all_columns TEXT, rel TEXT, diesel TEXT,
    words TEXT, std TEXT, core TEXT, bool BOOL, str TEXT, i32 INTEGER, usize INTEGER, "Option" TEXT, "SqlType" TEXT, is_nullable TEXT, ops TEXT
);
CREATE TABLE tables (id INTEGER PRIMARY KEY);
CREATE TABLE diesel (id INTEGER PRIMARY KEY);
CREATE TABLE std (id INTEGER PRIMARY KEY);
CREATE TABLE kinfolk (id INTEGER PRIMARY KEY, std_id INTEGER REFERENCES std);
