DROP TABLE profiles;
DROP TABLE users;
DROP TABLE countries;
