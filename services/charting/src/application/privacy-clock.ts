import { planRestrictionChanged, privacyRequestChanged } from "@practicum/contracts/charting/privacy-requests";
import type { Id } from "@practicum/kernel/brand";
import { atLocal } from "@practicum/kernel/instant";
import { daysBetween } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { nextLook, stageOf } from "../domain/privacy-requests.ts";
import { hadAccount, lockPrivacy, type PrivacyRow } from "../sql/privacy-requests.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

/** What a request is, for the decision of its next step. */
export async function standingOfRequest({ tx }: ChartingContext, row: PrivacyRow) {
  const { kind, state, extended, disagreed, rebutted, reviewed, ground, version } = row;
  return {
    kind,
    state,
    extended,
    disagreed,
    rebutted,
    reviewed,
    ground,
    version,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    ownerId: row.owner_id,
    deniedBy: row.denied_by,
    restriction:
      row.target === null
        ? null
        : { target: row.target, paidInFull: row.paid_in_full, from: must(row.from_date), until: row.until_date },
    free: kind === "accounting" && !(await hadAccount(tx, row)),
  };
}

/** More days than any request is open; the days count up within a version. */
const DAYS_MAX = 100_000;

/** Says where a request stands, and looks again when that changes by time alone (CHT-316). */
export async function tellPrivacy(context: ChartingContext, row: PrivacyRow): Promise<void> {
  const { today, practice } = context;
  const of = { state: row.state, dueOn: row.due_on };
  context.emit(privacyRequestChanged, {
    requestId: row.request_id as Id<"privacy-request">,
    kind: row.kind,
    order: row.version * DAYS_MAX + Math.max(0, daysBetween(row.received_on, today)),
    stage: stageOf(of, today),
    ownerId: row.owner_id as Id<"staff"> | null,
    dueOn: row.due_on,
    by: actorName(context),
  });
  const look = nextLook(of, today);
  if (look === null) await context.cancelTimer("privacy-due", row.request_id);
  else
    await context.schedule("privacy-due", row.request_id, atLocal(look, "00:00", practice.timeZone), {
      requestId: row.request_id,
    });
}

/** The deadline comes near, or is over: the managers have it, and again each week until it is answered (CHT-316). */
export async function privacyDueTimer(
  context: ChartingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const row = await lockPrivacy(context.tx, String(payload["requestId"]));
  if (row) await tellPrivacy(context, row);
}

/** What is kept from a health plan is told to billing when it comes to stand, and when it ends (CHT-315). */
export function tellPlanRestriction(
  context: ChartingContext,
  before: PrivacyRow,
  after: Pick<PrivacyRow, "state" | "version">,
): void {
  if (before.target !== "health-plan" || (before.state === "granted") === (after.state === "granted")) return;
  context.emit(planRestrictionChanged, {
    requestId: before.request_id as Id<"privacy-request">,
    patientId: before.patient_id as Id<"patient">,
    order: after.version,
    stands: after.state === "granted",
    from: must(before.from_date),
    until: before.until_date,
  });
}
