import { annotator, type AnnotatedSegment } from "@practicum/x12/annotate";
import { feed, type Io } from "./io.ts";

/** Shows each segment on a line of its own. Gives whether all files could be read and have an ISA. */
export async function printFiles(files: readonly string[], json: boolean, io: Io): Promise<boolean> {
  let ok = true;
  for (const file of files) {
    let ready: string[] = [];
    let seen = 0;
    if (files.length > 1 && !json) ready.push(`== ${file}\n`);
    const reader = annotator((one) => {
      seen += 1;
      ready.push(json ? `${JSON.stringify(jsonOf(one))}\n` : lineOf(one));
    });
    const flush = async () => {
      const text = ready.join("");
      ready = [];
      if (text !== "") await io.out(text);
    };
    if (!(await feed(file, reader, io, flush))) ok = false;
    else if (seen === 0) {
      ok = false;
      io.err(`✖ ${file}: this is not an X12 file: there is no ISA segment in it`);
    }
  }
  return ok;
}

function jsonOf({ number, loop, name, segment }: AnnotatedSegment): object {
  return { number, loop, name, id: segment[0], elements: segment.slice(1) };
}

function lineOf({ number, loop, depth, name, segment, delimiters }: AnnotatedSegment): string {
  const text = segment.join(delimiters.element) + delimiters.segment;
  const left = `${String(number).padStart(6)}  ${loop.padEnd(6)}  ${"  ".repeat(depth)}${text}`;
  return name === "" ? `${left}\n` : `${left.padEnd(72)}  ${name}\n`;
}
