import { fail } from "@practicum/contracts/error";
import { accessEscalated, accessReviewed, type SnoopFinding } from "@practicum/contracts/identity/snooping";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import { DEFAULT_POLICY, printOf, scored, type Looks } from "../domain/snooping.ts";
import type { Handlers } from "../handlers.ts";
import {
  hasLooked,
  insertPolicy,
  insertReview,
  selectByName,
  selectLooks,
  selectPolicyRow,
  selectReviews,
  selectReviewVersion,
  selectTrailBegin,
  type LookRow,
} from "../sql/snooping.ts";
import { selectStaff } from "../sql/staff.ts";
import type { AccessReviewTable } from "../sql/tables.ts";

type Context = Parameters<Handlers["snoopingReport"]>[0];

const PAGE_DAYS = 7;
/** Looks of a page that are scored; a week of a practice of fifty has fewer. */
const LOOKS_MAX = 5000;

/** Computed when it is asked for, a week a page: nothing of it is kept but the reviews (IDN-170 to IDN-173). */
export const snoopingReport: Handlers["snoopingReport"] = async (context, input) => {
  const { tx, today, practice } = context;
  const until = input.until ?? today;
  const from = addDays(until, 1 - PAGE_DAYS);
  const start = (day: LocalDate) => atLocal(day, "00:00", practice.timeZone);
  const policy = (await selectPolicyRow(tx)) ?? DEFAULT_POLICY;
  const span = { from: start(from), to: start(addDays(until, 1)), zone: practice.timeZone };
  const rows = await selectLooks(tx, { ...span, policy, limit: LOOKS_MAX + 1 });
  const looks = rows.slice(0, LOOKS_MAX);
  const judge = await judgeOf(context);
  const reviews = new Map((await selectReviews(tx, from, until)).map((one) => [keyOf(one), one]));
  const findings = looks
    .map((row) => ({ row, ...scored(judge(row), policy) }))
    .filter(({ row, score }) => score >= policy.listedFrom || reviews.has(keyOf(row)))
    .map(({ row, score, reasons }) => findingOf(row, score, reasons, reviews.get(keyOf(row))))
    .toSorted((a, b) => b.score - a.score || (a.lastAt < b.lastAt ? 1 : -1));
  const begin = await selectTrailBegin(tx);
  const more = begin !== null && dateIn(begin, practice.timeZone) < from;
  const next = more ? addDays(from, -1) : null;
  return ok({ findings, from, until, next, looked: looks.length, cut: rows.length > looks.length });
};

/** What is known of a look: names and addresses by their prints, of the staff by their own records as patients. */
async function judgeOf({ tx, practice }: Context): Promise<(row: LookRow) => Looks> {
  const staff = await selectStaff(tx);
  const printOfName = ({ given, family }: StaffMember) => printOf(practice.id, "name", [given, family]);
  const byPrint = new Map(staff.map((one) => [printOfName(one), one.staffId as string]));
  const families = new Map(staff.map((one) => [one.staffId as string, printOf(practice.id, "family", [one.family])]));
  /** Where people of the staff live, by their records as patients: of a common name there may be several. */
  const homes = new Map<string, Set<string>>();
  for (const { name_print: name, address_print: address } of await selectByName(tx, [...byPrint.keys()])) {
    const staffId = name === null ? undefined : byPrint.get(name);
    if (staffId === undefined || address === null) continue;
    homes.set(staffId, (homes.get(staffId) ?? new Set()).add(address));
  }
  return (row) => {
    const whose = row.name_print === null ? null : (byPrint.get(row.name_print) ?? "");
    const home = homes.get(row.staff_id);
    return {
      isOwn: whose === null ? null : whose === row.staff_id,
      isColleague: whose === null ? null : whose !== "" && whose !== row.staff_id,
      sameFamily: row.family_print === null ? null : families.get(row.staff_id) === row.family_print,
      sameAddress: row.address_print === null || home === undefined ? null : home.has(row.address_print),
      restricted: row.restricted,
      brokeGlass: row.broke_glass,
      worked: row.worked,
      afterHours: row.after_hours,
      atOnce: row.at_once,
    };
  };
}

function keyOf(of: { readonly staff_id: string; readonly patient_id: string; readonly day: LocalDate }): string {
  return `${of.staff_id} ${of.patient_id} ${of.day}`;
}

function findingOf(
  row: LookRow,
  score: number,
  reasons: ReturnType<typeof scored>["reasons"],
  review: AccessReviewTable | undefined,
): SnoopFinding {
  return {
    staffId: row.staff_id,
    patientId: row.patient_id,
    day: row.day,
    score,
    reasons: [...reasons],
    reads: row.reads,
    firstAt: row.first_at,
    lastAt: row.last_at,
    known: row.name_print !== null,
    review: review
      ? { outcome: review.outcome, note: review.note, by: review.by_name, at: review.at, version: review.version }
      : null,
  };
}

/** A review stays; another one of the same look is its next version. Nobody reviews the own (IDN-174). */
export const reviewAccess: Handlers["reviewAccess"] = async (context, input) => {
  const { tx, actor, now, practice } = context;
  const { staffId, patientId, day, outcome, note } = input;
  if (actor.kind !== "staff") return fail("not-found");
  if (actor.staffId === staffId) return fail("own-access");
  const from = atLocal(day, "00:00", practice.timeZone);
  const to = atLocal(addDays(day, 1), "00:00", practice.timeZone);
  if (!(await hasLooked(tx, { staffId, patientId, from, to }))) return fail("not-found");
  if ((await selectReviewVersion(tx, { staffId, patientId, day })) !== (input.version ?? 0))
    return fail("stale-version");
  const version = (input.version ?? 0) + 1;
  const reviewId = context.ids.next<"access-review">();
  const kept = await insertReview(tx, {
    review_id: reviewId,
    staff_id: staffId,
    patient_id: patientId,
    day,
    version,
    outcome,
    note,
    by_id: actor.staffId,
    by_name: actor.name,
    at: now,
  });
  if (!kept) return fail("stale-version");
  context.emit(accessReviewed, { reviewId });
  if (outcome === "escalated") context.emit(accessEscalated, { reviewId, day, by: actor.name });
  return ok({ version });
};

export const getSnoopingPolicy: Handlers["getSnoopingPolicy"] = async ({ tx }) =>
  ok((await selectPolicyRow(tx)) ?? DEFAULT_POLICY);

export const saveSnoopingPolicy: Handlers["saveSnoopingPolicy"] = async ({ tx, actor, now }, policy) => {
  if (policy.opens >= policy.closes) {
    const wrong = { field: "closes", message: "Enter a time after the practice opens." };
    return fail("invalid-input", { field: wrong.field, fields: [wrong] });
  }
  const before = (await selectPolicyRow(tx))?.version ?? 0;
  if (before !== policy.version) return fail("stale-version");
  const version = before + 1;
  const kept = await insertPolicy(tx, { ...policy, version }, { by: actor.name, at: now });
  return kept ? ok({ version }) : fail("stale-version");
};
