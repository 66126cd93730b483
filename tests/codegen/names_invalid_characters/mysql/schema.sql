CREATE TABLE `user-data` (id INT PRIMARY KEY, `e-mail address` TEXT, `2fa` BOOL, `a.b` TEXT, `100%` FLOAT, `_` TEXT);
CREATE TABLE `order items` (id INT PRIMARY KEY, `user-data id` INT, FOREIGN KEY (`user-data id`) REFERENCES `user-data` (id));
