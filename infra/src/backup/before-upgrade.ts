import type { ServiceName } from "@practicum/contracts/services";
import pg from "pg";
import { SERVICES } from "../service-names.ts";

/** By service: the names of the migrations that its schema has once it is up to date. */
export type Migrations = Readonly<Record<ServiceName, readonly string[]>>;

/**
 * What a start would bring up to date: "billing service/0041-...". A service without tables has nothing to
 * lose.
 *
 * @param adminUrl of the server, as its superuser.
 */
export async function pendingMigrations(
  adminUrl: string,
  database: string,
  wanted: Migrations,
): Promise<readonly string[]> {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const pending: string[] = [];
    for (const service of SERVICES) {
      const done = await appliedTo(client, service);
      if (done.size === 0) continue;
      pending.push(...wanted[service].filter((name) => !done.has(name)).map((name) => `${service} ${name}`));
    }
    return pending;
  } finally {
    await client.end();
  }
}

/** "billing 0021 paper claims, 0022 merges; messaging 0009 offer notices": what the steps are called, by service. */
export function stepsInWords(pending: readonly string[]): string {
  const byService = Map.groupBy(pending, (step) => step.split(" ")[0] ?? "");
  return [...byService]
    .map(([service, steps]) => `${service} ${steps.map((step) => inWords(step, service)).join(", ")}`)
    .join("; ");
}

/** "billing service/0021-paper-claims" is "0021 paper claims"; what every service has in common says so. */
function inWords(step: string, service: string): string {
  const name = step.slice(service.length + 1);
  const words = name.slice(name.indexOf("/") + 1).replaceAll("-", " ");
  return name.startsWith("platform/") ? `${words} (of every service)` : words;
}

async function appliedTo(client: pg.Client, schema: string): Promise<ReadonlySet<string>> {
  const { rows: there } = await client.query("select 1 where to_regclass($1) is not null", [`${schema}.migration`]);
  if (there.length === 0) return new Set();
  const { rows } = await client.query<{ name: string }>(`select name from ${pg.escapeIdentifier(schema)}.migration`);
  return new Set(rows.map(({ name }) => name));
}
