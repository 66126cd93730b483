CREATE TABLE t (id INT PRIMARY KEY, e ENUM('it''s', 'back\\slash', 'a\nb', 'tab	', 'a,b', '),(', '"', 'trailing  ', 'ü') CHARACTER SET latin1);
