CREATE TABLE ranges (
    id INTEGER PRIMARY KEY,
    a INT4RANGE NOT NULL, b INT8RANGE NOT NULL, c NUMRANGE NOT NULL, d DATERANGE NOT NULL, e TSRANGE NOT NULL, f TSTZRANGE,
    g INT4MULTIRANGE NOT NULL, h INT8MULTIRANGE NOT NULL, i NUMMULTIRANGE NOT NULL, j DATEMULTIRANGE NOT NULL,
    k TSMULTIRANGE NOT NULL, l TSTZMULTIRANGE, m INT4RANGE[]
);
-- Ranges of one's own: Diesel knows no type for their bounds.
CREATE TYPE floats AS RANGE (subtype = float8, multirange_type_name = floatmultirange);
CREATE TABLE spans (id INTEGER PRIMARY KEY, span floats, spans floatmultirange);
