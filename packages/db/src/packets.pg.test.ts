import { Socket } from "node:net";
import { startPostgres, type TestDatabase } from "@practicum/testing/postgres";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Db, Tx } from "./db.ts";
import { openPg } from "./pg.ts";

let database: TestDatabase;
let db: Db<object>;
beforeAll(async () => {
  database = await (await startPostgres()).newDatabase("packets");
  db = openPg<object>({ url: database.url, schema: "public", poolMax: 1 });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await db.close();
  await database.drop();
});

const ask = async (tx: Tx<object>, n: number) =>
  (await sql<{ n: number }>`select ${n}::int as n`.execute(tx)).rows[0]?.n;

test("what is asked at one moment leaves together: with BEGIN, between, and with COMMIT", async () => {
  const five = [1, 2, 3, 4, 5];
  const together = (tx: Tx<object>) => Promise.all(five.map((n) => ask(tx, n)));
  // Connected, and the statement is prepared.
  for (let count = 0; count < 3; count += 1) await db.transact((tx) => ask(tx, 0));
  // How often bytes are handed to the system on the way to the database: by one message, or by all that were held.
  const port = Number(new URL(database.url).port);
  const writes = [vi.spyOn(Socket.prototype, "_write"), vi.spyOn(Socket.prototype, "_writev")];
  const during = async (work: () => Promise<unknown>) => {
    for (const one of writes) one.mockClear();
    await work();
    const sockets = writes.flatMap((one) => one.mock.contexts as Socket[]);
    return sockets.filter((socket) => socket.remotePort === port).length;
  };
  // BEGIN with the five; then COMMIT.
  expect(await during(async () => expect(await db.transact(together)).toEqual(five))).toBe(2);
  // BEGIN with one; the five; the last with COMMIT.
  const work = async (tx: Tx<object>) => [await ask(tx, 0), ...(await together(tx))];
  expect(await during(async () => expect(await db.transactEndingWith(work, (tx) => ask(tx, 6))).toBe(6))).toBe(3);
});
