import {
  CompiledQuery,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from "kysely";
import { wantsRetry } from "./errors.ts";

/** Sends one statement inside the open transaction. */
export type RunStatement = (sql: string, parameters: readonly unknown[]) => Promise<StatementResult>;

export interface StatementResult {
  readonly rows: readonly unknown[];
  /** Of insert, update, delete and merge. */
  readonly affectedRows: number | undefined;
}

const ATTEMPTS_MAX = 4;

const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const driver = new DummyDriver();
const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();

/**
 * Kysely's query builder over a transaction that we opened ourselves. Kysely's own drivers are not used: they send BEGIN
 * and wait, cannot give up on a transaction that hangs, and convert parameters differently for each database.
 */
export function transactionOver<Schema>(run: RunStatement): Transaction<Schema> {
  const connection = new StatementConnection(run);
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  });
  return new Transaction<Schema>({ config: { dialect }, driver, dialect, executor });
}

class StatementConnection implements DatabaseConnection {
  readonly #run: RunStatement;

  constructor(run: RunStatement) {
    this.#run = run;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.#run(query.sql, query.parameters);
    return {
      rows: rows as R[],
      ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }),
    };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("Results are not streamed: ask for pages, so that both databases behave alike.");
  }
}

/** Runs an attempt again when PostgreSQL asks for it, a few times, with a growing pause so that rivals do not meet again. */
export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= ATTEMPTS_MAX || !wantsRetry(error)) throw error;
      await pause(2 ** tried * 4);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
