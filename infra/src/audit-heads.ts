import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bus } from "@practicum/bus/bus";
import { connectNats } from "@practicum/bus/nats";
import { makeKeyPair, type SigningKey, type TrustedKey } from "@practicum/bus/nats-signing";
import { operatorActor } from "@practicum/contracts/actor";
import { auditOperations } from "@practicum/contracts/identity/audit";
import { keepHead, type ChainEnd } from "@practicum/identity/application/keep-head";
import { fileAnchor } from "@practicum/identity/node/file-anchor";
import { keySigning } from "@practicum/identity/node/head-signing";
import type { AnchoredHead } from "@practicum/identity/ports/identity-ports";
import { callService } from "@practicum/service/client";
import type { NatsLogin } from "./broker.ts";
import { installationClock } from "./installation-clock.ts";
import type { PracticeEntry } from "./practices.ts";
import { settings } from "./settings.ts";
import { paths, writePrivate } from "./state.ts";

/** What is cut off the trail within this time is not told; it costs a question to identity. */
const EVERY_MS = 5000;

interface HeadKey {
  readonly own: SigningKey;
  readonly known: TrustedKey;
}

/** Where the heads are kept: PRACTICUM_AUDIT_HEADS or the settings may name a folder of another disk or machine. */
export function auditHeadFolder(): string {
  const given = process.env.PRACTICUM_AUDIT_HEADS;
  return given !== undefined && given !== "" ? given : (settings().folders.auditHeads ?? join(paths.root, "heads"));
}

/** The key that heads are signed by. It is the launcher's alone, and stays: what it signed years ago must still be ours. */
export async function headKey(): Promise<HeadKey> {
  const file = join(paths.root, "keys", "heads.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text !== undefined) {
    const key: HeadKey = JSON.parse(text);
    return key;
  }
  const made = makeKeyPair("heads", "heads-1", []);
  await writePrivate(file, JSON.stringify(made, undefined, 2));
  return made;
}

/**
 * Asks identity for the newest head of each practice's audit trail and keeps it where no service can write (IDN-24). A head that the trail
 * no longer contains is told to who looks at the launcher, and kept as gone (IDN-25).
 */
export async function keepAuditHeads(
  operator: NatsLogin,
  practices: readonly PracticeEntry[],
  tell: (message: string) => void,
): Promise<{ readonly stop: () => Promise<void> }> {
  const { own, known } = await headKey();
  const { privateKey } = own;
  const anchor = fileAnchor({
    folder: auditHeadFolder(),
    signing: keySigning({ publicKey: known.publicKey, privateKey }),
  });
  const bus = await connectNats({ ...operator, name: "operator" });
  const last = new Map<string, AnchoredHead | null>();
  for (const practice of practices) {
    const kept = await anchor.kept(practice);
    if (kept === "tampered")
      tell(`The heads of ${practice.name}'s audit trail were changed by somebody: no new ones are kept.`);
    else last.set(practice.id, kept.newest);
  }
  const look = async (practice: PracticeEntry) => {
    const before = last.get(practice.id);
    if (before === undefined) return;
    const endOf = (contained: ChainEnd["head"]) => askEnd(bus, practice, contained);
    const { kept, gone } = await keepHead(anchor, practice, before, endOf, () => installationClock.now());
    last.set(practice.id, kept);
    if (gone)
      tell(`${practice.name}'s audit trail lost entries that it had: see \`npm run practicum -- audit verify\`.`);
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => lookAtAll(practices, look));
  }, EVERY_MS);
  await lookAtAll(practices, look);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await bus.close();
    },
  };
}

async function lookAtAll(
  practices: readonly PracticeEntry[],
  look: (practice: PracticeEntry) => Promise<void>,
): Promise<void> {
  // Identity may be away for a moment; the next look asks again.
  for (const practice of practices) await look(practice).catch(() => {});
}

/** @throws when identity is not there. */
async function askEnd(bus: Bus, practice: PracticeEntry, contained: ChainEnd["head"]): Promise<ChainEnd> {
  const input = { contained: contained && { sequence: contained.sequence, hash: contained.hash } };
  const request = {
    practiceId: practice.id,
    actor: operatorActor,
    commandId: null,
    traceId: crypto.randomUUID(),
    input,
  };
  const reply = await callService(bus, "identity", "auditHead", request);
  if (!reply.ok) throw new Error(reply.error.code);
  return auditOperations.auditHead.output.parse(reply.value);
}
