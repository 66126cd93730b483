CREATE TABLE tbl_usr (usr_id INT PRIMARY KEY, usr_nm TEXT NOT NULL);
CREATE TABLE tbl_art (art_id INT PRIMARY KEY, usr_id INT NOT NULL, FOREIGN KEY (usr_id) REFERENCES tbl_usr (usr_id));
