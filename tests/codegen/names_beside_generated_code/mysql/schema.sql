-- What Diesel and kinfolk put into the modules of tables, and the crates that they name.
CREATE TABLE words (
    id INT PRIMARY KEY, `table` TEXT, `columns` TEXT, dsl TEXT, star TEXT, all_columns TEXT, rel TEXT, diesel TEXT,
    words TEXT, std TEXT, core TEXT, bool BOOL, str TEXT, i32 INT, `Option` ENUM('a'), `SqlType` TEXT, sql_types TEXT, q INT
);
CREATE TABLE tables (id INT PRIMARY KEY);
CREATE TABLE diesel (id INT PRIMARY KEY);
CREATE TABLE std (id INT PRIMARY KEY);
CREATE TABLE kinfolk (id INT PRIMARY KEY, std_id INT, FOREIGN KEY (std_id) REFERENCES std (id));
