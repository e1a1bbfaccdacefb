import type { Actor } from "@practicum/contracts/actor";
import { actorId } from "@practicum/contracts/actor";
import {
  chartRestricted,
  glassBroken,
  glassReviewed,
  GLASS_HOURS,
  type restrictionOperations,
} from "@practicum/contracts/charting/restrictions";
import { sensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import { fail, type DomainError } from "@practicum/contracts/error";
import { mayDo, role, type Role } from "@practicum/contracts/permission";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import {
  checkRestriction,
  mayChangeRestriction,
  mayOpenChart,
  TREATS_DAYS,
  type Asker,
  type Standing,
} from "../domain/chart-restriction.ts";
import { opensClass } from "../domain/sensitive-parts.ts";
import {
  countGlass,
  endRestriction,
  glassById,
  glassOf,
  glassPage,
  insertGlass,
  insertRestriction,
  nextRestrictionVersion,
  restrictionById,
  saveGlassReview,
  staffNamed,
  standingOf,
  treatedBy,
  treatingStaff,
  type RestrictionRow,
} from "../sql/restrictions.ts";
import { actorMay, actorName, knowsPatient, type ChartingContext } from "./charting-context.ts";
import { partsAskers } from "./sensitive-parts.ts";
import { restrictionsTold } from "./who-hears.ts";

type Operations = typeof restrictionOperations;

function askerOf(actor: Actor): Asker {
  const roles = actor.kind === "staff" || actor.kind === "learner" ? actor.roles : [];
  return {
    staffId: actor.kind === "staff" || actor.kind === "learner" ? staffIdOf(actor) : null,
    roles,
    keptOutByNone: actor.kind === "system" || actor.kind === "patient" || actor.kind === "proxy",
  };
}

function staffIdOf(actor: Actor): string {
  return actor.kind === "staff" ? actor.staffId : actor.kind === "learner" ? actor.learnerId : actorId(actor);
}

function standing(row: RestrictionRow): Standing {
  return {
    restrictionId: row.restriction_id,
    shuts: row.shuts,
    staffIds: row.staff_ids,
    roles: row.roles,
    by: row.by_name,
  };
}

/** What is decided about each of these patients for who asks; of a chart that nobody restricted only where it is asked for. */
async function judge(context: ChartingContext, patientIds: readonly string[], rows: readonly RestrictionRow[]) {
  const { tx, actor, now, today } = context;
  const asker = askerOf(actor);
  const id = asker.staffId;
  const treats = id === null ? new Map() : await treatedBy(tx, id, patientIds, addDays(today, -TREATS_DAYS));
  const glass = id === null || rows.length === 0 ? new Map() : await glassOf(tx, id, patientIds, now);
  return new Map(
    patientIds.map((patientId) => {
      const state = {
        standing: rows.filter((row) => row.patient_id === patientId).map(standing),
        treats: treats.get(patientId) ?? null,
        glassUntil: glass.get(patientId) ?? null,
      };
      return [patientId, mayOpenChart(state, asker, now)] as const;
    }),
  );
}

/** The patients among these whose charts do not open to who asks: one indexed read where none is restricted (CHT-190, SVC-62). */
export async function shutCharts(
  context: ChartingContext,
  patientIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await standingOf(context.tx, [...new Set(patientIds)]);
  if (rows.length === 0) return NONE;
  const restricted = [...new Set(rows.map((row) => row.patient_id))];
  const judged = await judge(context, restricted, rows);
  return new Set(restricted.filter((patientId) => !must(judged.get(patientId)).opens));
}

const NONE: ReadonlySet<string> = new Set();

/** Lists of many patients leave out those whose charts do not open to who asks (CHT-190). */
export async function withoutShut<R extends { readonly patientId: string }>(
  context: ChartingContext,
  rows: readonly R[],
): Promise<R[]> {
  const shut = await shutCharts(
    context,
    rows.map((row) => row.patientId),
  );
  return rows.filter((row) => !shut.has(row.patientId));
}

/** What the pipeline asks about every patient that a request touches. */
export async function guardCharts(
  context: ChartingContext,
  patientIds: readonly string[],
): Promise<DomainError | null> {
  const shut = await shutCharts(context, patientIds);
  return shut.size === 0 ? null : { code: "chart-restricted" };
}

/** Who asks, about one chart. */
async function accessTo(context: ChartingContext, patientId: string) {
  const rows = await standingOf(context.tx, [patientId]);
  const open = must((await judge(context, [patientId], rows)).get(patientId));
  const roles = askerOf(context.actor).roles;
  const who = {
    restricts: actorMay(context, "chart.restrict"),
    readsCharts: actorMay(context, "chart.read"),
    manages: roles.includes("practice-manager"),
  };
  return { rows, open, who, mayRestrict: mayChangeRestriction(open, who) };
}

/** "Why can I see this?", for every chart and everybody (CHT-191). */
export async function chartAccess(
  context: ChartingContext,
  { patientId }: InputOf<Operations["chartAccess"]>,
): ReplyOf<Operations["chartAccess"]> {
  const { rows, open, who, mayRestrict } = await accessTo(context, patientId);
  const mayOpen = who.readsCharts && open.opens;
  const shown = mayOpen || mayRestrict || actorMay(context, "glass.review");
  const restricted = rows.length > 0;
  return ok({
    mayOpen,
    why: who.readsCharts ? [...open.why] : [{ kind: "no-role" as const }],
    restricted,
    restrictions: shown ? await withNames(context, rows) : [],
    mayRestrict,
    mayBreakGlass: restricted && !open.opens && actorMay(context, "chart.break-glass"),
    openings: shown ? await countGlass(context.tx, { patientId }) : null,
  });
}

async function withNames(context: ChartingContext, rows: readonly RestrictionRow[]) {
  const known = await staffNamed(
    context.tx,
    rows.flatMap((row) => row.staff_ids),
  );
  const names = new Map(known.map((one) => [one.staff_id, one.display_name]));
  return rows.map((row) => ({
    restrictionId: row.restriction_id,
    class: row.class,
    shuts: row.shuts,
    people: row.staff_ids.map((staffId) => ({ staffId, name: names.get(staffId) ?? "?" })),
    roles: [...row.roles],
    reason: row.reason,
    since: row.at,
    by: row.by_name,
  }));
}

/** Restricts a chart, or puts another restriction of the class in the place of one (CHT-192, CHT-193). */
export async function restrictChart(
  context: ChartingContext,
  input: InputOf<Operations["restrictChart"]>,
): ReplyOf<Operations["restrictChart"]> {
  const { tx, now, today } = context;
  const { patientId, restrictionId } = input;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  // Two who change the same chart's restrictions wait for each other here.
  const version = await nextRestrictionVersion(tx, patientId);
  const { rows, mayRestrict } = await accessTo(context, patientId);
  if (!mayRestrict) return fail("chart-restricted");
  if (await restrictionById(tx, restrictionId)) return fail("already-recorded", { field: "restrictionId" });
  const before = rows.find((row) => row.class === input.class);
  if ((before?.restriction_id ?? null) !== input.replaces) return fail("stale-version");
  const staffIds = [...new Set(input.staffIds)];
  const known = await staffNamed(tx, staffIds);
  if (known.length < staffIds.length) return context.notHereYet({ field: "staffIds" });
  const checked = checkRestriction(
    { ...input, staffIds },
    {
      readers: new Set(known.filter((one) => one.active && mayDo(one, "chart.read")).map((one) => one.staff_id)),
      readerRoles: READERS,
      somebodyTreats: (await treatingStaff(tx, patientId, addDays(today, -TREATS_DAYS))).length > 0,
    },
  );
  if (!checked.ok) return checked;
  const by = actorName(context);
  if (before) await endRestriction(tx, before.restriction_id, { at: now, by, reason: "Replaced by another one" });
  await insertRestriction(tx, {
    restriction_id: restrictionId,
    patient_id: patientId,
    class: input.class,
    shuts: input.shuts,
    staff_ids: staffIds,
    roles: [...new Set(input.roles)],
    reason: input.reason,
    at: now,
    by_name: by,
  });
  await tell(context, patientId, version);
  return ok({});
}

const READERS: readonly Role[] = role.options.filter((one) => mayDo([one], "chart.read"));

/** Lifts a restriction; it stays on record with who and why (CHT-192). Lifted already, it is. */
export async function liftRestriction(
  context: ChartingContext,
  { restrictionId, patientId, reason }: InputOf<Operations["liftRestriction"]>,
): ReplyOf<Operations["liftRestriction"]> {
  const { tx, now } = context;
  const version = await nextRestrictionVersion(tx, patientId);
  const { mayRestrict } = await accessTo(context, patientId);
  if (!mayRestrict) return fail("chart-restricted");
  const found = await restrictionById(tx, restrictionId);
  if (found?.patient_id !== patientId) return fail("not-found", { field: "restrictionId" });
  if (found.ended_at !== null) return ok({});
  await endRestriction(tx, restrictionId, { at: now, by: actorName(context), reason });
  await tell(context, patientId, version);
  return ok({});
}

/** Tells who may open a chart now; messaging keeps it (MSG-100). */
async function tell(context: ChartingContext, patientId: string, version: number): Promise<void> {
  const rows = await standingOf(context.tx, [patientId]);
  const restrictions = await restrictionsTold(context, patientId, rows);
  context.emit(chartRestricted, { patientId, version, restrictions });
}

/** Somebody else treats the patient now: where the chart is restricted, it is told anew. */
export async function tellWhoTreats(context: ChartingContext, patientId: string): Promise<void> {
  if ((await standingOf(context.tx, [patientId])).length === 0) return;
  await tell(context, patientId, await nextRestrictionVersion(context.tx, patientId));
}

/** Whether each class would open, whatever there is of it: a refusal tells nothing of the chart (CHT-286). */
async function opensAllParts(context: ChartingContext, patientId: string): Promise<boolean> {
  const asker = (await partsAskers(context, [patientId]))(patientId);
  return sensitiveClass.options.every((one) => opensClass(one, asker).length > 0);
}

/** Opens a restricted chart for some hours (CHT-194): the reason stays for the patient to see, and a manager looks at it. */
export async function breakGlass(
  context: ChartingContext,
  { entryId, patientId, reason, words, partsOnly }: InputOf<Operations["breakGlass"]>,
): ReplyOf<Operations["breakGlass"]> {
  const { tx, now, actor } = context;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const staffId = staffIdOf(actor);
  const there = await glassById(tx, entryId);
  if (there) {
    // Sent again under another command: the same entry is the one that was made.
    const same =
      there.patient_id === patientId &&
      there.staff_id === staffId &&
      there.reason === reason &&
      there.words === words &&
      there.parts_only === partsOnly;
    return same ? ok({ until: there.until }) : fail("already-recorded", { field: "entryId" });
  }
  const { open } = await accessTo(context, patientId);
  if (partsOnly && !open.opens) return fail("chart-restricted");
  if (partsOnly ? await opensAllParts(context, patientId) : open.opens) return fail("glass-not-needed");
  const until = addMinutes(now, GLASS_HOURS * 60);
  const by = actorName(context);
  const row = {
    entry_id: entryId,
    patient_id: patientId,
    staff_id: staffId,
    by_name: by,
    reason,
    words,
    at: now,
    until,
    parts_only: partsOnly,
  };
  if (!(await insertGlass(tx, row))) return fail("already-recorded", { field: "entryId" });
  context.emit(glassBroken, { entryId, patientId, staffId, by, until });
  return ok({ until });
}

/** Who opened this chart in spite of its restriction (CHT-194): for who may open it, and for who reviews. */
export async function glassOfPatient(
  context: ChartingContext,
  { patientId, ...page }: InputOf<Operations["glassOfPatient"]>,
): ReplyOf<Operations["glassOfPatient"]> {
  if (!actorMay(context, "glass.review") && (await shutCharts(context, [patientId])).size > 0)
    return fail("chart-restricted");
  return ok(await glassPage(context.tx, { patientId }, page));
}

export async function glassEntries(
  context: ChartingContext,
  { open, ...page }: InputOf<Operations["glassEntries"]>,
): ReplyOf<Operations["glassEntries"]> {
  return ok(await glassPage(context.tx, { open }, page));
}

export async function getGlass(
  { tx }: ChartingContext,
  { entryId }: InputOf<Operations["getGlass"]>,
): ReplyOf<Operations["getGlass"]> {
  const [entry] = (await glassPage(tx, { entryId }, { before: null, limit: 1 })).entries;
  return entry ? ok(entry) : fail("not-found", { field: "entryId" });
}

/** A manager or an owner says whether it was appropriate, nobody of the own (CHT-195). What was not ends at once. */
export async function reviewGlass(
  context: ChartingContext,
  { entryId, patientId, outcome, words }: InputOf<Operations["reviewGlass"]>,
): Promise<Result<{}, DomainError>> {
  const { tx, now, actor } = context;
  const entry = await glassById(tx, entryId);
  if (entry?.patient_id !== patientId) return fail("not-found", { field: "entryId" });
  if (entry.staff_id === staffIdOf(actor)) return fail("own-glass");
  if (entry.reviewed_at !== null)
    return entry.outcome === outcome && entry.review_words === words ? ok({}) : fail("already-decided");
  const by = actorName(context);
  const until = outcome === "not-appropriate" && now < entry.until ? now : entry.until;
  await saveGlassReview(tx, entryId, { until, reviewed_at: now, reviewed_by: by, outcome, review_words: words });
  context.emit(glassReviewed, { entryId, patientId, staffId: entry.staff_id, until, by });
  return ok({});
}
