/*
 * Part of the gate `walls`: a query stands in a folder `sql`, beside its tables, where it can be read, named and tested; a use case loads,
 * decides and writes. The wall against importing Kysely does not see a query that is written on the transaction itself.
 */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";

const QUERY =
  /\.(?:selectFrom|selectNoFrom|insertInto|updateTable|deleteFrom|mergeInto|withRecursive|executeQuery)\(|\bsql(?:<[^`]*>)?`/;
/** The product's code that is neither a test nor a harness of tests. */
const OUTSIDE_OF_SQL = "services/*/src/**/{application,domain,ports}/**/*.ts";

let faults = 0;
for await (const file of glob(OUTSIDE_OF_SQL, { cwd: repositoryRoot })) {
  if (file.endsWith(".test.ts")) continue;
  const lines = (await readFile(join(repositoryRoot, file), "utf8")).split("\n");
  for (const [at, line] of lines.entries()) {
    if (!QUERY.test(line)) continue;
    console.error(`${file}:${at + 1}: a query; its place is a named function in sql/`);
    faults += 1;
  }
}
process.exitCode = faults === 0 ? 0 : 1;
