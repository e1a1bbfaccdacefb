import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { id, instant } from "@practicum/contracts/schema";
import { epochMs } from "@practicum/kernel/instant";
import type { Practice } from "@practicum/service/define-service";
import { z } from "zod";
import type { AnchoredHead, AuditAnchor, KeptHeads } from "../ports/identity-ports.ts";
import type { HeadSigning } from "./head-signing.ts";

const line = z.strictObject({
  practiceId: id("practice"),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: instant,
  /** The chain no longer had this head when it was looked at; the first entry that was gone then. */
  firstGone: z.int().positive().optional(),
  signature: z.string(),
});

export interface FileAnchorOptions {
  /** A folder that neither the database's owner nor a service can write to; best one of another machine or disk. */
  readonly folder: string;
  readonly signing: HeadSigning;
}

/** The newest head is always kept; of the others one an hour stays. */
const STAYS_MS = 3_600_000;

/**
 * Heads of the audit chain as lines of a file a practice, each signed, the newest last, and the newest of all in a file beside it that is
 * written anew each time (IDN-24). A line without its end was cut short in writing and is left out; a whole one that is not ours
 * was written by somebody else.
 */
export function fileAnchor({ folder, signing }: FileAnchorOptions): Required<AuditAnchor> {
  const fileOf = (practice: Practice) => join(folder, `${practice.id}.jsonl`);
  const newestOf = (practice: Practice) => join(folder, `${practice.id}.newest.json`);
  const append = async (practice: Practice, text: string) => {
    const unfinished = !/(^|\n)$/.test(await textOf(fileOf(practice)));
    await write(fileOf(practice), "a", `${unfinished ? "\n" : ""}${text}\n`);
  };
  return {
    kept: async (practice) =>
      keptIn(practice, signing, await textOf(fileOf(practice)), await textOf(newestOf(practice))),
    async save(practice, head) {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      const text = textFor(practice, head, signing);
      const last = (await textOf(fileOf(practice))).split("\n").findLast((each) => each.endsWith("}"));
      const lastHead = last === undefined ? null : lineFrom(last, practice, signing);
      if (!lastHead || lastHead.firstGone !== undefined || epochMs(head.at) - epochMs(lastHead.at) >= STAYS_MS)
        await append(practice, text);
      const partial = `${newestOf(practice)}.${process.pid}`;
      await write(partial, "w", text);
      await rename(partial, newestOf(practice));
    },
    async saveGone(practice, head) {
      await append(practice, textFor(practice, head, signing));
      await rm(newestOf(practice), { force: true });
    },
  };
}

function keptIn(practice: Practice, signing: HeadSigning, text: string, newestText: string): KeptHeads | "tampered" {
  const lines = text.split("\n");
  const cutShort = lines.pop() !== "";
  const heads = lines.map((each) => lineFrom(each, practice, signing));
  const beside = newestText === "" ? undefined : lineFrom(newestText, practice, signing);
  if (heads.at(-1) === null || beside === null) return "tampered";
  // A line that was cut short and written past is no head.
  const all = [...heads, beside].filter((each) => each !== null && each !== undefined);
  const last = all.at(-1);
  return {
    newest: last === undefined || last.firstGone !== undefined ? null : headOf(last),
    oldest: all[0] === undefined ? null : headOf(all[0]),
    cutShort,
    gone: all.flatMap((each) => (each.firstGone === undefined ? [] : [{ ...headOf(each), firstGone: each.firstGone }])),
  };
}

function headOf({ sequence, hash, at }: AnchoredHead): AnchoredHead {
  return { sequence, hash, at };
}

async function write(path: string, flags: "a" | "w", text: string): Promise<void> {
  const file = await open(path, flags, 0o644);
  try {
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

interface Line extends AnchoredHead {
  readonly firstGone?: number | undefined;
}

function textFor(practice: Practice, { sequence, hash, at, firstGone }: Line, signing: HeadSigning): string {
  const content = { practiceId: practice.id, sequence, hash, at, ...(firstGone === undefined ? {} : { firstGone }) };
  return JSON.stringify({ ...content, signature: signing.sign(signedText(content)) });
}

/** Null for what we did not write for this practice. */
function lineFrom(text: string, practice: Practice, signing: HeadSigning): Line | null {
  const signed = line.safeParse(jsonOf(text)).data;
  if (signed?.practiceId !== practice.id || !signing.isOurs(signedText(signed), signed.signature)) return null;
  return signed;
}

function signedText({ practiceId, sequence, hash, at, firstGone }: Line & { readonly practiceId: string }): string {
  return JSON.stringify([practiceId, sequence, hash, at, firstGone ?? null]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
