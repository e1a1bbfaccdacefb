import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Command } from "commander";
import type { Actor } from "@practicum/contracts/actor";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { idsOfCause } from "@practicum/kernel/cause";
import { must } from "@practicum/kernel/assert";
import { Refused } from "@practicum/seed/practice-port";
import { knownPractices } from "../src/practices.ts";
import { runningInstance } from "../src/state.ts";
import { demoPeople } from "./day/demo-people.ts";
import { HttpPractice, type SignIn } from "./day/http-practice.ts";
import { type KindReport, type MappedBundle, mapBundle, UnusableFile } from "./import-fhir/map-bundle.ts";
import { recordsOf, type PatientRecord } from "./import-fhir/read-records.ts";
import { asTable, type FileReport } from "./import-fhir/report.ts";

const entriesAtOnce = 500;

interface Options {
  readonly system: string;
  readonly url?: string;
  readonly practice?: string;
  readonly email?: string;
  readonly passwordFile?: string;
  readonly code?: string;
  readonly dryRun?: boolean;
  readonly someoneElse?: boolean;
  readonly patient?: string;
  readonly json?: boolean;
}

/** `practicum import fhir`: brings the patients of FHIR R4 files into the running practice, through its own operations. */
export function command(): Command {
  const fhir = new Command("fhir")
    .description(
      "Take over patients from FHIR R4: bundles, NDJSON of bulk exports, single resources; files, or folders of them. Running it again adds nothing. Who looks like somebody who is here waits for a person, with a task in the inbox",
    )
    .argument("<path...>")
    .option(
      "--system <name>",
      "names where the records come from; the same name and record is taken once",
      "fhir-import",
    )
    .option("--dry-run", "say what would be taken and who would wait, and take nothing")
    .option("--someone-else", "a person looked: those who look like somebody who is here are others")
    .option("--patient <id>", "a person looked: it is this patient, whose chart takes it; for one record")
    .option("--email <address>", "a practice manager's; of the demonstration left out")
    .option("--password-file <file>", "that holds the password and nothing else")
    .option("--code <digits>", "of the manager's authenticator, where there is one")
    .option("--practice <short name>", "which, where there are several")
    .option("--url <address>", "the gateway; by default the one that runs here")
    .option("--json", "print the whole report as JSON")
    .action(async (paths: string[], options: Options) => {
      const url = options.url ?? (await runningInstance())?.url;
      if (!url) throw new Error("no practice is running here: run `npm start` first, or give --url");
      const files = await filesOf(paths);
      if (files.length === 0) throw new Error("there is no .json or .ndjson file in what was named");
      const { signIn, practice: slug } = await whoImports(options);
      const practice = new HttpPractice(url, slug, [signIn]);
      const as = actorOf(signIn);
      const { timeZone } = await practice.run("identity", "getPractice", {}, as);
      const job: Job = { practice, as, timeZone, options };
      const { there, missing } = await textsOf(files);
      const records = recordsOf(there);
      if (options.patient !== undefined && records.length !== 1)
        throw new Error(`--patient is for one record, and there are ${records.length}`);
      const reports: FileReport[] = missing.map((file) => refusal(file, "there is no such file"));
      for (const record of records) {
        process.stderr.write(`${record.name}\n`);
        reports.push(await importRecord(job, record));
      }
      console.log(options.json ? JSON.stringify(reports, null, 2) : asTable(reports));
      if (reports.some((report) => report.refused !== null)) process.exitCode = 1;
    });
  return new Command("import").description("Bring in records from elsewhere").addCommand(fhir);
}

interface Job {
  readonly practice: HttpPractice;
  readonly as: Actor;
  readonly timeZone: string;
  readonly options: Options;
}

/** A manager of the practice: the one who is named, or the demonstration's own. */
async function whoImports(options: Options): Promise<{ readonly signIn: SignIn; readonly practice: string }> {
  const known = await knownPractices();
  const [entry, ...others] = known.filter((one) => options.practice === undefined || one.slug === options.practice);
  const practice = options.practice ?? entry?.slug;
  if (practice === undefined || others.length > 0)
    throw new Error(`which practice? Name it by --practice: ${known.map((one) => one.slug).join(", ")}`);
  if (options.email !== undefined && options.passwordFile !== undefined) {
    const password = (await readFile(options.passwordFile, "utf8")).trim();
    const { email, code } = options;
    return { practice, signIn: { staffId: "importer", email, password, ...(code === undefined ? {} : { code }) } };
  }
  if (entry?.demonstration !== true) throw new Error("name a practice manager by --email and --password-file");
  return { practice, signIn: must(demoPeople().find(({ email }) => email.startsWith("whitfield@"))) };
}

function actorOf({ staffId }: SignIn): Actor {
  return { kind: "staff", staffId, name: "importer", roles: ["practice-manager"], sessionId: "import" };
}

async function textsOf(files: readonly string[]) {
  const there: { readonly name: string; readonly text: string }[] = [];
  const missing: string[] = [];
  for (const file of files) {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text === undefined) missing.push(basename(file));
    else there.push({ name: basename(file), text });
  }
  return { there, missing };
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (await isFolder(path))
      files.push(
        ...(await readdir(path))
          .filter((name) => /\.(json|ndjson)$/.test(name))
          .toSorted()
          .map((name) => join(path, name)),
      );
    else files.push(path);
  }
  return files;
}

/** A path that is not there is reported with the files: the others still go in. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const refusal = (file: string, why: string): FileReport => ({ file, refused: why, kinds: {} });

async function importRecord(job: Job, { name, bundle, refused }: PatientRecord): Promise<FileReport> {
  if (refused !== undefined) return refusal(name, refused);
  try {
    const mapped = mapBundle(bundle, job.options.system, job.timeZone);
    const kinds: FileReport["kinds"] = Object.fromEntries(
      Object.entries(mapped.kinds).map(([kind, { read, joined, left }]: [string, KindReport]) => [
        kind,
        { read, joined, taken: 0, alreadyThere: 0, left },
      ]),
    );
    const report = { file: name, refused: null, kinds };
    if (job.options.dryRun) return { ...report, ...(await forecast(job, mapped)) };
    const patient = await patientFor(job, name, mapped);
    if (patient === null)
      return { ...report, held: "it looks like somebody who is here, and waits for a person: see the task" };
    count(kinds, "Patient", patient.created ? 1 : 0, patient.created ? 0 : 1);
    await takeOver(job, patient.patientId, mapped, kinds);
    return report;
  } catch (error) {
    if (error instanceof UnusableFile || error instanceof Refused) return refusal(name, error.message);
    throw error;
  }
}

async function forecast(job: Job, mapped: MappedBundle): Promise<{ readonly held: string }> {
  const alike = await alikeTo(job, mapped);
  const held =
    alike.length === 0
      ? "a new patient would be registered"
      : `it looks like ${alike.length} who ${alike.length === 1 ? "is" : "are"} here: it would wait for a person, unless it was taken before`;
  return { held };
}

async function alikeTo(
  { practice, as }: Job,
  { patient: { registration } }: MappedBundle,
): Promise<readonly PatientMatch[]> {
  const { name, birthDate, phone } = registration;
  const asked = { family: name.family, given: name.given, birthDate, phone };
  return practice.run("scheduling", "findDuplicates", asked, as);
}

/** The patient to whom the record belongs; null where a person must say so first. Nothing is taken for somebody else's by itself. */
async function patientFor(
  job: Job,
  file: string,
  mapped: MappedBundle,
): Promise<{ readonly patientId: string; readonly created: boolean } | null> {
  const { practice, as, options } = job;
  if (options.patient !== undefined) return { patientId: options.patient, created: false };
  const others = options.someoneElse ? (await alikeTo(job, mapped)).map((one) => one.patientId).slice(0, 20) : [];
  try {
    const input = { ...mapped.patient.registration, notDuplicateOf: others };
    return await practice.run("scheduling", "registerPatient", input, as);
  } catch (error) {
    if (!(error instanceof Refused && error.code === "possible-duplicate")) throw error;
    await askPerson(job, file, mapped);
    return null;
  }
}

/** Into the front desk's queue, once for each record however often it is tried. */
async function askPerson(job: Job, file: string, mapped: MappedBundle): Promise<void> {
  const { practice, as, options } = job;
  const [likeliest] = await alikeTo(job, mapped);
  const cause = `fhir-review ${options.system} ${mapped.patient.sourceId}`;
  const task = {
    taskId: idsOfCause(cause, "2026-01-01T00:00:00.000Z").next<"task">(),
    title: "Is it the same person? A record from elsewhere waits",
    detail:
      `Record ${mapped.patient.sourceId} of ${options.system} (${file}) looks like this patient. Nothing of it was taken yet. ` +
      `If it is someone else, import it again with --someone-else; if it is this patient, with --patient ${likeliest?.patientId ?? "ID"}.`,
    patientId: likeliest?.patientId ?? null,
    ownerId: null,
    pool: "front-desk" as const,
    dueOn: null,
    priority: "normal" as const,
    about: null,
  };
  await practice.run("messaging", "createTask", task, as).catch((error: unknown) => {
    if (!(error instanceof Refused && error.code === "already-recorded")) throw error;
  });
}

async function takeOver(job: Job, patientId: string, mapped: MappedBundle, kinds: FileReport["kinds"]): Promise<void> {
  const { practice, as, options } = job;
  const { system } = options;
  for (const [kind, entries] of mapped.entries) {
    for (let from = 0; from < entries.length; from += entriesAtOnce) {
      const part = entries.slice(from, from + entriesAtOnce);
      const { taken, alreadyThere, left } = await known(() =>
        practice.run("charting", "importChart", { patientId, system, entries: part }, as),
      );
      count(kinds, kind, taken, alreadyThere);
      countLeft(kinds, kind, left);
    }
  }
  for (const coverage of mapped.coverages) {
    const { taken } = await known(() =>
      practice.run("billing", "importCoverage", { patientId, system, ...coverage }, as),
    );
    count(kinds, "Coverage", taken ? 1 : 0, taken ? 0 : 1);
  }
}

function countLeft(kinds: FileReport["kinds"], kind: string, left: readonly { readonly because: string }[]): void {
  const counts = kinds[kind]?.left;
  if (!counts) return;
  for (const { because } of left) counts[because] = (counts[because] ?? 0) + 1;
}

/** Charting and billing learn of a new patient by an event, a moment after the registration. */
async function known<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused && error.code === "not-found") || attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function count(kinds: FileReport["kinds"], kind: string, taken: number, alreadyThere: number): void {
  const report = kinds[kind];
  if (!report) return;
  report.taken += taken;
  report.alreadyThere += alreadyThere;
}
