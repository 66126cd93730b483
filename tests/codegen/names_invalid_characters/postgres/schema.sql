CREATE TABLE "user-data" (id INTEGER PRIMARY KEY, "e-mail address" TEXT, "2fa" BOOL, "a.b" TEXT, "100%" REAL, "_" TEXT);
CREATE TABLE "order items" (id INTEGER PRIMARY KEY, "user-data id" INTEGER REFERENCES "user-data" (id));
