import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import type { LocalDate } from "@practicum/kernel/local-date";
import { openPg } from "@practicum/db/pg";
import type { CodeEntry, CodeSystem } from "@practicum/terminology/code-system";
import {
  loadAdjustmentCodes,
  loadCpt,
  loadCvx,
  loadHcpcsDates,
  loadHcpcsFixed,
  loadHcpcsTable,
  loadModifiers,
  loadPlaces,
  loadTaxonomy,
} from "@practicum/terminology/load/codes";
import { readPeriod } from "@practicum/terminology/load/dates";
import {
  loadAddOn,
  loadDiagnosisLimits,
  loadFeeIndicators,
  loadGpci,
  loadMue,
  loadPtp,
  loadRelativeValues,
} from "@practicum/terminology/load/edits";
import { loadIcd10cmOrder } from "@practicum/terminology/load/icd10cm";
import { collect, type LineResult, type Loaded, type TextChunks } from "@practicum/terminology/load/lines";
import { importFacts, type FactKind, type FactKinds } from "@practicum/terminology/sql/facts";
import { importCodes, type ImportCounts } from "@practicum/terminology/sql/import-codes";
import { importPtp } from "@practicum/terminology/sql/ptp";
import pg from "pg";
import type { QueryExecutorProvider } from "kysely";
import { practices } from "../src/practices.ts";
import { runningInstance } from "../src/state.ts";
import type { Io } from "./codes.ts";

/** Reads a file and gives what writes it to a database; the file is read once for all practices, except for PTP. */
type Reader = (read: Reading) => Promise<Import>;
interface Import {
  readonly rows: number;
  readonly refusals: readonly { readonly line: number; readonly reason: string }[];
  readonly write: (db: QueryExecutorProvider) => Promise<ImportCounts | undefined>;
}
interface Reading {
  readonly files: readonly string[];
  readonly from: LocalDate;
  readonly complete: boolean;
  readonly text: (file: string, what: string) => TextChunks;
}

export const KINDS = {
  icd10cm: codes("icd10cm", loadIcd10cmOrder),
  hcpcs: readHcpcs,
  cpt: codes("cpt", loadCpt),
  pos: codes("pos", loadPlaces),
  modifier: codes("modifier", loadModifiers),
  carc: codes("carc", (text, from) => loadAdjustmentCodes("carc", text, from)),
  rarc: codes("rarc", (text, from) => loadAdjustmentCodes("rarc", text, from)),
  cvx: codes("cvx", loadCvx),
  taxonomy: codes("taxonomy", loadTaxonomy),
  ptp: readPtp,
  mue: facts("mue", loadMue),
  "add-on": facts("add-on", loadAddOn),
  rvu: facts("rvu", loadRelativeValues),
  "fee-indicators": facts("fee-indicators", loadFeeIndicators),
  gpci: facts("gpci", loadGpci),
  "diagnosis-limits": facts("diagnosis-limits", loadDiagnosisLimits),
} satisfies { readonly [kind: string]: Reader };
export type Kind = keyof typeof KINDS;

export interface CodeImport {
  readonly kind: Kind;
  readonly files: readonly string[];
  readonly from?: LocalDate;
  readonly complete: boolean;
  /** One practice's database, as a login that may write to its services' schemas. */
  readonly databaseUrl?: string;
}

const REFUSALS_SHOWN_MAX = 20;
const IMPORT_TIMEOUT_MS = 30 * 60_000;

/** @returns whether anything could be loaded. */
export async function importCodeFiles(wanted: CodeImport, io: Io): Promise<boolean> {
  const from = wanted.from ?? firstDayOf(wanted.kind, wanted.files[0] ?? "");
  const text = (file: string, what: string) => textOf(file, what, io);
  const made = await KINDS[wanted.kind]({ files: wanted.files, from, complete: wanted.complete, text });
  for (const { line, reason } of made.refusals.slice(0, REFUSALS_SHOWN_MAX)) io.err(`line ${line}: ${reason}`);
  if (made.refusals.length > REFUSALS_SHOWN_MAX) io.err(`and ${made.refusals.length - REFUSALS_SHOWN_MAX} more lines`);
  io.err(`${wanted.kind} from ${from}: ${made.rows} read, ${made.refusals.length} refused`);
  if (made.rows === 0) return false;
  for (const { practice, url, schema } of await placesToWrite(wanted.databaseUrl)) {
    io.progress?.(`writing to ${practice} (${schema}) ...`);
    const db = openPg<unknown>({ url, schema, poolMax: 1, applicationName: "practicum codes" });
    try {
      const counts = await db.transact((tx) => made.write(tx), { timeoutMs: IMPORT_TIMEOUT_MS });
      io.progress?.("");
      if (counts === undefined)
        throw new Error("A newer file of this kind was loaded before: this one changes nothing.");
      io.out(JSON.stringify({ practice, schema, kind: wanted.kind, from, ...counts, refused: made.refusals.length }));
    } finally {
      await db.close();
    }
  }
  return true;
}

function codes(
  system: CodeSystem,
  load: (text: TextChunks, from: LocalDate) => AsyncGenerator<LineResult<CodeEntry>>,
): Reader {
  return async ({ files, from, complete, text }) => {
    const { rows, refusals } = await readAll(files, (file) => load(text(file, system), from));
    const write = (db: QueryExecutorProvider) => importCodes(db, { system, from, complete, entries: rows });
    return { rows: rows.length, refusals, write };
  };
}

function facts<Fact extends FactKind>(
  kind: Fact,
  load: (text: TextChunks) => AsyncGenerator<LineResult<FactKinds[Fact]>>,
): Reader {
  return async ({ files, from, text }) => {
    const { rows, refusals } = await readAll(files, (file) => load(text(file, kind)));
    return { rows: rows.length, refusals, write: (db) => importFacts(db, kind, from, rows) };
  };
}

/** CMS's contractor file of fixed columns, or a table of descriptions with, as a second file, a table of attributes. */
async function readHcpcs({ files, from, complete, text }: Reading): Promise<Import> {
  const [first = "", second] = files;
  const fixed = /anweb.*\.txt/i.test(basename(first));
  const { rows, refusals } = await collect((fixed ? loadHcpcsFixed : loadHcpcsTable)(text(first, "hcpcs"), from));
  const dates = second === undefined ? [] : (await collect(loadHcpcsDates(text(second, "hcpcs attributes")))).rows;
  const byCode = new Map(dates.map((row) => [row.code, row]));
  const entries = rows.map((row) => {
    const found = byCode.get(row.code);
    const period = found === undefined ? undefined : readPeriod(found.added, found.ended, from);
    return typeof period === "object" ? { ...row, ...period } : row;
  });
  return {
    rows: rows.length,
    refusals,
    write: (db) => importCodes(db, { system: "hcpcs", from, complete, entries }),
  };
}

/** Millions of pairs: read once to count and refuse, then again for each database, a batch at a time. */
async function readPtp({ files, from, text }: Reading): Promise<Import> {
  const refusals: { line: number; reason: string }[] = [];
  let rows = 0;
  for (const file of files) {
    for await (const result of loadPtp(text(file, "ptp"), from)) {
      if ("row" in result) rows += 1;
      else refusals.push(result);
    }
  }
  const pairs = async function* () {
    for (const file of files) {
      for await (const result of loadPtp(text(file, "ptp, writing"), from)) if ("row" in result) yield result.row;
    }
  };
  return { rows, refusals, write: (db) => importPtp(db, from, pairs()) };
}

async function readAll<Row>(
  files: readonly string[],
  load: (file: string) => AsyncGenerator<LineResult<Row>>,
): Promise<Loaded<Row>> {
  const all: Loaded<Row> = { rows: [], refusals: [] };
  for (const file of files) {
    const { rows, refusals } = await collect(load(file));
    for (const row of rows) all.rows.push(row);
    all.refusals.push(...refusals);
  }
  return all;
}

/** The file's text as it is read, unpacked when its name ends in .gz, with a line of progress. */
async function* textOf(file: string, what: string, io: Io): AsyncGenerator<string> {
  const { size } = await stat(file).catch(() => {
    throw new Error(`${file} could not be read.`);
  });
  const raw = createReadStream(file);
  let readBytes = 0;
  let shownAt = 0;
  raw.on("data", (chunk) => {
    readBytes += chunk.length;
  });
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw) {
    if (io.progress && performance.now() - shownAt > 200) {
      shownAt = performance.now();
      io.progress(`${what}: ${Math.round((readBytes / Math.max(size, 1)) * 100)} %`);
    }
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
  io.progress?.("");
}

/** CMS names its files by year: "icd10cm-order-fy2024" begins on 2023-10-01, "...-2024q3" on 2024-07-01, "...2024" on 01-01. */
function firstDayOf(kind: Kind, file: string): LocalDate {
  const name = basename(file).toLowerCase();
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(name)?.[1];
  const quarter = /(?<!\d)20\d\d[-_]?q([1-4])/.exec(name)?.[1];
  if (year === undefined)
    throw new Error("The file's name does not say its year: add --from YYYY-MM-DD, its first day.");
  if (kind === "icd10cm") return `${Number(year) - 1}-10-01`;
  if (quarter !== undefined) return `${year}-${String(Number(quarter) * 3 - 2).padStart(2, "0")}-01`;
  return `${year}-01-01`;
}

/** Every schema that keeps code sets, of every practice. */
async function placesToWrite(
  databaseUrl: string | undefined,
): Promise<readonly { practice: string; url: string; schema: string }[]> {
  const targets = databaseUrl === undefined ? await installedDatabases() : [{ practice: "database", url: databaseUrl }];
  const places: { practice: string; url: string; schema: string }[] = [];
  for (const { practice, url } of targets) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    await client.connect();
    try {
      const { rows } = await client.query<{ schemaname: string }>(
        "select schemaname from pg_tables where tablename = 'terminology_code' order by schemaname",
      );
      for (const { schemaname } of rows) places.push({ practice, url, schema: schemaname });
    } finally {
      await client.end();
    }
  }
  if (places.length === 0) throw new Error("No service here keeps code sets yet: begin with `npm start`.");
  return places;
}

async function installedDatabases(): Promise<readonly { practice: string; url: string }[]> {
  const instance = await runningInstance();
  if (instance === undefined) throw new Error("Practicum does not run from this folder: begin with `npm start`.");
  return (await practices([])).map(({ slug, database }) => {
    const url = new URL(instance.databaseUrl);
    url.pathname = `/${database}`;
    return { practice: slug, url: url.href };
  });
}
