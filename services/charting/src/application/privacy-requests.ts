import type { PrivacyRequestHead, privacyOperations } from "@practicum/contracts/charting/privacy-requests";
import { fail } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { checkReceived, nextPrivacySteps } from "../domain/privacy-requests.ts";
import {
  countPrivacy,
  insertPrivacy,
  insertPrivacyStep,
  isActiveStaff,
  lockPrivacy,
  privacyById,
  privacyOfChart,
  privacyPage,
  privacySteps,
  type Left,
} from "../sql/privacy-requests.ts";
import { patientsWithRestrictions } from "../sql/referrals.ts";
import { actorMay, actorName, knowsPatient, type ChartingContext } from "./charting-context.ts";
import { standingOfRequest, tellPrivacy } from "./privacy-clock.ts";
import { shutCharts } from "./restrictions.ts";
import { askerId } from "./sensitive-parts.ts";

type Operations = typeof privacyOperations;

/**
 * CHT-317: who answers for the practice sees every request, because somebody has to answer. Anybody else sees those of charts that open to this person,
 * and the own ones.
 */
async function left(context: ChartingContext): Promise<Left> {
  const ownerId = askerId(context);
  if (actorMay(context, "disclosure.account")) return { patientIds: [], ownerId };
  const shut = await shutCharts(context, await patientsWithRestrictions(context.tx));
  return { patientIds: [...shut], ownerId };
}

export async function seesRequest(
  context: ChartingContext,
  row: { readonly patient_id: string; readonly owner_id: string | null },
): Promise<boolean> {
  if (actorMay(context, "disclosure.account") || row.owner_id === askerId(context)) return true;
  return (await shutCharts(context, [row.patient_id])).size === 0;
}

/** What is due first stands first, over all patients or of one. */
export async function listPrivacyRequests(
  context: ChartingContext,
  input: InputOf<Operations["listPrivacyRequests"]>,
): ReplyOf<Operations["listPrivacyRequests"]> {
  const { tx, today } = context;
  const ask = { ...input, today, left: await left(context) };
  const { rows, next } = await privacyPage(tx, ask);
  return ok({ requests: rows.map(headOf), next, ...(await countPrivacy(tx, ask)) });
}

export async function getPrivacyRequest(
  context: ChartingContext,
  { requestId }: InputOf<Operations["getPrivacyRequest"]>,
): ReplyOf<Operations["getPrivacyRequest"]> {
  const row = await privacyById(context.tx, requestId);
  if (!row) return fail("not-found");
  if (!(await seesRequest(context, row))) return fail("chart-restricted");
  const steps = await privacySteps(context.tx, [requestId]);
  const standing = await standingOfRequest(context, row);
  return ok({
    ...headOf(row),
    askedBy: row.asked_by,
    asked: row.asked,
    restriction: standing.restriction,
    steps: steps.map(stepOf),
    free: standing.free,
    next: nextPrivacySteps(standing),
  });
}

/** CHT-310: with the day it was received its deadline stands, and with that who hears of it when. */
export async function receivePrivacyRequest(
  context: ChartingContext,
  input: InputOf<Operations["receivePrivacyRequest"]>,
): ReplyOf<Operations["receivePrivacyRequest"]> {
  const { tx, today, now } = context;
  const { requestId, patientId, kind, receivedOn, ownerId, restriction } = input;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  const due = checkReceived(input, today);
  if (!due.ok) return due;
  if (ownerId !== null && !(await isActiveStaff(tx, ownerId))) return context.notHereYet({ field: "ownerId" });
  if (await lockPrivacy(tx, requestId)) return fail("already-recorded", { field: "requestId" });
  const row = {
    request_id: requestId,
    patient_id: patientId,
    kind,
    asked_by: input.askedBy,
    asked: input.asked,
    received_on: receivedOn,
    target: restriction?.target ?? null,
    paid_in_full: restriction?.paidInFull ?? false,
    from_date: restriction?.from ?? null,
    until_date: restriction?.until ?? null,
    due_on: due.value,
    extended: false,
    state: "open" as const,
    ground: null,
    denied_by: null,
    disagreed: false,
    rebutted: false,
    reviewed: false,
    owner_id: ownerId,
    version: 1,
  };
  await insertPrivacy(tx, row);
  await insertPrivacyStep(tx, {
    request_id: requestId,
    version: 1,
    kind: "received",
    words: "",
    ground: null,
    fee_cents: null,
    by_name: actorName(context),
    at: now,
  });
  await tellPrivacy(context, row);
  return ok({ dueOn: due.value });
}

/** CHT-320: for who reads the chart, what is open and what its record has to show. */
export async function privacyOfPatient(
  { tx, today }: ChartingContext,
  { patientId }: InputOf<Operations["privacyOfPatient"]>,
): ReplyOf<Operations["privacyOfPatient"]> {
  const rows = await privacyOfChart(tx, patientId);
  const refused = rows.filter((row) => row.state === "denied");
  const steps = await privacySteps(
    tx,
    refused.map((row) => row.request_id),
  );
  return ok({
    open: rows
      .filter((row) => row.state === "open" || row.state === "in-review")
      .map((row) => {
        const { requestId, kind, dueOn, ownerName } = headOf(row);
        return { requestId, kind, dueOn, ownerName, overdue: dueOn < today };
      }),
    disputed: refused.map((row) => ({
      requestId: row.request_id as Id<"privacy-request">,
      asked: row.asked,
      steps: steps.filter((one) => one.request_id === row.request_id && DISPUTE.has(one.kind)).map(stepOf),
    })),
    keptFromPlans: rows
      .filter((row) => row.state === "granted")
      .map((row) => ({ from: row.from_date as LocalDate, until: row.until_date })),
  });
}

/** What goes with a disputed part of the record (164.526(d)(4)). */
const DISPUTE: ReadonlySet<string> = new Set(["denied", "disagreed", "rebutted"]);

type Row = NonNullable<Awaited<ReturnType<typeof privacyById>>>;

function stepOf({ kind, words, ground, fee_cents, by_name: by, at }: Awaited<ReturnType<typeof privacySteps>>[number]) {
  return { kind, words, ground, feeCents: fee_cents, by, at };
}

function headOf(row: Row): PrivacyRequestHead {
  const { family, given, middle, suffix } = row;
  return {
    requestId: row.request_id as Id<"privacy-request">,
    patientId: row.patient_id as Id<"patient">,
    patientName: { family, given, middle, suffix },
    kind: row.kind,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    extended: row.extended,
    state: row.state,
    ownerId: row.owner_id as Id<"staff"> | null,
    ownerName: row.owner_name,
    version: row.version,
  };
}
