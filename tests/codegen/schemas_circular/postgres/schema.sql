CREATE SCHEMA sales;
CREATE SCHEMA staff;
CREATE TABLE sales.regions (id INTEGER PRIMARY KEY, manager_id INTEGER);
CREATE TABLE staff.people (id INTEGER PRIMARY KEY, region_id INTEGER NOT NULL REFERENCES sales.regions (id));
ALTER TABLE sales.regions ADD FOREIGN KEY (manager_id) REFERENCES staff.people (id);
CREATE TABLE staff.region_people (
    region_id INTEGER REFERENCES sales.regions (id), person_id INTEGER REFERENCES staff.people (id),
    PRIMARY KEY (region_id, person_id)
);
