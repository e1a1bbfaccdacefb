import { mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { splitter, type SplitPart } from "@practicum/x12/split";
import { feed, type Io } from "./io.ts";

/** Makes a file of each transaction; an existing file is never written over. Gives whether all could be made. */
export async function splitFiles(files: readonly string[], folder: string, json: boolean, io: Io): Promise<boolean> {
  let ok = true;
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    let ready: SplitPart[] = [];
    let made = 0;
    const reader = splitter((part) => ready.push(part));
    const flush = async () => {
      const parts = ready;
      ready = [];
      for (const part of parts) {
        const path = join(folder, nameOf(file, part));
        if (!(await create(path, part.text, io))) ok = false;
        else {
          made += 1;
          await io.out(json ? `${JSON.stringify({ file: path, from: file, code: part.code })}\n` : `${path}\n`);
        }
      }
    };
    if (!(await feed(file, reader, io, flush))) ok = false;
    else if (made === 0) {
      ok = false;
      io.err(`✖ ${file}: no transaction was taken out of it`);
    }
  }
  return ok;
}

function nameOf(file: string, part: SplitPart): string {
  const name = file === "-" ? "stdin" : basename(file, extname(file));
  const code = /^[0-9]{3}$/.test(part.code) ? part.code : "x12";
  return `${name}-${String(part.number).padStart(4, "0")}.${code}`;
}

async function create(path: string, text: string, io: Io): Promise<boolean> {
  try {
    await writeFile(path, text, { encoding: "latin1", flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    io.err(`✖ ${path}: there is such a file already; it was left as it is`);
    return false;
  }
}
