import { Command } from "commander";
import { parseFiles } from "./x12/parse.ts";
import { printFiles } from "./x12/print.ts";
import { readCodeLists } from "./x12/code-lists.ts";
import { splitFiles } from "./x12/split.ts";
import { terminal, type Io } from "./x12/io.ts";
import { validateFiles } from "./x12/validate.ts";

/**
 * `practicum x12 parse|validate|print|split FILE...`. The exit status is 0 when every file is valid, 1 when one is not or
 * cannot be read, 2 when the words of the command are wrong. A file named - is the standard input.
 */
export function command(io: Io = terminal(), done: (ok: boolean) => void = setExitStatus): Command {
  const parse = new Command("parse")
    .description("show the typed content as JSON, with what was off")
    .argument("<file...>", "X12 files of any kind; - is the standard input")
    .option("--json", "JSON (it always is; accepted so that all four commands take it)")
    .option("--lines", "one line of JSON for each claim, payment or member: for long files, in constant memory")
    .action(async (files: string[], { lines }: { lines?: boolean }) =>
      done(await parseFiles(files, lines === true, io)),
    );
  const validate = new Command("validate")
    .description("name every fault: segment, element, loop, rule")
    .argument("<file...>", "X12 files of any kind; - is the standard input")
    .option("--json", "one JSON document with a list of files and their findings")
    .option(
      "--codes <file>",
      "your licensed list of adjustment reason and remark codes (CARC, RARC): codes that it lacks are faults; may be given twice",
      (file: string, before: string[]) => [...before, file],
      [],
    )
    .action(async (files: string[], { json, codes }: { json?: boolean; codes: string[] }) => {
      const lists = await readCodeLists(codes, io);
      done(lists !== undefined && (await validateFiles(files, json === true, io, lists)));
    });
  const print = new Command("print")
    .description("show one segment a line, with its loop and what it is for")
    .argument("<file...>", "X12 files of any kind; - is the standard input")
    .option("--json", "one line of JSON for each segment")
    .action(async (files: string[], { json }: { json?: boolean }) => done(await printFiles(files, json === true, io)));
  const split = new Command("split")
    .description("make a file of each transaction (ST to SE)")
    .argument("<file...>", "X12 files of any kind; - is the standard input")
    .option("--out <dir>", "where to put the files", ".")
    .option("--json", "one line of JSON for each file made")
    .action(async (files: string[], { out, json }: { out: string; json?: boolean }) =>
      done(await splitFiles(files, out, json === true, io)),
    );
  return new Command("x12")
    .description("read an X12 file and show it, or its faults")
    .addCommand(parse)
    .addCommand(validate)
    .addCommand(print)
    .addCommand(split);
}

function setExitStatus(ok: boolean): void {
  if (!ok) process.exitCode = 1;
}

/** Runs the command with the words after `practicum x12`. Gives whether every file is valid. */
export async function runX12(args: readonly string[], io: Io): Promise<boolean> {
  let valid = true;
  await command(io, (ok) => (valid = ok)).parseAsync([...args], { from: "user" });
  return valid;
}
