import { PGlite } from "@electric-sql/pglite";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPglite } from "./pglite.ts";

/** How PostgreSQL itself counts what it keeps planned. */
const kept = async (pglite: PGlite): Promise<number> => {
  const { rows } = await pglite.query<{ n: number }>("select count(*)::int as n from pg_prepared_statements");
  return rows[0]?.n ?? 0;
};

describe("statements that come again (PGlite)", () => {
  let pglite: PGlite;
  beforeAll(async () => {
    pglite = await PGlite.create();
    await pglite.exec(`create schema alpha; create schema beta;
      create table alpha.note (n int primary key, word text); create table beta.note (n int primary key, word text);
      insert into alpha.note values (1, 'in alpha'); insert into beta.note values (1, 'in beta')`);
  });
  afterAll(() => pglite.close());

  const words = (schema: string, n = 1) =>
    openPglite(pglite, { schema }).transact(async (tx) => {
      const { rows } = await sql<{ word: string }>`select word from note where n = ${n}`.execute(tx);
      return rows.map(({ word }) => word);
    });

  test("WLD-54: a statement is planned once in each schema, and finds that schema's table", async () => {
    const before = await kept(pglite);
    for (let times = 0; times < 12; times += 1) {
      expect(await words("alpha")).toEqual(["in alpha"]);
      expect(await words("beta")).toEqual(["in beta"]);
    }
    expect((await kept(pglite)) - before).toBe(2);
  });

  test("WLD-54: one that failed, or whose transaction was rolled back, can be sent again", async () => {
    const alpha = openPglite(pglite, { schema: "alpha" });
    const add = (n: number, andFail = false) =>
      alpha.transact(async (tx) => {
        await sql`insert into note (n, word) values (${n}, 'new')`.execute(tx);
        if (andFail) throw new Error("given up");
      });
    await expect(add(1)).rejects.toMatchObject({ code: "23505" });
    await expect(add(2, true)).rejects.toThrow("given up");
    expect(await words("alpha", 2)).toEqual([]);
    await add(2);
    expect(await words("alpha", 2)).toEqual(["new"]);
    await expect(add(2)).rejects.toMatchObject({ code: "23505" });
  });

  test("WLD-54: a table that is altered is asked anew, with its new columns", async () => {
    const alpha = openPglite(pglite, { schema: "alpha" });
    const all = () => alpha.transact(async (tx) => (await sql`select * from note where n = 1`.execute(tx)).rows);
    for (let times = 0; times < 7; times += 1) expect(await all()).toEqual([{ n: 1, word: "in alpha" }]);
    await alpha.transact((tx) => sql`alter table note add column other int`.execute(tx));
    expect(await all()).toEqual([{ n: 1, word: "in alpha", other: null }]);
  });

  test("WLD-54: statements of one use push out the oldest, and never more than so many are kept", async () => {
    const alpha = openPglite(pglite, { schema: "alpha" });
    for (let n = 0; n < 650; n += 1)
      await alpha.transact((tx) => sql`select ${sql.raw(String(n))}::int as n`.execute(tx));
    expect(await kept(pglite)).toBe(600);
    expect(await words("alpha")).toEqual(["in alpha"]);
  });

  test("WLD-54: a transaction whose statement failed is not taken for committed", async () => {
    const alpha = openPglite(pglite, { schema: "alpha" });
    const work = alpha.transact(async (tx) => {
      await sql`insert into note (n, word) values (9, 'lost')`.execute(tx);
      await sql`select 1 / 0`.execute(tx).catch(() => {});
    });
    await expect(work).rejects.toThrow();
    expect(await words("alpha", 9)).toEqual([]);
  });
});
