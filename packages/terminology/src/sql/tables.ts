import { sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A service that keeps code sets adds this to its migrations. Names are not qualified: the search path of the service's
 * transaction says which schema they live in.
 *
 * - `terminology_code`: one row a code and period of validity. `code_key` (upper case, no dot) and `label_key` compare by
 *   byte, so that prefixes use the index whatever the database's locale.
 * - `terminology_release`: which official files were loaded, and from which day each speaks.
 * - `terminology_fact`: what other official tables say of a code (MUE, add-on, RVU, GPCI), by kind and key.
 * - `terminology_ptp`: NCCI procedure-to-procedure pairs; a table of its own because there are 1.7 million.
 */
export const terminologyTables: Migration = {
  async up(db) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table terminology_code (
    system text not null,
    code_key text collate "C" not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    code text not null,
    label text not null,
    label_key text collate "C" not null,
    search_words tsvector not null,
    billable boolean not null,
    weight smallint not null,
    official boolean not null,
    attrs jsonb not null,
    primary key (system, code_key, valid_from)
  )`,
  `create index terminology_code_words on terminology_code using gin (search_words)`,
  `create table terminology_release (
    kind text not null,
    valid_from date not null,
    primary key (kind, valid_from)
  )`,
  `create table terminology_fact (
    kind text not null,
    key text collate "C" not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    attrs jsonb not null,
    primary key (kind, key, valid_from)
  )`,
  `create table terminology_ptp (
    column1 text collate "C" not null,
    column2 text collate "C" not null,
    valid_from date not null,
    valid_to date check (valid_to >= valid_from),
    indicator smallint not null,
    primary key (column1, column2, valid_from)
  )`,
];
