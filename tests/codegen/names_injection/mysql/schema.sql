CREATE TABLE `x (id) { id -> Integer, } } fn evil() { loop {} } /*` (
    id INT PRIMARY KEY,
    `a -> Text, b` TEXT,
    `c"" ]; #![evil]` TEXT,
    `d
/// } evil!(); //` TEXT COMMENT 'a comment }} evil!()\n} evil!(); /* */',
    `e\\` ENUM('"] evil!(); //', '\\', 'a\nb') COMMENT 'first\r\nsecond',
    `f'; DROP TABLE users; --` TEXT,
    `h```  INT,
    FOREIGN KEY (`h```) REFERENCES `x (id) { id -> Integer, } } fn evil() { loop {} } /*` (id) ON DELETE CASCADE
);
