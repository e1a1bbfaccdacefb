import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { Command } from "commander";
import { readSupportingData } from "@practicum/immunization-forecast/read-supporting-data";
import { checkCase, report } from "./forecast/check-cases.ts";
import { readCases } from "./forecast/read-cases.ts";
import { supportingDataIn, workbooksIn } from "./forecast/read-folder.ts";

/** `practicum forecast check DIR`: the immunization forecast against CDC's own test cases. */
export function command(): Command {
  const check = new Command("check")
    .description("hold the immunization forecast against CDC's test cases, and print how many come out as CDC says")
    .argument("<dir>", "a folder with CDC's test cases (.xlsx), and its supporting data in it or beside it")
    .option("--data <path>", "the supporting data, where they are elsewhere: a folder or a zip, JSON or XML")
    .action((dir: string, { data }: { data?: string }) => {
      for (const path of [dir, ...(data === undefined ? [] : [data])])
        if (!existsSync(path)) throw new Error(`${path} is not there. Name the folder that CDC's files are in.`);
      for (const line of checkFolder(dir, data)) console.log(line);
    });
  return new Command("forecast").description("the immunization forecast").addCommand(check);
}

/** The report of all workbooks of cases in a folder. */
export function checkFolder(dir: string, dataAt?: string): readonly string[] {
  const inside = supportingDataIn(dataAt ?? dir);
  const files = inside.length === 0 && dataAt === undefined ? supportingDataIn(dirname(dir)) : inside;
  if (files.length === 0)
    throw new Error(`No supporting data of CDC were found at ${dataAt ?? dir}. Name them by --data.`);
  const read = readSupportingData(files);
  if (!read.ok)
    throw new Error(
      `The supporting data cannot be used:\n${read.error.map(({ file, what }) => `${file}: ${what}`).join("\n")}`,
    );
  const groups = read.value.groups.map(({ name }) => name);
  const reports = workbooksIn(dir).flatMap(({ name, bytes }) => {
    const cases = readCases(bytes(), groups);
    if (cases.length === 0) return [];
    return [
      ...report(
        basename(name),
        cases.map((each) => checkCase(read.value, each)),
      ),
      "",
    ];
  });
  if (reports.length === 0) throw new Error(`No workbook of test cases (.xlsx) was found in ${dir}.`);
  return reports;
}
