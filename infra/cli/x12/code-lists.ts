import { createReadStream } from "node:fs";
import { collect } from "@practicum/terminology/load/lines";
import { loadAdjustmentCodes } from "@practicum/terminology/load/codes";
import type { CodeLists, CodePeriod } from "@practicum/x12/core/rules";
import type { Io } from "./io.ts";

/** Codes that the publisher gives no first day for have been there all along. */
const ALWAYS = "1900-01-01";

/**
 * Reads the user's own lists of adjustment reason and remark codes: X12's list of one of them, or a table of both, as
 * `codes import` takes them. Nothing without files. Says why and gives undefined where a file can't be read or has no code.
 */
export async function readCodeLists(files: readonly string[], io: Io): Promise<CodeLists | undefined> {
  const lists: { carc?: ReadonlyMap<string, CodePeriod[]>; rarc?: ReadonlyMap<string, CodePeriod[]> } = {};
  for (const file of files) {
    let found = false;
    for (const system of ["carc", "rarc"] as const) {
      const codes = await readOne(system, file);
      if (typeof codes === "string") {
        io.err(`✖ ${file}: ${codes}`);
        return undefined;
      }
      if (codes.size === 0) continue;
      found = true;
      lists[system] = new Map([...(lists[system] ?? []), ...codes]);
    }
    if (found) continue;
    io.err(`✖ ${file}: there is no adjustment reason or remark code in it`);
    return undefined;
  }
  return lists;
}

async function readOne(system: "carc" | "rarc", file: string): Promise<Map<string, CodePeriod[]> | string> {
  try {
    const { rows } = await collect(loadAdjustmentCodes(system, createReadStream(file, "utf8"), ALWAYS));
    const codes = new Map<string, CodePeriod[]>();
    for (const { code, from, to } of rows) {
      const period = to === undefined ? { from: day8(from) } : { from: day8(from), to: day8(to) };
      codes.set(code, [...(codes.get(code) ?? []), period]);
    }
    return codes;
  } catch (error) {
    return error instanceof Error && "code" in error ? "it can't be read" : "it has no column of codes";
  }
}

function day8(date: string): string {
  return date.replaceAll("-", "");
}
