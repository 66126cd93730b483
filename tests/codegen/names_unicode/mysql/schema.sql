CREATE TABLE `größen` (id INT PRIMARY KEY, `länge` FLOAT NOT NULL, `имя` TEXT NOT NULL, `名前` TEXT, `größe` ENUM('klein', 'groß') NOT NULL);
CREATE TABLE `Straßen` (id INT PRIMARY KEY, `größe_id` INT, FOREIGN KEY (`größe_id`) REFERENCES `größen` (id));
