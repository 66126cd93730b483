-- A third column in the key: one pair can be there many times.
CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE rooms (id INT PRIMARY KEY);
CREATE TABLE bookings (
    user_id INT NOT NULL, room_id INT NOT NULL, day DATE NOT NULL, PRIMARY KEY (user_id, room_id, day),
    FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (room_id) REFERENCES rooms (id)
);
