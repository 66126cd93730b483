CREATE TABLE rooms (building TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE devices (id INTEGER PRIMARY KEY);
CREATE TABLE room_devices (
    building TEXT NOT NULL, number INTEGER NOT NULL, device_id INTEGER NOT NULL REFERENCES devices (id),
    PRIMARY KEY (device_id, building, number),
    FOREIGN KEY (building, number) REFERENCES rooms (building, number)
);
