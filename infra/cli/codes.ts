import { Command } from "commander";
import { isLocalDate } from "@practicum/kernel/local-date";
import { BUILT_IN } from "@practicum/terminology/built-in";
import { CODE_SYSTEMS, type CodeSystem } from "@practicum/terminology/code-system";
import { searchBuiltIn } from "@practicum/terminology/search-built-in";
import { IMPORT_HELP } from "./codes-help.ts";
import { importCodeFiles, KINDS, type Kind } from "./codes-import.ts";
import type { Io } from "./codes-io.ts";

interface ImportOptions {
  readonly from?: string;
  readonly partial?: boolean;
  readonly databaseUrl?: string;
}

/** `practicum codes import KIND FILE...` and `practicum codes search TEXT`. */
export function command(io: Io = terminal()): Command {
  const load = new Command("import")
    .description("load an official code file into every practice of this installation; again changes nothing")
    .argument("<kind>", Object.keys(KINDS).join(", "))
    .argument("<file...>", "the publisher's file, also as .gz; all files of one release at once")
    .option("--from <date>", "first day the file speaks for (YYYY-MM-DD), where its name does not say it")
    .option("--partial", "the file is a part of the list: codes that it lacks stay in force")
    .option("--database-url <url>", "a practice's database, instead of those of the running installation")
    .addHelpText("after", IMPORT_HELP)
    .action(async (kind: string, files: string[], options: ImportOptions) => {
      if (!isKind(kind))
        throw new Error(`"${kind}" is not a kind of code file. Choose one of ${Object.keys(KINDS).join(", ")}.`);
      if (options.from !== undefined && !isLocalDate(options.from))
        throw new Error("--from wants a date as 2023-10-01.");
      const done = await importCodeFiles({ kind, files, complete: options.partial !== true, ...options }, io);
      if (!done) process.exitCode = 1;
    });
  const search = new Command("search")
    .description("search the built-in codes as the screens do")
    .argument("<text...>", "a code, words or an abbreviation")
    .option("--system <system>", CODE_SYSTEMS.join(", "), "icd10cm")
    .option("--on <date>", "day of service", today())
    .action((text: string[], { system, on }: { system: string; on: string }) => {
      if (!isSystem(system))
        throw new Error(`"${system}" is not a code system. Choose one of ${CODE_SYSTEMS.join(", ")}.`);
      if (!isLocalDate(on)) throw new Error("--on wants a date as 2023-10-01.");
      const found = searchBuiltIn(BUILT_IN, text.join(" "), { system, onDate: on });
      for (const { code, label } of found) io.out(`${code.padEnd(11)} ${label}`);
      if (found.length === 0) io.err("Nothing was found in the built-in set.");
    });
  return new Command("codes").description("load and look up code sets").addCommand(load).addCommand(search);
}

/** Runs the command with the words after `practicum codes`. */
export async function runCodes(args: readonly string[], io: Io): Promise<void> {
  await command(io).parseAsync([...args], { from: "user" });
}

function terminal(): Io {
  const watching = process.stderr.isTTY;
  return {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
    progress: watching ? (line) => process.stderr.write(`\r\u001B[2K${line}`) : undefined,
  };
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}

function isSystem(system: string): system is CodeSystem {
  return CODE_SYSTEMS.some((known) => known === system);
}

function today(): string {
  return Temporal.Now.plainDateISO().toString();
}
