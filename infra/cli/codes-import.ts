import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { LocalDate } from "@practicum/kernel/local-date";
import { openPg } from "@practicum/db/pg";
import { readSupportingData } from "@practicum/immunization-forecast/read-supporting-data";
import type { CodeEntry, CodeSystem } from "@practicum/terminology/code-system";
import {
  loadAdjustmentCodes,
  loadCvx,
  loadModifiers,
  loadPlaces,
  loadTaxonomy,
} from "@practicum/terminology/load/codes";
import { loadCpt } from "@practicum/terminology/load/cpt";
import { readPeriod } from "@practicum/terminology/load/dates";
import { loadAddOn, loadDiagnosisLimits, loadMue, loadPtp } from "@practicum/terminology/load/edits";
import {
  loadFeeIndicators,
  loadGpci,
  loadLocalities,
  loadRelativeValues,
} from "@practicum/terminology/load/fee-schedule";
import { loadHcpcs, loadHcpcsDates } from "@practicum/terminology/load/hcpcs";
import { loadGrowth } from "@practicum/terminology/load/growth";
import { loadIcd10cmOrder } from "@practicum/terminology/load/icd10cm";
import { collect, type LineResult, type TextChunks } from "@practicum/terminology/load/lines";
import { importFacts, type FactKind, type FactKinds } from "@practicum/terminology/sql/facts";
import {
  importCodes,
  seedBuiltInCodes,
  type CodeRelease,
  type ImportCounts,
} from "@practicum/terminology/sql/import-codes";
import { importPtp } from "@practicum/terminology/sql/ptp";
import pg from "pg";
import type { QueryExecutorProvider } from "kysely";
import { practices } from "../src/practices.ts";
import { runningInstance } from "../src/state.ts";
import type { Io } from "./codes-io.ts";
import { textOfFile } from "./codes-text.ts";
import { supportingDataIn } from "./forecast/read-folder.ts";
import { firstDayOf } from "./codes-release.ts";

interface FileRefusal {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Reads a file and gives what writes it to a database; the file is read once for all practices, except for PTP. */
type Reader = (read: Reading) => Promise<Import>;
interface Import {
  readonly rows: number;
  readonly refusals: readonly FileRefusal[];
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
  modifier: codes("modifier", loadModifiers, completeByLevel),
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
  locality: facts("locality", loadLocalities),
  "diagnosis-limits": facts("diagnosis-limits", loadDiagnosisLimits),
  growth: readGrowth,
  cdsi: readVaccineRules,
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

/**
 * @returns whether anything could be loaded.
 * @throws Error in words for a person: no such file, no first day, more lines refused than read, a newer file known.
 */
export async function importCodeFiles(wanted: CodeImport, io: Io): Promise<boolean> {
  const from = wanted.from ?? firstDay(wanted);
  const text = (file: string, what: string) =>
    textOfFile(file, io.progress && ((percent) => io.progress?.(`${what}: ${percent} %`)));
  const made = await KINDS[wanted.kind]({ files: wanted.files, from, complete: wanted.complete, text });
  io.progress?.("");
  const several = wanted.files.length > 1;
  for (const { file, line, reason } of made.refusals.slice(0, REFUSALS_SHOWN_MAX))
    io.err(`${several ? `${basename(file)} ` : ""}line ${line}: ${reason}`);
  if (made.refusals.length > REFUSALS_SHOWN_MAX) io.err(`and ${made.refusals.length - REFUSALS_SHOWN_MAX} more lines`);
  io.err(`${wanted.kind} from ${from}: ${made.rows} read, ${made.refusals.length} refused`);
  if (made.rows === 0) return false;
  // The codes of the lines that could not be read would end: a wrong file must not close a whole list.
  if (made.refusals.length > made.rows)
    throw new Error("More lines were refused than read: nothing was written. Is it the right kind of file?");
  for (const { practice, url, schema } of await placesToWrite(wanted.databaseUrl)) {
    io.progress?.(`writing to ${practice} (${schema}) ...`);
    const db = openPg<unknown>({ url, schema, poolMax: 1, applicationName: "practicum codes" });
    try {
      // An official file ends what it lacks of the built-in set, so the set has to be there first.
      const write = async (tx: QueryExecutorProvider) => {
        await seedBuiltInCodes(tx);
        return made.write(tx);
      };
      const counts = await db.transact(write, { timeoutMs: IMPORT_TIMEOUT_MS });
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

/** Vaccine rules say no first day: they are followed as soon as they are loaded, also where the practice's day began later than here. */
function firstDay({ kind, files }: CodeImport): LocalDate {
  return kind === "cdsi"
    ? Temporal.Now.plainDateISO().subtract({ days: 1 }).toString()
    : firstDayOf(kind, files[0] ?? "");
}

function codes(
  system: CodeSystem,
  load: (text: TextChunks, from: LocalDate) => AsyncGenerator<LineResult<CodeEntry>>,
  completeFor: (entries: readonly CodeEntry[]) => CodeRelease["complete"] = () => true,
): Reader {
  return async ({ files, from, complete, text }) => {
    const { rows, refusals } = await readAll(files, (file) => load(text(file, system), from));
    const release = { system, from, complete: complete && completeFor(rows), entries: rows };
    return { rows: rows.length, refusals, write: (db) => importCodes(db, release) };
  };
}

/** CMS's file has the modifiers of HCPCS alone, a licensed one may have CPT's alone: neither ends those of the other. */
function completeByLevel(entries: readonly CodeEntry[]): (codeKey: string) => boolean {
  const isCpt = (code: string) => /^\d/.test(code);
  const levels = new Set(entries.map(({ code }) => isCpt(code)));
  return (codeKey) => levels.has(isCpt(codeKey));
}

function facts<Fact extends FactKind>(
  kind: Fact,
  load: (text: TextChunks, from: LocalDate) => AsyncGenerator<LineResult<FactKinds[Fact]>>,
): Reader {
  return async ({ files, from, complete, text }) => {
    const { rows, refusals } = await readAll(files, (file) => load(text(file, kind), from));
    return { rows: rows.length, refusals, write: (db) => importFacts(db, kind, from, rows, complete) };
  };
}

/** Growth charts, a file each: those that are not among the files stay. */
async function readGrowth({ files, from, text }: Reading): Promise<Import> {
  const { rows, refusals } = await readAll(files, (file) => loadGrowth(text(file, "growth"), basename(file)));
  return { rows: rows.length, refusals, write: (db) => importFacts(db, "growth", from, rows, false) };
}

/** CDC's vaccine rules: a folder, a zip, or the files of one release. They are checked as a whole, since part of them would give wrong dates. */
async function readVaccineRules({ files, from }: Reading): Promise<Import> {
  const found = files.flatMap((file) => supportingDataIn(file));
  const read = readSupportingData(found);
  if (!read.ok)
    throw new Error(
      `Nothing was written. These vaccine rules cannot be used:\n${read.error.map(({ file, what }) => `${file}: ${what}`).join("\n")}`,
    );
  const rows = found.map(({ name, text }) => {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
    return { code: "CDSI", file: name, hash, text } as const;
  });
  return { rows: rows.length, refusals: [], write: (db) => importFacts(db, "cdsi", from, rows, true) };
}

/** CMS's contractor file alone, or a table of descriptions with, as a second file, a table of attributes. */
async function readHcpcs({ files: [first = "", second], from, complete, text }: Reading): Promise<Import> {
  const { rows, refusals } = await readAll([first], (file) => loadHcpcs(text(file, "hcpcs"), from));
  const dates = await readAll(second === undefined ? [] : [second], (file) =>
    loadHcpcsDates(text(file, "hcpcs attributes")),
  );
  const byCode = new Map(dates.rows.map((row) => [row.code, row]));
  const entries = rows.map((row) => {
    const found = byCode.get(row.code);
    const period = found === undefined ? undefined : readPeriod(found.added, found.ended, from);
    return typeof period === "object" ? { ...row, ...period } : row;
  });
  return {
    rows: rows.length,
    refusals: [...refusals, ...dates.refusals],
    write: (db) => importCodes(db, { system: "hcpcs", from, complete, entries }),
  };
}

/** Millions of pairs: read once to count and refuse, then again for each database, a batch at a time. */
async function readPtp({ files, from, complete, text }: Reading): Promise<Import> {
  const refusals: FileRefusal[] = [];
  let rows = 0;
  for (const file of files) {
    for await (const result of loadPtp(text(file, "ptp"), from)) {
      if ("row" in result) rows += 1;
      else refusals.push({ file, ...result });
    }
  }
  const pairs = async function* () {
    for (const file of files) {
      for await (const result of loadPtp(text(file, "ptp, writing"), from)) if ("row" in result) yield result.row;
    }
  };
  return { rows, refusals, write: (db) => importPtp(db, from, pairs(), complete) };
}

async function readAll<Row>(
  files: readonly string[],
  load: (file: string) => AsyncGenerator<LineResult<Row>>,
): Promise<{ readonly rows: Row[]; readonly refusals: FileRefusal[] }> {
  const all = { rows: new Array<Row>(), refusals: new Array<FileRefusal>() };
  for (const file of files) {
    const { rows, refusals } = await collect(load(file));
    for (const row of rows) all.rows.push(row);
    for (const refusal of refusals) all.refusals.push({ file, ...refusal });
  }
  return all;
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
