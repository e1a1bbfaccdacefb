import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { lessons } from "@practicum/curriculum/lessons";
import { differences } from "@practicum/world/digest";
import type { World } from "@practicum/world/world";
import { z } from "zod";
import { credentialOf } from "./credential.ts";
import { canonical } from "./hash.ts";
import { firstForeign, passportFile, type Passport } from "./passport.ts";
import { signedBy } from "./proof.ts";
import { chainStart, linked, pointsOf, versionOf, type PassportRecord } from "./record.ts";

/** What came of a verification. */
export type Verification =
  | { readonly holds: true; readonly record: PassportRecord; readonly signedBy: string; readonly issuer: string }
  | {
      readonly holds: false;
      /** The first entry that differs, counted from 1; null where it is none of them. */
      readonly entry: number | null;
      readonly because: string;
    };

/** A build's practice at its beginning, to do a log in. */
export interface Opened {
  readonly world: World;
  close(): Promise<void>;
}

export interface Bench {
  /** The build that is at hand. */
  readonly build: string;
  /** The seed of its practice. */
  readonly world: string;
  open(): Promise<Opened>;
  /** How far it has come. */
  readonly onEntry?: (done: number, of: number) => void;
}

/** Time in the practice that a lesson may take: a log that asks for centuries is not done. */
const DAYS_MAX = 800;
const DAY_MS = 86_400_000;

/** Reads a passport and does its log again (CUR-26). Nothing in the file is believed. */
export async function verify(text: string, bench: Bench): Promise<Verification> {
  const file = read(text);
  if ("because" in file) return no(null, file.because);
  const issuer = await signatureOf(file);
  if ("because" in issuer) return no(issuer.entry, issuer.because);
  const { record } = file;
  if (record.build !== bench.build || record.world !== bench.world)
    return no(null, `it needs build ${record.build}; at hand is ${bench.build}`);
  const lesson = lessons.find((one) => one.id === record.lesson.id);
  if (lesson === undefined || versionOf(lesson) !== record.lesson.version)
    return no(null, `it needs lesson ${record.lesson.id}@${record.lesson.version}, which this build does not have`);
  const entries = record.log.map((one) => one.entry);
  const foreign = firstForeign(entries, record.lesson, lesson.as);
  if (foreign !== null) return no(foreign.at + 1, foreign.because);
  const found = await repeated(record, bench);
  return found ?? { holds: true, record, ...issuer };
}

const no = (entry: number | null, because: string): Verification => ({ holds: false, entry, because });

function read(text: string): Passport | { readonly because: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { because: "this is no passport: it is no JSON" };
  }
  const parsed = passportFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const before = z
    .looseObject({ record: z.looseObject({ format: z.literal("practicum-passport-1"), build: z.string().max(200) }) })
    .safeParse(value);
  if (before.success)
    return {
      because: `it is a passport of before the score had its parts: it needs build ${before.data.record.build}`,
    };
  const [issue] = parsed.error.issues;
  return { because: `this is no passport: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}` };
}

/** The chain first, for it names the entry; then the signature, then whether the credential says the same as the record. */
async function signatureOf({
  record,
  credential,
}: Passport): Promise<
  { readonly signedBy: string; readonly issuer: string } | { readonly entry: number | null; readonly because: string }
> {
  let before = chainStart(record);
  for (const [index, one] of record.log.entries()) {
    if (linked(before, one).hash !== one.hash)
      return {
        entry: index + 1,
        because: "it does not follow from the one before it: it was changed, added, or put elsewhere",
      };
    before = one.hash;
  }
  const did = await signedBy(credential);
  if (did === null) return { entry: null, because: "the signature does not hold: the credential was changed since" };
  const said = z
    .looseObject({ issuer: z.looseObject({ name: z.string() }), validFrom: z.iso.datetime() })
    .safeParse(credential);
  if (!said.success) return { entry: null, because: "the credential names no issuer" };
  const name = said.data.issuer.name.replace(/, self-issued$/, "");
  const { proof: _, ...unsigned } = credential;
  if (!lessons.some((one) => one.id === record.lesson.id))
    return { entry: null, because: `it needs lesson ${record.lesson.id}, which this build does not have` };
  const due = credentialOf(record, { did, name, validFrom: said.data.validFrom });
  if (canonical(unsigned) !== canonical(due))
    return {
      entry: null,
      because: "the credential does not speak of this record: one of the two was changed, or cut off",
    };
  return { signedBy: did, issuer: said.data.issuer.name };
}

async function repeated(record: PassportRecord, bench: Bench): Promise<Verification | null> {
  const { world, close } = await bench.open();
  try {
    const last = Date.parse(record.judgedAt);
    const tooLong = record.log.findIndex(({ entry }) => entry.kind === "jump" && Date.parse(entry.to) > last);
    if (tooLong >= 0) return no(tooLong + 1, "it goes beyond the moment that it was judged at");
    if (last - Date.parse(world.now) > DAYS_MAX * DAY_MS) return no(null, `it takes more than ${DAYS_MAX} days`);
    for (const [index, { entry, answered }] of record.log.entries()) {
      bench.onEntry?.(index, record.log.length);
      let reply: string;
      try {
        reply = await world.apply(entry);
      } catch (error) {
        return no(index + 1, `it can't be done: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (bytesToHex(sha256(utf8ToBytes(reply))) !== answered)
        return no(index + 1, `${nameOf(entry)}: the practice answers otherwise`);
    }
    if (record.judgedAt < world.now) return no(null, "it was judged before its last entry");
    await world.passTo(record.judgedAt);
    return await judgedAgain(record, world);
  } finally {
    await close();
  }
}

async function judgedAgain(record: PassportRecord, world: World): Promise<Verification | null> {
  const judged = await world.judge(true);
  for (const { id, label, verdict } of judged.outcomes) {
    const said = record.outcomes.find((one) => one.id === id);
    if (said?.state !== verdict.state || said.label !== label)
      return no(
        null,
        `outcome "${label}": the passport says ${said?.state ?? "nothing"}, the log leads to ${verdict.state}`,
      );
  }
  if (record.outcomes.length !== judged.outcomes.length)
    return no(null, "it names outcomes that the lesson does not have");
  const fallen = judged.traps.map((one) => ({ id: one.id, critical: one.critical }));
  if (canonical(fallen) !== canonical(record.traps.fallenFor)) return no(null, "the traps are not those of the log");
  const avoided = world.play?.lesson.traps.map((one) => one.id).filter((id) => !fallen.some((one) => one.id === id));
  if (canonical(avoided ?? []) !== canonical(record.traps.avoided))
    return no(null, "the traps are not those of the log");
  if (judged.score !== record.score || judged.passed !== record.passed)
    return no(null, `the passport says ${record.score} points, the log leads to ${judged.score}`);
  if (canonical(pointsOf(judged.dimensions)) !== canonical(record.points))
    return no(null, "the points by what they are given for are not those of the log");
  if (canonical({ ...world.play?.hints }) !== canonical(record.hints))
    return no(null, "the hints are not those that the log asks for");
  const [table] = differences(record.digest, await world.digest());
  return table === undefined ? null : no(null, `the log leads to other records (${table})`);
}

function nameOf(entry: PassportRecord["log"][number]["entry"]): string {
  return entry.kind === "command" || entry.kind === "read" ? entry.path : `the ${entry.kind}`;
}
