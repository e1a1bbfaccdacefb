import { fail, type DomainError } from "@practicum/contracts/error";
import { duplicatesChanged, type mergeOperations } from "@practicum/contracts/scheduling/merges";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { scoreDuplicate } from "../domain/duplicate-score.ts";
import { changePair, insertPair, lockPair, pairCount, pairOf, pairPage } from "../sql/merges.ts";
import { patientById } from "../sql/patients.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type In<O extends keyof typeof mergeOperations> = z.output<(typeof mergeOperations)[O]["input"]>;
type Reply<O extends keyof typeof mergeOperations> = Promise<
  Result<z.input<(typeof mergeOperations)[O]["output"]>, DomainError>
>;

/** The queue (SCH-123): proposed pairs first, then the likeliest; or those that a person has said to be two people. */
export async function listDuplicates(
  { tx }: SchedulingContext,
  { dismissed, before, limit }: In<"listDuplicates">,
): Reply<"listDuplicates"> {
  const after = placeOf(before, dismissed ? ["instant", "flag", "uuid", "uuid"] : ["flag", "number", "uuid", "uuid"]);
  if (before !== null && after === null) return fail("invalid-input", { field: "before" });
  const rows = await pairPage(tx, { dismissed, after, limit });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ids = last && ([last.first.patientId, last.second.patientId] as const);
  const place = last && (dismissed ? [last.dismissed?.at ?? "", false] : [last.proposed === null, last.score]);
  return ok({
    pairs: page,
    next: place && ids ? placeAfter([...place, ...ids]) : null,
    all: after === null ? { count: await pairCount(tx, dismissed) } : null,
  });
}

/** Any two records, whether the look has found them or not. */
export async function comparePatients(
  { tx }: SchedulingContext,
  { firstId, secondId }: In<"comparePatients">,
): Reply<"comparePatients"> {
  const [first, second] = [await patientById(tx, firstId), await patientById(tx, secondId)];
  if (!first) return fail("not-found", { field: "firstId" });
  if (!second) return fail("not-found", { field: "secondId" });
  return ok({ first, second, ...scoreOf(first, second) });
}

function scoreOf(first: Patient, second: Patient): { score: number; because: string[] } {
  const keys = ({ name, birthDate, phone, otherPhones, about }: Patient) => ({
    ...name,
    birthDate,
    phone,
    otherPhones,
    also: about,
  });
  const { score, because } = scoreDuplicate(keys(first), keys(second));
  return { score, because: [...because] };
}

/** Who knows that somebody is here twice says so; the manager finds it at the head of the queue (SCH-130). */
export async function proposeMerge(
  context: SchedulingContext,
  { firstId, secondId, note }: In<"proposeMerge">,
): Reply<"proposeMerge"> {
  const { tx, now } = context;
  if (firstId === secondId)
    return fail("invalid-input", {
      field: "secondId",
      fields: [{ field: "secondId", message: "This is the same record. Choose the other one." }],
    });
  const [first, second] = [await patientById(tx, firstId), await patientById(tx, secondId)];
  if (!first) return fail("not-found", { field: "firstId" });
  if (!second) return fail("not-found", { field: "secondId" });
  const ids = pairOf(firstId, secondId);
  const said = { proposed_by: actorNameOf(context), proposed_at: now, note };
  const pair = await lockPair(tx, ids);
  context.emit(duplicatesChanged, { at: now });
  if (pair) return ok({ version: await changePair(tx, pair, { state: "open", ...said }) });
  await insertPair(tx, {
    ...ids,
    ...scoreOf(first, second),
    source: "proposed",
    state: "open",
    found_at: now,
    ...said,
    dismissed_by: null,
    dismissed_at: null,
    dismissed_because: null,
    version: 1,
  });
  return ok({ version: 1 });
}

/** Two people: the pair leaves the queue and can be taken up again (SCH-130). */
export async function dismissDuplicate(
  context: SchedulingContext,
  { firstId, secondId, version, because }: In<"dismissDuplicate">,
): Reply<"dismissDuplicate"> {
  return change(context, { firstId, secondId, version }, (by) => ({
    state: "dismissed",
    dismissed_by: by,
    dismissed_at: context.now,
    dismissed_because: because,
    proposed_by: null,
    proposed_at: null,
    note: null,
  }));
}

export async function takeUpDuplicate(
  context: SchedulingContext,
  input: In<"takeUpDuplicate">,
): Reply<"takeUpDuplicate"> {
  return change(context, input, () => ({
    state: "open",
    dismissed_by: null,
    dismissed_at: null,
    dismissed_because: null,
  }));
}

async function change(
  context: SchedulingContext,
  { firstId, secondId, version }: In<"takeUpDuplicate">,
  changesBy: (by: string) => Parameters<typeof changePair>[2],
): Reply<"takeUpDuplicate"> {
  const pair = await lockPair(context.tx, pairOf(firstId, secondId));
  if (!pair || pair.state === "merged") return fail("not-found");
  if (pair.version !== version) return fail("stale-version");
  context.emit(duplicatesChanged, { at: context.now });
  return ok({ version: await changePair(context.tx, pair, changesBy(actorNameOf(context))) });
}
