import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { z } from "zod";

/** What keep-state.ts wrote. */
const keptState = z.strictObject({
  name: z.string(),
  now: z.string(),
  practice: z.strictObject({ id: z.string(), slug: z.string(), name: z.string(), timeZone: z.string() }),
  /** What made the tables, in the words of the program of then. */
  statements: z.array(z.strictObject({ schema: z.string(), text: z.string() })),
  /** Rows are kept as the text of the JSON that the database gave: numbers in it may be larger than JavaScript's. */
  tables: z.array(
    z.strictObject({ schema: z.string(), table: z.string(), columns: z.array(z.string()), rows: z.string() }),
  ),
  sequences: z.array(z.strictObject({ schema: z.string(), sequence: z.string(), value: z.string() })),
});

export type KeptState = z.output<typeof keptState>;

const folder = join(import.meta.dirname, "states");

export const keptNames: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json.br"))
  .map((name) => name.slice(0, -".json.br".length))
  .toSorted();

export function readKept(name: string): KeptState {
  return keptState.parse(JSON.parse(brotliDecompressSync(readFileSync(join(folder, `${name}.json.br`))).toString()));
}

/** Where a kept database is put. */
export interface Target {
  /** Runs statements as the owner of a service's tables. */
  asService(service: string, text: string): Promise<void>;
  /** As whoever may leave triggers out. */
  asAdmin(text: string, values?: readonly string[]): Promise<void>;
}

/** Makes the tables as the program of then made them, and fills them with what it had in them. */
export async function putKept(state: KeptState, { asService, asAdmin }: Target): Promise<void> {
  for (const { schema, text } of state.statements) await asService(schema, text);
  await asAdmin("set session_replication_role = replica");
  // A migration fills some tables by itself; what was in them at the end is in the rows.
  await asAdmin(`truncate ${state.tables.map(nameOf).join(", ")}`);
  for (const one of state.tables) {
    const columns = one.columns.map((column) => `"${column}"`).join(", ");
    await asAdmin(
      `insert into ${nameOf(one)} (${columns}) overriding system value
        select ${columns} from json_populate_recordset(null::${nameOf(one)}, $1::json)`,
      [one.rows],
    );
  }
  for (const { schema, sequence, value } of state.sequences)
    await asAdmin("select setval($1::regclass, $2::bigint)", [`"${schema}"."${sequence}"`, value]);
  await asAdmin("set session_replication_role = origin");
}

function nameOf({ schema, table }: { readonly schema: string; readonly table: string }): string {
  return `"${schema}"."${table}"`;
}
