import { createHmac, timingSafeEqual } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { id, instant } from "@practicum/contracts/schema";
import type { Practice } from "@practicum/service/define-service";
import { z } from "zod";
import type { AnchoredHead, AuditAnchor } from "../ports/identity-ports.ts";

const line = z.strictObject({
  practiceId: id("practice"),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: instant,
  signature: z.string(),
});

export interface FileAnchorOptions {
  /** A folder that the database's owner cannot write to; best one of another machine, or one that only takes additions. */
  readonly folder: string;
  /** Signs each line (HMAC-SHA-256), so that a forged file is told from ours. */
  readonly secret: string;
}

/**
 * Heads of the audit chain as lines of a file a practice, each signed, the newest last (IDN-24). A line without its end was cut
 * short in writing and is left out; a whole one that is not ours was written by somebody else.
 */
export function fileAnchor({ folder, secret }: FileAnchorOptions): AuditAnchor {
  const fileOf = (practice: Practice) => join(folder, `${practice.id}.jsonl`);
  return {
    async kept(practice) {
      const lines = (await textOf(fileOf(practice))).split("\n");
      const cutShort = lines.pop() !== "";
      const headOf = (text: string) => headFrom(text, practice, secret);
      const last = lines.at(-1);
      if (last === undefined) return { newest: null, oldest: null, cutShort };
      const newest = headOf(last);
      if (newest === null) return "tampered";
      // A line that was cut short and written past is no head.
      const oldest =
        lines
          .values()
          .map(headOf)
          .find((head) => head !== null) ?? newest;
      return { newest: { sequence: newest.sequence, hash: newest.hash }, oldest, cutShort };
    },
    async save(practice, head) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = !/(^|\n)$/.test(await textOf(fileOf(practice)));
      const content = { practiceId: practice.id, ...head };
      const text = JSON.stringify({ ...content, signature: signatureOf(secret, content) });
      const file = await open(fileOf(practice), "a", 0o600);
      try {
        await file.appendFile(`${unfinished ? "\n" : ""}${text}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

/** Null for what we did not write for this practice. */
function headFrom(text: string, practice: Practice, secret: string): AnchoredHead | null {
  const signed = line.safeParse(jsonOf(text)).data;
  if (signed?.practiceId !== practice.id || !isOurs(secret, signed)) return null;
  return { sequence: signed.sequence, hash: signed.hash, at: signed.at };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Signed extends AnchoredHead {
  readonly practiceId: string;
}

function signatureOf(secret: string, { practiceId, sequence, hash, at }: Signed): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify([practiceId, sequence, hash, at]))
    .digest("hex");
}

function isOurs(secret: string, head: Signed & { readonly signature: string }): boolean {
  const expected = Buffer.from(signatureOf(secret, head));
  const given = Buffer.from(head.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
