-- MariaDB's own.
CREATE TABLE hosts (id INT PRIMARY KEY, address INET6 NOT NULL, old_address INET4, token UUID DEFAULT UUID());
CREATE TABLE tokens (id UUID PRIMARY KEY, host_id INT, FOREIGN KEY (host_id) REFERENCES hosts (id));
