import { PGlite } from "@electric-sql/pglite";
import type { Db } from "@practicum/db/db";
import { openPg } from "@practicum/db/pg";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { dropPracticeDatabase, setUpPracticeDatabase } from "@practicum/db/setup";
import { must } from "@practicum/kernel/assert";
import { startPostgres } from "@practicum/testing/postgres";
import pg from "pg";
import type { Queries } from "../simtest/invariants.ts";
import { SERVICES } from "../src/service-names.ts";
import type { Target } from "./kept-state.ts";

/** A kept database, put where this program finds it. */
export interface Opened extends Queries {
  readonly target: Target;
  open<Schema>(service: string): Db<Schema>;
  close(): Promise<void>;
}

export async function onPglite(): Promise<Opened> {
  const pglite = await PGlite.create({ extensions: pgliteExtensions });
  await setUpPglite(pglite, SERVICES);
  return {
    target: {
      asService: async (service, text) => void (await pglite.exec(`set search_path = "${service}", public; ${text}`)),
      asAdmin: async (text, values = []) => void (await pglite.query(text, [...values])),
    },
    query: (text) => pglite.query(text),
    exec: (text) => pglite.exec(text),
    open: (service) => openPglite(pglite, { schema: service }),
    close: () => pglite.close(),
  };
}

/** With a role a service, as in a clinic: an upgrade must not need more than that. */
export async function onPostgres(): Promise<Opened> {
  const server = await startPostgres();
  const database = `upgrade_${crypto.randomUUID().slice(0, 8)}`;
  const services = SERVICES.map((service) => ({ service, password: "upgrade" }));
  const urls = await setUpPracticeDatabase({ adminUrl: server.url, database, services });
  const adminUrl = new URL(server.url);
  adminUrl.pathname = `/${database}`;
  const admin = await connected(adminUrl.href);
  const owners = new Map<string, pg.Client>();
  for (const service of SERVICES) owners.set(service, await connected(must(urls[service])));
  const pools: Pick<Db<never>, "close">[] = [];
  return {
    target: {
      asService: async (service, text) =>
        void (await must(owners.get(service)).query(`set search_path = "${service}", public; ${text}`)),
      asAdmin: async (text, values = []) => void (await admin.query(text, [...values])),
    },
    query: (text) => admin.query(text),
    exec: (text) => admin.query(text),
    open<Schema>(service: string) {
      const db = openPg<Schema>({ url: must(urls[service]), schema: service, poolMax: 4 });
      pools.push(db);
      return db;
    },
    async close() {
      for (const pool of pools) await pool.close();
      for (const client of [...owners.values(), admin]) await client.end();
      await dropPracticeDatabase({ adminUrl: server.url, database, services: SERVICES });
      await server.stop();
    },
  };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  return client;
}
