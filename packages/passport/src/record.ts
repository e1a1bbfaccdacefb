import { modes } from "@practicum/curriculum/kit/mode";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import type { Id } from "@practicum/kernel/brand";
import { dimensions, type DimensionScore } from "@practicum/curriculum/kit/score";
import { entrySchema } from "@practicum/world/entry-schema";
import { z } from "zod";
import { base64urlnopad } from "@scure/base";
import { hashBytes, hashOf } from "./hash.ts";

/** What a passport says of itself, in each of its forms. */
export const NOTICE =
  "This log reaches these outcomes in this build. It does not prove who typed. Synthetic data; not a licence.";

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: "is no SHA-256" });
const instant = z.iso.datetime({ error: "is no moment" });
const link = z.strictObject({
  entry: entrySchema,
  /** SHA-256 of what was answered, byte by byte. */
  answered: hash,
  /** Of the hash before it, the entry and what was answered. */
  hash,
});

export const passportRecord = z.strictObject({
  format: z.literal("practicum-passport-2"),
  notice: z.literal(NOTICE),
  /** Names the build whose practice it begins in. */
  build: z.string().min(1),
  /** The seed of that practice. */
  world: z.string().min(1),
  lesson: z.strictObject({
    id: z.string(),
    version: z.int().min(1),
    seed: z.string(),
    title: z.string(),
    /** How much the learner was helped, by the log. */
    mode: z.enum(modes),
    /** What an instructor gave out for an exam; null where nobody did. */
    nonce: z.string().nullable(),
  }),
  log: z.array(link).min(1).max(20_000),
  judgedAt: instant,
  outcomes: z.array(z.strictObject({ id: z.string(), label: z.string(), state: z.enum(["met", "open", "broken"]) })),
  traps: z.strictObject({
    fallenFor: z.array(z.strictObject({ id: z.string(), critical: z.boolean() })),
    avoided: z.array(z.string()),
  }),
  score: z.int().min(0).max(100),
  /** The score by what it is given for; null where the lesson asks nothing of it. */
  points: z.array(
    z.strictObject({
      dimension: z.enum(dimensions),
      parts: z.int().min(0).max(100),
      earned: z.int().min(0).max(100).nullable(),
    }),
  ),
  passed: z.boolean(),
  /** The page's word. */
  attempts: z.int().min(1),
  /** How many hints were asked for, by outcome, by the log. */
  hints: z.record(z.string(), z.int().min(1)),
  digest: z.record(z.string(), z.string()),
});

export type PassportRecord = z.output<typeof passportRecord>;
export type Link = z.output<typeof link>;

/** Where a record's chain begins: with what the whole log depends on. */
export function chainStart({ build, world, lesson }: Pick<PassportRecord, "build" | "world" | "lesson">): string {
  const { id, version, seed, mode, nonce } = lesson;
  return hashOf({ build, world, lesson: { id, version, seed, mode, nonce } });
}

/** The next link. */
export function linked(before: string, one: Pick<Link, "entry" | "answered">): Link {
  return { ...one, hash: hashOf([before, one.entry, one.answered]) };
}

export function versionOf({ version = 1 }: AnyLesson): number {
  return version;
}

/** A UUID that names this record and no other: its hash, as a version 8 UUID (RFC 9562, 5.8). */
export function uuidOf(record: PassportRecord): Id<"passport"> {
  const hex = hashOf(record);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-") as Id<"passport">;
}

/** The name of a record by its content: SHA-256, as base64url (RFC 6920, 3). */
export function nameOf(record: PassportRecord): string {
  return base64urlnopad.encode(hashBytes(record));
}

/** A score as a record has it: what was lost, and where, follows from the log. */
export function pointsOf(scores: readonly DimensionScore[]): PassportRecord["points"] {
  return scores.map(({ dimension, parts, earned }) => ({ dimension, parts, earned }));
}

/** How much the learner was helped, in words for a person. */
export function wordsOfHelp({ lesson: { mode, nonce } }: Pick<PassportRecord, "lesson">): string {
  if (mode !== "exam") return mode;
  return nonce === null ? "as an exam of one's own" : `as an exam, by the instructor's word "${nonce}"`;
}
