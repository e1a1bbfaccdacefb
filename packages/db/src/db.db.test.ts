import { dbSuite } from "./db-suite.ts";
import { databaseKinds } from "./test-databases.ts";

for (const kind of databaseKinds) dbSuite(kind);
