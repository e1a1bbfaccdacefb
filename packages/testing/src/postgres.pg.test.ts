import pg from "pg";
import { expect, it } from "vitest";
import { startPostgres, startPrivatePostgres } from "./postgres.ts";

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it("gives each caller an empty database that the other does not see", async () => {
  const postgres = await startPostgres();
  const [one, two] = await Promise.all([postgres.newDatabase(), postgres.newDatabase("Second One")]);
  await query(one.url, "create table t (a int)");
  await expect(query(two.url, "select a from t")).rejects.toThrow(/does not exist/);
  await Promise.all([one.drop(), two.drop()]);
  await expect(query(one.url, "select 1")).rejects.toThrow(/does not exist/);
}, 120_000);

it("prepares a template once, for callers at the same time too", async () => {
  const postgres = await startPostgres();
  let prepared = 0;
  const template = {
    key: `once-${process.pid}-${Math.random()}`,
    async prepare(url: string) {
      prepared++;
      await query(url, "create table t as select 42 as a");
    },
  };
  const copies = await Promise.all([1, 2, 3, 4].map(() => postgres.newDatabase({ template })));
  for (const copy of copies) expect(await query(copy.url, "select a from t")).toEqual([{ a: 42 }]);
  expect(prepared).toBe(1);
  await Promise.all(copies.map((copy) => copy.drop()));
}, 120_000);

it("keeps what was committed when a private server is killed", async () => {
  const postgres = await startPrivatePostgres();
  try {
    await query(postgres.url, "create table t as select 7 as a");
    await postgres.kill();
    await expect(query(postgres.url, "select a from t")).rejects.toThrow();
    await postgres.restart();
    expect(await query(postgres.url, "select a from t")).toEqual([{ a: 7 }]);
  } finally {
    await postgres.stop();
  }
}, 120_000);
