-- A third column in the key: one pair can be there many times.
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE rooms (id INTEGER PRIMARY KEY);
CREATE TABLE bookings (
    user_id INTEGER NOT NULL REFERENCES users (id), room_id INTEGER NOT NULL REFERENCES rooms (id), day DATE NOT NULL,
    PRIMARY KEY (user_id, room_id, day)
);
