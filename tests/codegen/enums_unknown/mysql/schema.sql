CREATE TABLE users (id INT PRIMARY KEY, mood ENUM('sad', 'happy'), flags SET('a'));
