CREATE TABLE users (id INT PRIMARY KEY, mood ENUM('so-so', 'so so'), `user_mood` ENUM('a'));
CREATE TABLE users_user (id INT PRIMARY KEY, mood ENUM('b'));
