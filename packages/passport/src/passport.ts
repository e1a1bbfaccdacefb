import { MODE_BEFORE } from "@practicum/curriculum/kit/mode";
import { must } from "@practicum/kernel/assert";
import { staffByKey } from "@practicum/seed/practice";
import type { World } from "@practicum/world/world";
import type { Entry } from "@practicum/world/entry";
import { z } from "zod";
import { credentialOf } from "./credential.ts";
import { signed, type Signer } from "./proof.ts";
import {
  chainStart,
  linked,
  NOTICE,
  passportRecord,
  pointsOf,
  versionOf,
  type Link,
  type PassportRecord,
} from "./record.ts";

/** A passport as a file. */
export const passportFile = z.strictObject({
  record: passportRecord,
  credential: z.looseObject({ "@context": z.array(z.string()) }),
});

export type Passport = z.output<typeof passportFile>;

/** What the page knows beside the world. */
export interface Said {
  readonly build: string;
  /** The seed of the practice. */
  readonly world: string;
  readonly attempts: number;
}

/** Why there is no passport of what was done. */
export class NoPassport extends Error {
  override readonly name = "NoPassport";
}

/**
 * What a world shows of its lesson, as it stands now.
 * @throws {@link NoPassport} where somebody else than the learner worked in it, or its log is not complete.
 */
export async function recordOf(world: World, said: Said): Promise<PassportRecord> {
  const play = must(world.play, "nothing is being learned here");
  const before = play.log.length;
  const judged = await world.judge(true);
  const digest = await world.digest();
  // Somebody worked on meanwhile: all of it is to be of one moment.
  if (play.log.length !== before) return recordOf(world, said);
  const { id, title } = play.lesson;
  const { seed, nonce = null } = play.state;
  const lesson = { id, version: versionOf(play.lesson), seed, title, mode: play.mode, nonce };
  const log: Link[] = [];
  for (const one of play.log)
    log.push(linked(log.at(-1)?.hash ?? chainStart({ build: said.build, world: said.world, lesson }), one));
  const record: PassportRecord = {
    format: "practicum-passport-2",
    notice: NOTICE,
    build: said.build,
    world: said.world,
    lesson,
    log,
    judgedAt: world.now,
    outcomes: judged.outcomes.map((one) => ({ id: one.id, label: one.label, state: one.verdict.state })),
    traps: {
      fallenFor: judged.traps.map((one) => ({ id: one.id, critical: one.critical })),
      avoided: play.lesson.traps.map((one) => one.id).filter((trap) => !judged.traps.some((one) => one.id === trap)),
    },
    score: judged.score,
    points: pointsOf(judged.dimensions),
    passed: judged.passed,
    attempts: said.attempts,
    hints: { ...play.hints },
    digest: { ...digest },
  };
  const foreign = firstForeign(
    log.map((one) => one.entry),
    record.lesson,
    play.lesson.as,
  );
  if (foreign !== null) throw new NoPassport(`No passport of this: ${foreign.because}. Begin the lesson again.`);
  return record;
}

/** The record with its credential, issued by oneself. @param name what a person calls themselves. */
export async function issued(
  record: PassportRecord,
  signer: Signer,
  { name, now }: { readonly name: string; readonly now: string },
): Promise<Passport> {
  const credential = credentialOf(record, { did: signer.did, name, validFrom: now });
  return {
    record,
    credential: { ...(await signed(credential, signer, now)), "@context": [...credential["@context"]] },
  };
}

/** The first entry that is not the learner's own work (CUR-28); null where all are. */
export function firstForeign(
  log: readonly Entry[],
  lesson: Pick<PassportRecord["lesson"], "id" | "seed" | "mode" | "nonce">,
  as: string,
): { readonly at: number; readonly because: string } | null {
  const [first, ...rest] = log;
  if (first?.kind !== "lesson" || first.lesson !== lesson.id || first.seed !== lesson.seed)
    return { at: 0, because: "the log does not begin with this lesson" };
  if ((first.mode ?? MODE_BEFORE) !== lesson.mode || (first.nonce ?? null) !== lesson.nonce)
    return { at: 0, because: "the lesson was begun with other help, or for another exam" };
  const handedIn = rest.findIndex((one) => one.kind === "hand-in");
  if (lesson.mode === "exam" && handedIn !== rest.length - 1)
    return handedIn === -1
      ? { at: log.length - 1, because: "the exam was not handed in" }
      : { at: handedIn + 2, because: "it was done after the exam was handed in" };
  const { staffId } = staffByKey(as);
  for (const [index, entry] of rest.entries()) {
    const because = foreign(entry, staffId);
    if (because !== null) return { at: index + 1, because };
  }
  return null;
}

function foreign(entry: Entry, staffId: string): string | null {
  switch (entry.kind) {
    case "command":
    case "read":
      return entry.staffId === staffId ? null : "somebody else of the practice did a part of it";
    case "jump":
    case "hint":
    case "hand-in":
      return null;
    case "inject":
      return "a file was put in from outside";
    case "staffing":
      return entry.staffing.work === "rest" ? null : "colleagues were asked to work";
    case "lesson":
      return "another lesson begins";
  }
}
