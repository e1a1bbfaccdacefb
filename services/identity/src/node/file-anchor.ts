import { createHmac, timingSafeEqual } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { id, instant } from "@practicum/contracts/schema";
import type { Clock } from "@practicum/kernel/ports";
import type { Practice } from "@practicum/service/define-service";
import { z } from "zod";
import type { AuditHead } from "../domain/audit-chain.ts";
import type { AuditAnchor } from "../ports/identity-ports.ts";

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
  readonly clock: Clock;
}

/** Heads of the audit chain as lines of a file a practice, each signed, the newest last (IDN-24). */
export function fileAnchor(options: FileAnchorOptions): AuditAnchor {
  const fileOf = (practice: Practice) => join(options.folder, `${practice.id}.jsonl`);
  return {
    async latest(practice) {
      const text = await readFile(fileOf(practice), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
      });
      const last = text.trimEnd().split("\n").at(-1) ?? "";
      if (last === "") return null;
      const head = line.safeParse(jsonOf(last)).data;
      if (head?.practiceId !== practice.id || !isOurs(options.secret, head)) return "tampered";
      return { sequence: head.sequence, hash: head.hash };
    },
    async save(practice, head) {
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      const content = { practiceId: practice.id, ...head, at: options.clock.now() };
      const file = await open(fileOf(practice), "a", 0o600);
      try {
        await file.write(`${JSON.stringify({ ...content, signature: signatureOf(options.secret, content) })}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Signed extends AuditHead {
  readonly practiceId: string;
  readonly at: string;
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
