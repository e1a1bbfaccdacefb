import { streamAny, type AnyTransaction } from "@practicum/x12/any";
import { collectFindings, isAcceptable } from "@practicum/x12/core/findings";
import type { Finding } from "@practicum/x12/types";
import { feed, type Io } from "./io.ts";

/** Writes the typed content of each file as JSON. Gives whether all are valid. */
export async function parseFiles(files: readonly string[], lines: boolean, io: Io): Promise<boolean> {
  return lines ? parseByLine(files, io) : parseWhole(files, io);
}

async function parseWhole(files: readonly string[], io: Io): Promise<boolean> {
  const documents: { file: string; transactions: AnyTransaction[]; findings: readonly Finding[] }[] = [];
  let ok = true;
  for (const file of files) {
    const { findings, report } = collectFindings();
    const transactions: AnyTransaction[] = [];
    const reader = streamAny({ onTransaction: (one) => transactions.push(one), onFinding: report });
    if (!(await feed(file, reader, io))) {
      ok = false;
      continue;
    }
    if (!isAcceptable(findings)) ok = false;
    documents.push({ file, transactions, findings });
  }
  const [only] = documents;
  const shown = files.length === 1 && only ? only : { files: documents };
  await io.out(`${JSON.stringify(shown, undefined, 2)}\n`);
  return ok;
}

/** One line for each item, then one for its transaction without the items; findings come last. */
async function parseByLine(files: readonly string[], io: Io): Promise<boolean> {
  let ok = true;
  for (const file of files) {
    const { findings, report } = collectFindings();
    let ready: string[] = [];
    const put = (line: object) => ready.push(`${JSON.stringify(line)}\n`);
    const reader = streamAny({
      onItem: (kind, item) => put({ kind, item }),
      onTransaction: put,
      onFinding: report,
    });
    const flush = async () => {
      const text = ready.join("");
      ready = [];
      if (text !== "") await io.out(text);
    };
    if (!(await feed(file, reader, io, flush))) {
      ok = false;
      continue;
    }
    for (const finding of findings) put({ finding });
    await flush();
    if (!isAcceptable(findings)) ok = false;
  }
  return ok;
}
