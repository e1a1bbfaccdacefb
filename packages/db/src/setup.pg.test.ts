import { startPostgres, startPrivatePostgres } from "@practicum/testing/postgres";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "./db.ts";
import { isUnavailable, sqlState } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { openPg } from "./pg.ts";
import { dropPracticeDatabase, setUpPracticeDatabase } from "./setup.ts";

interface Tables {
  readonly secret: { readonly word: string };
}

describe("a practice's database", () => {
  const database = `setup_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const services = ["alpha", "beta"].map((service) => ({ service, password: `pass of ${service}/@:` }));
  let adminUrl: string;
  let alpha: Db<Tables>;
  let beta: Db<Tables>;
  beforeAll(async () => {
    adminUrl = (await startPostgres()).url;
    const urls = await setUpPracticeDatabase({ adminUrl, database, services });
    // A second run mends what is missing and breaks nothing.
    await setUpPracticeDatabase({ adminUrl, database, services });
    alpha = openPg({ url: urls["alpha"] ?? "", schema: "alpha" });
    beta = openPg({ url: urls["beta"] ?? "", schema: "beta" });
    const up = async (tx: Parameters<Parameters<typeof alpha.transact>[0]>[0]) =>
      void (await sql`create table secret (word text)`.execute(tx));
    await migrate(alpha, "alpha", { "0001": { up } });
    await migrate(beta, "beta", { "0001": { up } });
  });
  afterAll(async () => {
    await alpha.close();
    await beta.close();
    await dropPracticeDatabase({ adminUrl, database, services: ["alpha", "beta"] });
  });

  test("gives a service its own schema and no other", async () => {
    await alpha.transact((tx) => tx.insertInto("secret").values({ word: "mine" }).execute());
    expect(await alpha.transact((tx) => tx.selectFrom("secret").selectAll().execute())).toEqual([{ word: "mine" }]);
    for (const text of [
      "select * from alpha.secret",
      "insert into alpha.secret values ('x')",
      "drop table alpha.secret",
      "create table alpha.mine (a int)",
      "create schema gamma",
      "create table public.mine (a int)",
      `alter role ${database}_alpha password 'x'`,
      `set role ${database}_alpha`,
      "create role other",
    ]) {
      const error = await beta.transact((tx) => sql.raw(text).execute(tx)).catch((thrown: unknown) => thrown);
      expect([text, sqlState(error)]).toEqual([text, "42501"]);
    }
  });

  test("a service's login of one practice opens no other practice's database", async () => {
    const other = `${database}_other`;
    const urls = await setUpPracticeDatabase({ adminUrl, database: other, services });
    try {
      const home = openPg({ url: urls["alpha"] ?? "", schema: "alpha" });
      expect(await home.transact((tx) => sql`select current_database() as name`.execute(tx))).toMatchObject({
        rows: [{ name: other }],
      });
      await home.close();
      // The same service and its right password, of the first practice, at the second one's database.
      const abroad = new URL(urls["alpha"] ?? "");
      abroad.pathname = `/${database}`;
      const guest = openPg({ url: abroad.href, schema: "alpha" });
      const error = await guest.transact((tx) => sql`select 1`.execute(tx)).catch((thrown: unknown) => thrown);
      expect(String(error)).toMatch(/permission denied for database/);
      await guest.close();
    } finally {
      await dropPracticeDatabase({ adminUrl, database: other, services: ["alpha", "beta"] });
    }
  });

  test("lets nobody in without the password", async () => {
    const wrong = new URL(adminUrl);
    wrong.username = `${database}_alpha`;
    wrong.password = "wrong";
    wrong.pathname = `/${database}`;
    const stranger = openPg({ url: wrong.href, schema: "alpha" });
    await expect(stranger.transact((tx) => sql`select 1`.execute(tx))).rejects.toThrow(/password/);
    await stranger.close();
  });
});

describe("a server that goes away", () => {
  test("fails what was under way as unavailable, and works again when it is back", async () => {
    const postgres = await startPrivatePostgres();
    const db = openPg<Tables>({ url: postgres.url, schema: "public", poolMax: 4 });
    await db.transact((tx) => sql`create table secret (word text)`.execute(tx));
    const under = db.transact(async (tx) => {
      await tx.insertInto("secret").values({ word: "lost" }).execute();
      await postgres.kill();
      await tx.selectFrom("secret").selectAll().execute();
    });
    expect(isUnavailable(await under.catch((error: unknown) => error))).toBe(true);
    const away = await db.transact((tx) => sql`select 1`.execute(tx)).catch((error: unknown) => error);
    expect(isUnavailable(away)).toBe(true);
    await postgres.restart();
    expect(await db.transact((tx) => tx.selectFrom("secret").selectAll().execute())).toEqual([]);
    await db.close();
    await postgres.stop();
  }, 120_000);

  test("a statement that waits for a lock is given up in time and frees its connection", async () => {
    const postgres = await startPostgres();
    const database = await postgres.newDatabase("locks");
    const db = openPg<Tables>({ url: database.url, schema: "public", poolMax: 3 });
    await db.transact((tx) => sql`create table secret (word text)`.execute(tx));
    await db.transact(async (holder) => {
      await sql`lock table secret`.execute(holder);
      const waiting = await db
        .transact((tx) => tx.selectFrom("secret").selectAll().execute(), { timeoutMs: 300 })
        .catch((error: unknown) => error);
      expect(isUnavailable(waiting)).toBe(true);
    });
    const free = () => db.transact((tx) => tx.selectFrom("secret").selectAll().execute());
    expect(await Promise.all([free(), free(), free(), free()])).toEqual([[], [], [], []]);
    await db.close();
    await database.drop();
  }, 60_000);

  test("deadlocks are resolved by running one side again", async () => {
    const postgres = await startPostgres();
    const database = await postgres.newDatabase("deadlock");
    const db = openPg<Tables>({ url: database.url, schema: "public", poolMax: 4 });
    await db.transact((tx) => sql`create table secret (word text primary key, n integer)`.execute(tx));
    await db.transact((tx) => sql`insert into secret values ('a', 0), ('b', 0)`.execute(tx));
    const both = async (words: readonly string[]) =>
      db.transact(async (tx) => {
        for (const word of words) {
          await sql`update secret set n = n + 1 where word = ${word}`.execute(tx);
          await sql`select pg_sleep(0.05)`.execute(tx);
        }
      });
    await Promise.all([both(["a", "b"]), both(["b", "a"])]);
    const { rows } = await db.transact((tx) => sql`select n from secret`.execute(tx));
    expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
    await db.close();
    await database.drop();
  }, 60_000);
});
