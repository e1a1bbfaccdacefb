import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import type { Source } from "./backup/archive.ts";
import type { BackupKey } from "./backup/key.ts";
import { sealArchive } from "./backup/make.ts";
import { everythingBelow } from "./backup/sources.ts";
import type { PracticeEntry } from "./practices.ts";

/** Where a practice's files are, beside its database. */
export interface PracticeFolders {
  readonly clearinghouse: string;
  readonly messages: string;
  readonly auditHeads: string;
}

export interface ExportOptions {
  /** A superuser's address; the practice's own database is on the same server. */
  readonly adminUrl: string;
  readonly entry: PracticeEntry;
  readonly folders: PracticeFolders;
  /** Gets the file. */
  readonly to: string;
  readonly key: BackupKey;
  /** Clear text waits here until it is in the archive. */
  readonly scratchIn: string;
}

export interface Exported {
  readonly file: string;
  readonly files: number;
  readonly rows: number;
}

const FETCH = 1000;

/** What people sign in by, and what opens a session: it is of use to a thief alone, and to no other program. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  "identity/attempt",
  "identity/auth_account",
  "identity/auth_session",
  "identity/auth_two_factor",
  "identity/auth_verification",
  "identity/founding",
  "identity/known_device",
  "identity/session_confirmation",
  "identity/session_enrolment",
  "identity/sign_in_code",
]);

/**
 * All of one practice in one encrypted archive: each table as NDJSON, a row a line, of one moment; its files as they are; a README that
 * says what is what. It was read back whole when this ends (SVC-41).
 */
export async function exportPractice(options: ExportOptions): Promise<Exported> {
  const { entry, to, key } = options;
  await mkdir(to, { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(options.scratchIn, ".export-"));
  const name = `practice-${entry.slug}-${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")}.tar.gz.age`;
  const [partial, file] = [join(to, `.${name}.part`), join(to, name)];
  try {
    const tables = await writeTables(options, scratch);
    await writeFile(join(scratch, "README.txt"), readme(entry, tables), { mode: 0o600 });
    const files = await sealArchive(sources(options, scratch), { partial, file }, key);
    return { file, files, rows: tables.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await rm(partial, { force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

async function* sources({ entry, folders }: ExportOptions, scratch: string): AsyncGenerator<Source> {
  yield { path: join(scratch, "README.txt"), name: "README.txt" };
  yield* everythingBelow(join(scratch, "tables"), "tables");
  yield* everythingBelow(join(folders.clearinghouse, entry.id), "clearinghouse");
  yield* everythingBelow(join(folders.messages, entry.slug), "messages");
  yield { path: join(folders.auditHeads, `${entry.id}.jsonl`), name: "audit-heads.jsonl" };
}

interface Written {
  readonly table: string;
  readonly rows: number;
}

/** Of one moment: what is changed meanwhile is in all of it or in nothing. */
async function writeTables({ adminUrl, entry }: ExportOptions, scratch: string): Promise<readonly Written[]> {
  const url = new URL(adminUrl);
  url.pathname = `/${entry.database}`;
  const client = new pg.Client({ connectionString: url.href });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' order by 1, 2`,
    );
    const written: Written[] = [];
    for (const { schema, name } of tables) {
      const table = `${schema}/${name}`;
      if (LEFT_OUT.has(table)) continue;
      written.push({ table, rows: await writeTable(client, schema, name, join(scratch, "tables", `${table}.ndjson`)) });
    }
    await client.query("commit");
    return written;
  } finally {
    await client.end();
  }
}

async function writeTable(client: pg.Client, schema: string, name: string, path: string): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "w", 0o600);
  const from = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
  let count = 0;
  try {
    await client.query(`declare export_rows no scroll cursor for select row_to_json(t)::text as line from ${from} t`);
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${FETCH} from export_rows`);
      if (rows.length === 0) break;
      await file.write(rows.map(({ line }) => `${line}\n`).join(""));
      count += rows.length;
    }
    await client.query("close export_rows");
  } finally {
    await file.close();
  }
  return count;
}

function readme({ id, slug, name, timeZone }: PracticeEntry, tables: readonly Written[]): string {
  return [
    `${name} (${slug}, ${id}), exported from Practicum at ${new Date().toISOString()}`,
    "",
    "tables/SCHEMA/TABLE.ndjson   one row a line, as JSON (UTF-8). Money is whole cents, dates are YYYY-MM-DD, moments are UTC",
    `                             (the practice's own clock is ${timeZone}). Files kept in the database are hexadecimal after \\x.`,
    "clearinghouse/               files to and from the clearinghouse, as X12 has them",
    "messages/                    messages to patients and people, JSON",
    "audit-heads.jsonl            heads of the audit trail; the trail itself is tables/identity",
    "manifest.json                SHA-256 of each file",
    "",
    "Left out is what people sign in by: passwords, second factors, sessions.",
    "",
    ...tables.map(({ table, rows }) => `${String(rows).padStart(10)}  ${table}`),
    "",
  ].join("\n");
}
