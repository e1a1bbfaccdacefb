import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Command } from "commander";
import { actorOf, staffByKey, timeZone } from "@practicum/seed/practice";
import { Refused } from "@practicum/seed/practice-port";
import { demoPractice } from "../src/demo.ts";
import { runningInstance } from "../src/state.ts";
import { demoPeople } from "./day/demo-people.ts";
import { HttpPractice } from "./day/http-practice.ts";
import { type KindReport, mapBundle, UnusableFile } from "./import-fhir/map-bundle.ts";
import { asTable, type FileReport } from "./import-fhir/report.ts";

const entriesAtOnce = 500;

/** `practicum import fhir`: brings the patients of FHIR R4 bundles into the running practice, through its own operations. */
export function command(): Command {
  const fhir = new Command("fhir")
    .description("Take over patients from FHIR R4 bundles: files, or folders of them. Running it again adds nothing")
    .argument("<path...>")
    .option(
      "--system <name>",
      "names where the records come from; the same name and record is taken once",
      "fhir-import",
    )
    .option("--url <address>", "the gateway; by default that of the running demonstration")
    .option("--json", "print the whole report as JSON")
    .action(async (paths: string[], options: { system: string; url?: string; json?: boolean }) => {
      const url = options.url ?? (await runningInstance())?.url;
      if (!url) throw new Error("no practice is running here: run `npm start` first, or give --url");
      const practice = new HttpPractice(url, demoPractice.slug, demoPeople());
      const reports: FileReport[] = [];
      const files = await filesOf(paths);
      if (files.length === 0) throw new Error("there is no .json file in what was named");
      for (const file of files) {
        process.stderr.write(`${basename(file)}\n`);
        reports.push(await importFile(practice, file, options.system));
      }
      console.log(options.json ? JSON.stringify(reports, null, 2) : asTable(reports));
      if (reports.some((report) => report.refused !== null)) process.exitCode = 1;
    });
  return new Command("import").description("Bring in records from elsewhere").addCommand(fhir);
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (await isFolder(path))
      files.push(
        ...(await readdir(path))
          .filter((name) => name.endsWith(".json"))
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

async function importFile(practice: HttpPractice, file: string, system: string): Promise<FileReport> {
  const refused = (why: string): FileReport => ({ file: basename(file), refused: why, kinds: {} });
  try {
    const mapped = mapBundle(await readFile(file, "utf8"), system, timeZone);
    const manager = actorOf(staffByKey("whitfield"));
    const { registration } = mapped.patient;
    const alike = await practice.run(
      "scheduling",
      "findDuplicates",
      {
        family: registration.name.family,
        given: registration.name.given,
        birthDate: registration.birthDate,
        phone: registration.phone,
      },
      manager,
    );
    const patient = await practice.run(
      "scheduling",
      "registerPatient",
      { ...registration, notDuplicateOf: alike.map((one) => one.patientId).slice(0, 20) },
      manager,
    );
    const kinds: FileReport["kinds"] = Object.fromEntries(
      Object.entries(mapped.kinds).map(([kind, { read, joined, left }]: [string, KindReport]) => [
        kind,
        { read, joined, taken: 0, alreadyThere: 0, left },
      ]),
    );
    count(kinds, "Patient", patient.created ? 1 : 0, patient.created ? 0 : 1);
    for (const [kind, entries] of mapped.entries) {
      for (let from = 0; from < entries.length; from += entriesAtOnce) {
        const part = entries.slice(from, from + entriesAtOnce);
        const { taken, alreadyThere, left } = await known(() =>
          practice.run("charting", "importChart", { patientId: patient.patientId, system, entries: part }, manager),
        );
        count(kinds, kind, taken, alreadyThere);
        countLeft(kinds, kind, left);
      }
    }
    for (const coverage of mapped.coverages) {
      const { taken } = await known(() =>
        practice.run("billing", "importCoverage", { patientId: patient.patientId, system, ...coverage }, manager),
      );
      count(kinds, "Coverage", taken ? 1 : 0, taken ? 0 : 1);
    }
    return { file: basename(file), refused: null, kinds };
  } catch (error) {
    if (error instanceof UnusableFile || error instanceof Refused) return refused(error.message);
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return refused("there is no such file");
    throw error;
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
