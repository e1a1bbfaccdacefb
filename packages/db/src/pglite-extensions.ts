import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import type { PGliteInterface } from "@electric-sql/pglite";

/** Give these to `new PGlite({ extensions })`: the ones that `setup.ts` installs on PostgreSQL. */
export const pgliteExtensions = { btree_gist, pg_trgm, unaccent };

/** What `setUpPracticeDatabase` is for PostgreSQL: the extensions, and one schema a service. There are no roles in a tab. */
export async function setUpPglite(pglite: PGliteInterface, services: readonly string[]): Promise<void> {
  const statements = [
    ...Object.keys(pgliteExtensions).map((name) => `create extension if not exists ${name} schema public`),
    ...services.map((service) => `create schema if not exists "${service}"`),
  ];
  await pglite.exec(statements.join(";\n"));
}

/**
 * New databases are made from the templates; in a PGlite there is one for ever. They repeat 7 MB and 300 files each, which every copy of
 * the data directory would carry.
 */
export async function dropTemplates(pglite: PGliteInterface): Promise<void> {
  await pglite.exec("update pg_database set datistemplate = false");
  for (const name of ["template0", "template1"]) await pglite.exec(`drop database ${name}`);
}
