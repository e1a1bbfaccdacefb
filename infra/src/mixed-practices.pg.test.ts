import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markReal, refuseMixed, SEED_DONE } from "./seed-state.ts";

let server: Awaited<ReturnType<typeof startPostgres>>;
const made: { drop(): Promise<void> }[] = [];
const nameOf = (url: string) => new URL(url).pathname.slice(1);

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  for (const one of made) await one.drop();
});

test("IDN-106 a demonstration and a practice of real people are not set up on one PostgreSQL, whichever was there first", async () => {
  const [real, demonstration] = [await server.newDatabase("mixed_real"), await server.newDatabase("mixed_demo")];
  made.push(real, demonstration);
  await markReal(real.url, nameOf(real.url));
  // Beside one's own kind, and at each later start beside oneself, there is nothing to refuse.
  await refuseMixed(real.url, false, []);
  await refuseMixed(real.url, false, [nameOf(real.url)]);
  await expect(refuseMixed(real.url, true, [])).rejects.toThrow(nameOf(real.url));

  const client = new pg.Client({ connectionString: demonstration.url });
  await client.connect();
  await client.query(
    `comment on database ${pg.escapeIdentifier(nameOf(demonstration.url))} is ${pg.escapeLiteral(SEED_DONE)}`,
  );
  await client.end();
  await expect(refuseMixed(real.url, false, [nameOf(real.url)])).rejects.toThrow(nameOf(demonstration.url));
});
