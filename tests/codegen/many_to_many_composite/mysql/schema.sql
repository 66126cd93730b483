CREATE TABLE rooms (building VARCHAR(9) NOT NULL, number INT NOT NULL, PRIMARY KEY (building, number));
CREATE TABLE devices (id INT PRIMARY KEY);
CREATE TABLE room_devices (
    building VARCHAR(9) NOT NULL, number INT NOT NULL, device_id INT NOT NULL,
    PRIMARY KEY (device_id, building, number),
    FOREIGN KEY (device_id) REFERENCES devices (id), FOREIGN KEY (building, number) REFERENCES rooms (building, number)
);
