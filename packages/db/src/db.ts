import type { Transaction } from "kysely";

/**
 * One service's share of one practice's database: its schema, under its role. The only way to the tables is a
 * transaction: `transact` sets the search path, watches the time, and retries what PostgreSQL asks to be retried
 * (40001 serialization failure, 40P01 deadlock) before anyone has seen a result.
 * `pg.ts` (PostgreSQL) and `pglite.ts` (in the browser) behave alike and pass one suite (`db-suite.ts`).
 */
export interface Db<Schema> {
  transact<T>(work: (tx: Tx<Schema>) => Promise<T>, options?: TransactOptions): Promise<T>;
  /**
   * The same, with a last statement that travels together with COMMIT, which saves a trip. `last` sees what `work` gave and
   * sends one statement or none; what it makes of the rows must not need the transaction to be open. Whether the statement
   * is right, the database decides: when it fails, nothing is committed.
   */
  transactEndingWith<T, R>(
    work: (tx: Tx<Schema>) => Promise<T>,
    last: (tx: Tx<Schema>, value: T) => Promise<R>,
    options?: TransactOptions,
  ): Promise<R>;
  close(): Promise<void>;
}

/** Never use an outer connection inside a transaction: it hangs on PGlite and starves the pool on PostgreSQL. */
export type Tx<Schema> = Transaction<Schema>;

export interface TransactOptions {
  readonly readOnly?: boolean;
  /** Gives up and rolls back after this long. Default 10,000. */
  readonly timeoutMs?: number;
}
