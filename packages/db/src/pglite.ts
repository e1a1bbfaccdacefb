import type { PGlite } from "@electric-sql/pglite";
import { assert } from "@practicum/kernel/assert";
import { transactionOver, withRetries } from "./connection.ts";
import type { Db, TransactOptions, Tx } from "./db.ts";
import { DatabaseUnavailable } from "./errors.ts";
import { statementsOf } from "./pglite-statements.ts";
import { encodeParameter } from "./types.ts";

const TIMEOUT_MS = 10_000;
const IDENTIFIER = /^[a-z_][a-z0-9_-]{0,62}$/;

/**
 * A service's share of a PGlite that several services use together. There is one connection: a transaction waits for the
 * one before it, of whichever service. Closing lets go of the share; the PGlite belongs to who opened it.
 */
export function openPglite<Schema>(pglite: PGlite, options: { readonly schema: string }): Db<Schema> {
  assert(IDENTIFIER.test(options.schema), "a schema's name is lower case letters, digits, _ and -");
  let closed = false;
  const transact = <T>(work: (tx: Tx<Schema>) => Promise<T>, transactOptions: TransactOptions = {}): Promise<T> => {
    assert(!closed, "this database was closed");
    return withRetries(() => transactOnce<Schema, T>(pglite, options.schema, work, transactOptions));
  };
  return {
    transact,
    transactEndingWith: (work, last, transactOptions) =>
      transact(async (tx) => last(tx, await work(tx)), transactOptions),
    async close() {
      closed = true;
    },
  };
}

async function transactOnce<Schema, T>(
  pglite: PGlite,
  schema: string,
  work: (tx: Tx<Schema>) => Promise<T>,
  { readOnly = false, timeoutMs = TIMEOUT_MS }: TransactOptions,
): Promise<T> {
  const statements = statementsOf(pglite);
  return statements.transact(prologue(schema, readOnly), async () => {
    let open = true;
    const tx = transactionOver<Schema>((text, values) => {
      assert(open, "a statement was sent after its transaction had ended: is an await missing?");
      return statements.run(schema, text, values.map(encodeParameter));
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new DatabaseUnavailable(`a transaction took longer than ${timeoutMs} ms`)),
        timeoutMs,
      );
    });
    try {
      return await Promise.race([work(tx), expired]);
    } finally {
      open = false;
      clearTimeout(timer);
    }
  });
}

/** The connection is everyone's, so each transaction says where it is and how it wants its texts; `local` ends with it. */
function prologue(schema: string, readOnly: boolean): string {
  return `${readOnly ? "set transaction read only;" : ""}
    set local search_path = "${schema}", public;
    set local timezone = 'UTC';
    set local intervalstyle = 'iso_8601'`;
}
