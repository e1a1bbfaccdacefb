import { protocol, type PGlite } from "@electric-sql/pglite";
import { must } from "@practicum/kernel/assert";
import type { StatementResult } from "./connection.ts";
import { parsers, type Parser } from "./types.ts";

/**
 * How many statements PostgreSQL keeps planned. limit: one that goes is planned again when it comes again, and statements of one use (a
 * list of each length is a text of its own) push nothing out that is used.
 */
const KEPT_MAX = 600;
/** After these a table may have other columns than a plan knows. */
const CHANGES_TABLES = /^\s*(?:create|alter|drop)\b/i;
const COUNTED: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

const { serialize } = protocol;
const EXECUTE_AND_SYNC = joined([serialize.execute(), serialize.sync()]);
const DESCRIBE = serialize.describe({ type: "P" });

interface Field {
  readonly name: string;
  readonly parse: Parser;
}

interface Kept {
  readonly name: string;
  /** None where the statement gives no rows. */
  readonly fields: readonly Field[];
}

type Message = { readonly name: string };
type Described = Message & { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] };
type Row = Message & { readonly fields: readonly (string | null)[] };
type Completed = Message & { readonly text: string };

/**
 * The statements of one PGlite. Each was parsed and planned anew, by six messages, where services send the same few hundred again and
 * again: a planned one is two steps of one message. There is one connection, so what is kept is everyone's; a plan belongs to the schema
 * that it was made for.
 */
export class PgliteStatements {
  readonly #pglite: PGlite;
  /** By schema and text, the one that was used longest ago first. */
  readonly #kept = new Map<string, Kept>();
  #made = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  /**
   * One transaction, which begins with `prologue`. PGlite's own sends ten messages around its statements; this sends two, and waits for
   * PGlite's own in its queue.
   */
  transact<T>(prologue: string, work: () => Promise<T>): Promise<T> {
    return this.#pglite._runExclusiveTransaction(async () => {
      let result: T;
      try {
        await this.#say(`begin; ${prologue}`);
        result = await work();
      } catch (error) {
        await this.#say("rollback");
        throw error;
      }
      const tag = (await this.#say("commit")).find((one): one is Completed => one.name === "commandComplete");
      // A handler that took a statement's error for an answer: nothing of it stays, and nobody may think so.
      if (tag?.text === "ROLLBACK") throw new Error("a transaction whose statement failed was committed");
      return result;
    });
  }

  async #say(text: string): Promise<readonly Message[]> {
    const asked = serialize.query(text);
    const { messages } = await this.#pglite.runExclusive(() => this.#pglite.execProtocol(asked, { syncToFs: false }));
    return messages;
  }

  /** Sends one statement inside the open transaction. Parameters are PostgreSQL's own texts, or bytes. */
  async run(schema: string, text: string, values: readonly (string | Uint8Array | null)[]): Promise<StatementResult> {
    if (CHANGES_TABLES.test(text)) {
      await this.#forgetAll();
      return read(await this.#send([serialize.parse({ text }), bound("", values), DESCRIBE]), undefined);
    }
    const key = `${schema}\n${text}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      // It is the one that was used last.
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return read(await this.#send([bound(kept.name, values)]), kept.fields);
    }
    const name = `p${(this.#made += 1)}`;
    const parse = serialize.parse({ name, text });
    const messages = await this.#send([parse, bound(name, values), DESCRIBE]).catch(async (error: unknown) => {
      // It may have been planned, and failed then.
      await this.#send([serialize.close({ type: "S", name })]);
      throw error;
    });
    this.#kept.set(key, { name, fields: fieldsOf(messages) });
    await this.#forgetOldest();
    return read(messages, undefined);
  }

  async #forgetOldest(): Promise<void> {
    if (this.#kept.size <= KEPT_MAX) return;
    const [key, { name }] = must(this.#kept.entries().next().value);
    this.#kept.delete(key);
    await this.#send([serialize.close({ type: "S", name })]);
  }

  async #forgetAll(): Promise<void> {
    const names = [...this.#kept.values()].map(({ name }) => name);
    this.#kept.clear();
    if (names.length > 0) await this.#send(names.map((name) => serialize.close({ type: "S", name })));
  }

  async #send(parts: readonly Uint8Array[]): Promise<readonly Message[]> {
    const isClose = parts[0]?.[0] === CLOSE;
    const message = joined([...parts, isClose ? serialize.sync() : EXECUTE_AND_SYNC]);
    const { messages } = await this.#pglite.runExclusive(() => this.#pglite.execProtocol(message, { syncToFs: false }));
    return messages;
  }
}

const CLOSE = "C".charCodeAt(0);

function bound(statement: string, values: readonly (string | Uint8Array | null)[]): Uint8Array {
  return serialize.bind({ statement, values: [...values] });
}

function fieldsOf(messages: readonly Message[]): readonly Field[] {
  const described = messages.find((one): one is Described => one.name === "rowDescription");
  return (described?.fields ?? []).map(({ name, dataTypeID }) => ({
    name,
    parse: parsers.get(dataTypeID) ?? String,
  }));
}

function read(messages: readonly Message[], known: readonly Field[] | undefined): StatementResult {
  const fields = known ?? fieldsOf(messages);
  const rows: { [column: string]: unknown }[] = [];
  let affectedRows: number | undefined;
  for (const message of messages) {
    if (message.name === "dataRow") rows.push(rowOf(fields, (message as Row).fields));
    else if (message.name === "commandComplete") affectedRows = affectedBy((message as Completed).text);
  }
  return { rows, affectedRows };
}

function rowOf(fields: readonly Field[], texts: readonly (string | null)[]): { [column: string]: unknown } {
  const row: { [column: string]: unknown } = {};
  for (const [at, { name, parse }] of fields.entries()) {
    const text = texts[at] ?? null;
    row[name] = text === null ? null : parse(text);
  }
  return row;
}

/** A tag ends in how many rows there were, as "INSERT 0 5" does. */
function affectedBy(tag: string): number {
  const parts = tag.split(" ");
  return COUNTED.has(parts[0] ?? "") ? Number(parts.at(-1)) : 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const all = new WeakMap<PGlite, PgliteStatements>();

/** All shares of a PGlite send through one. */
export function statementsOf(pglite: PGlite): PgliteStatements {
  const known = all.get(pglite);
  if (known !== undefined) return known;
  const made = new PgliteStatements(pglite);
  all.set(pglite, made);
  return made;
}
