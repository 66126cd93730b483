-- What Diesel and kinfolk put into the modules of tables, and the crates that they name.
CREATE TABLE words (
    id INT PRIMARY KEY, `table` TEXT, `columns` TEXT, dsl TEXT, star TEXT, all_columns TEXT, rel TEXT, diesel TEXT,
    words TEXT, std TEXT, core TEXT, bool BOOL, str TEXT, i32 INT, `Option` ENUM('a'), `SqlType` TEXT, sql_types TEXT, q INT
);
CREATE TABLE enums (id INT PRIMARY KEY);
CREATE TABLE sql_types (id INT PRIMARY KEY, enum_id INT, FOREIGN KEY (enum_id) REFERENCES enums (id));
