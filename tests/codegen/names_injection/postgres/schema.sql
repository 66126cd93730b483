CREATE TABLE "x (id) { id -> Integer, } } fn evil() { loop {} } /*" (
    id INTEGER PRIMARY KEY,
    "a -> Text, b" TEXT,
    "c"" ]; #![evil]" TEXT,
    "d
/// } evil!(); //" TEXT,
    "e\" TEXT,
    "f'; DROP TABLE users; --" TEXT,
    "g‮txet" TEXT,
    "h`" INTEGER REFERENCES "x (id) { id -> Integer, } } fn evil() { loop {} } /*" (id) ON DELETE CASCADE
);
COMMENT ON COLUMN "x (id) { id -> Integer, } } fn evil() { loop {} } /*".id IS E'*/ } \r evil!()\n} evil!() \\';
