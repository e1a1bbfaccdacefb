import {
  referralChanged,
  referralWaitOver,
  referralWaits,
  specialties,
  type referralOperations,
  type ReferralState,
  type ReferralStep,
} from "@practicum/contracts/charting/referrals";
import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import { fail, type DomainError } from "@practicum/contracts/error";
import { atLocal } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { currentPatient } from "@practicum/service/settle-patients";
import {
  decideReferralStep,
  followUpOf,
  lastOf,
  officeName,
  referralClock,
  referralStateOf,
  waitKey,
  type SaidReferralStep,
} from "../domain/referral-state.ts";
import { documentById } from "../sql/documents.ts";
import { encounterById } from "../sql/encounters.ts";
import { addSending, letterById } from "../sql/letters.ts";
import { outsideProvidersById } from "../sql/outside-providers.ts";
import {
  insertReferral,
  insertReferralStep,
  keepReferralNow,
  lettersOfReferrals,
  lockReferral,
  referralSteps,
  referralStepThere,
  type ReferralRow,
} from "../sql/referrals.ts";
import { standingOf } from "../sql/restrictions.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { discloseLetter } from "./disclosures.ts";
import { consentToSend, letterClasses } from "./letter-classes.ts";
import { letterFollows } from "./letter-follows.ts";
import { askOffice } from "./outside-office.ts";
import { clockFacts, saidOf } from "./referral-view.ts";

type Operations = typeof referralOperations;

/** A referral in an open note (CHT-252). Its clock begins at once. */
export async function orderReferral(
  context: ChartingContext,
  input: InputOf<Operations["orderReferral"]>,
): ReplyOf<Operations["orderReferral"]> {
  const { tx, now, today, actor } = context;
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  if (encounter.patientId !== input.patientId) return fail("not-found", { field: "encounterId" });
  if (encounter.status !== "open") return fail("encounter-sealed");
  const wrong = await wrongOffice(context, input.toId);
  if (wrong) return wrong;
  const by = actorName(context);
  const clock = referralClock({ orderedOn: today, urgency: input.urgency, provider: by, steps: [] });
  const wrote = await insertReferral(
    tx,
    {
      referral_id: input.referralId,
      encounter_id: input.encounterId,
      patient_id: input.patientId,
      specialty: input.specialty,
      ordered_to_id: input.toId,
      urgency: input.urgency,
      reason: input.reason,
      diagnosis: input.diagnosis,
      with_problems: input.withProblems,
      with_medications: input.withMedications,
      with_allergies: input.withAllergies,
      state: referralStateOf([]),
      due_on: clock?.due ?? null,
      pool: clock?.pool ?? null,
    },
    { at: now, by, byId: actor.kind === "staff" ? actor.staffId : "" },
  );
  if (wrote === "other") return fail("already-recorded", { field: "referralId" });
  if (wrote === "same") return ok({});
  const { referralId, patientId } = input;
  context.emit(referralChanged, { referralId, patientId, state: referralStateOf([]) });
  if (clock) await setClock(context, { referralId, patientId, due: clock.due });
  return ok({});
}

async function wrongOffice({ tx }: ChartingContext, toId: string | null) {
  if (toId === null) return null;
  const office = (await outsideProvidersById(tx, [toId])).get(toId);
  return office?.active ? null : fail("not-found", { field: "toId" });
}

export async function recordReferralStep(
  context: ChartingContext,
  input: InputOf<Operations["recordReferralStep"]>,
): ReplyOf<Operations["recordReferralStep"]> {
  if (input.step.kind === "directed") {
    const wrong = await wrongOffice(context, input.step.toId);
    if (wrong) return wrong;
  }
  return sayOfReferral(context, input);
}

/** The report is a document of the patient's own chart (CHT-260). */
export async function fileReferralReport(
  context: ChartingContext,
  { documentId, ...of }: InputOf<Operations["fileReferralReport"]>,
): ReplyOf<Operations["fileReferralReport"]> {
  const document = await documentById(context.tx, documentId, of.patientId);
  if (!document || document.struck) return fail("not-found", { field: "documentId" });
  return sayOfReferral(context, { ...of, step: { kind: "filed", documentId } });
}

export async function decideReferral(
  context: ChartingContext,
  input: InputOf<Operations["decideReferral"]>,
): ReplyOf<Operations["decideReferral"]> {
  return sayOfReferral(context, input);
}

interface Said {
  readonly referralId: string;
  readonly patientId: string;
  readonly stepId: string;
  readonly step: ReferralStep;
}

/** Adds a step, and keeps where the referral stands now: its state, its clock, to whom it goes (CHT-254, CHT-257). */
export async function sayOfReferral(
  context: ChartingContext,
  said: Said,
  by = actorName(context),
): Promise<Result<{ state: ReferralState }, DomainError>> {
  const { tx, now, today } = context;
  const { referralId, patientId, stepId, step } = said;
  const row = await lockReferral(tx, referralId, patientId);
  if (!row) return fail("not-found", { field: "referralId" });
  const steps = saidOf(context, (await referralSteps(tx, [referralId])).get(referralId) ?? []);
  const there = await referralStepThere(tx, said, by);
  if (there === "other") return fail("already-recorded", { field: "stepId" });
  if (there === "same") return ok({ state: referralStateOf(steps) });
  if (step.kind === "taken-back" && !mayTakeBack(context, steps, step.stepId)) return fail("not-allowed");
  const letterId = lastOf(steps, "letter")?.letterId ?? null;
  const letterSigned =
    letterId !== null && ((await lettersOfReferrals(tx, [letterId])).get(letterId)?.isSigned ?? false);
  const facts = { ...clockFacts(context, row, steps), isDirected: row.to_id !== null, letterSigned };
  const decided = decideReferralStep(facts, step, today);
  if (!decided.ok) return decided;
  const under = await mayGoOut(context, row, step, letterId);
  if (!under.ok) return under;
  await insertReferralStep(tx, said, { at: now, by, office: await officeOfStep(context, row, step) });
  if (step.kind === "sent" && letterSigned)
    await noteSending(context, row, { stepId, letterId, step, by, ...under.value });
  const after = [...steps, { stepId, step, on: today }];
  await move(context, row, { steps, after, by });
  return ok({ state: referralStateOf(after) });
}

/** The office that a sending went to or that was chosen, by its name of that moment: an entry may be renamed or retired later (CHT-275). */
async function officeOfStep({ tx }: ChartingContext, row: ReferralRow, step: ReferralStep): Promise<string | null> {
  const id = step.kind === "directed" ? step.toId : step.kind === "sent" ? row.to_id : null;
  return id === null ? null : officeName((await outsideProvidersById(tx, [id])).get(id)) || null;
}

/** What a provider decided, and what was filed in the chart, is taken back by who may say it (CHT-261). */
function mayTakeBack(context: ChartingContext, steps: readonly SaidReferralStep[], stepId: string): boolean {
  switch (steps.find((one) => one.stepId === stepId)?.step.kind) {
    case "reviewed":
    case "cancelled":
      return actorMay(context, "order.write");
    case "filed":
    case "letter":
      return actorMay(context, "history.record");
    default:
      return true;
  }
}

/** What Part 2 protects goes out under a consent (CHT-294): what the order asks for, and what its letter says. */
async function mayGoOut(context: ChartingContext, row: ReferralRow, step: ReferralStep, letterId: string | null) {
  if (step.kind !== "sent") return ok({ classes: [], consentId: null });
  const ids = [row.referral_id, ...(letterId === null ? [] : [letterId])];
  const classes = await letterClasses(context, ids);
  const office = row.to_id === null ? undefined : (await outsideProvidersById(context.tx, [row.to_id])).get(row.to_id);
  // Whom it is for, by name: a fax number is nobody's.
  const to = officeName(office) || step.to || "?";
  const sending = { patientId: row.patient_id, to, consentId: step.consentId ?? null };
  const consent = await consentToSend(context, classes, sending);
  if (consent.ok) return ok({ classes, consentId: consent.value });
  const { code, fields = [] } = consent.error;
  const field = "step.consentId";
  return fail(code, { field, fields: fields.map(({ message }) => ({ field, message })) });
}

/** The letter shows how it went out like any other (CHT-250). */
async function noteSending(
  context: ChartingContext,
  row: ReferralRow,
  sent: {
    readonly stepId: string;
    readonly letterId: string | null;
    readonly step: ReferralStep;
    readonly by: string;
    readonly classes: readonly SensitiveClass[];
    readonly consentId: string | null;
  },
): Promise<void> {
  const { tx, now } = context;
  const { letterId, step } = sent;
  if (letterId === null || step.kind !== "sent" || step.way === "phone" || step.way === "portal") return;
  const office = row.to_id === null ? undefined : (await outsideProvidersById(tx, [row.to_id])).get(row.to_id);
  const known = step.way === "fax" ? (office?.fax ?? "") : (office?.name ?? "");
  const to = step.to === "" ? known : step.to;
  const sending = { sendingId: sent.stepId, way: step.way, to };
  const wrote = await addSending(tx, { ...sending, letterId }, { at: now, by: sent.by });
  const letter = await letterById(tx, letterId, row.patient_id);
  if (wrote === "written" && letter)
    await discloseLetter(context, letter, { ...sending, classes: sent.classes, consentId: sent.consentId });
}

async function move(
  context: ChartingContext,
  row: ReferralRow,
  { steps, after, by }: { steps: readonly SaidReferralStep[]; after: readonly SaidReferralStep[]; by: string },
): Promise<void> {
  const { tx, today } = context;
  const { referral_id: referralId, patient_id: patientId } = row;
  const [clockBefore, clock] = [steps, after].map((said) => referralClock(clockFacts(context, row, said)));
  const state = referralStateOf(after);
  const toId = lastOf(after, "directed")?.toId ?? row.ordered_to_id;
  await keepReferralNow(tx, referralId, { state, due_on: clock?.due ?? null, pool: clock?.pool ?? null, to_id: toId });
  context.emit(referralChanged, { referralId, patientId, state });
  if (toId !== row.to_id) await letterFollows(context, row, after, toId);
  const [keyBefore, key] = [waitKey(referralId, steps), waitKey(referralId, after)];
  if (key === keyBefore) return;
  // Only of these there may be a task.
  const isToDo = clockBefore ? clockBefore.pool === null || today > clockBefore.due : followUpOf(steps) !== null;
  if (isToDo) context.emit(referralWaitOver, { key: keyBefore, referralId, patientId, by });
  await tellFollowUp(context, row, after);
  if (clock?.pool === null) await tellWaits(context, row, { key, state, isOverdue: false, pool: null });
  if (clock) await setClock(context, { referralId, patientId, due: clock.due });
  else await context.cancelTimer("referral-due", referralId);
  await askOffice(context, row, after);
}

/** At the end of its last day; what is said meanwhile sets it anew, or ends it. */
async function setClock(
  context: ChartingContext,
  { due, ...of }: { readonly referralId: string; readonly patientId: string; readonly due: string },
): Promise<void> {
  await context.schedule(
    "referral-due",
    of.referralId,
    atLocal(addDays(due, 1), "00:00", context.practice.timeZone),
    of,
  );
}

/** Nobody did it in time: it is a task, once (CHT-259). */
export async function referralDue(
  context: ChartingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const referralId = String(payload["referralId"]);
  const row = await lockReferral(
    context.tx,
    referralId,
    await currentPatient(context.tx, String(payload["patientId"])),
  );
  if (!row) return;
  const steps = saidOf(context, (await referralSteps(context.tx, [referralId])).get(referralId) ?? []);
  const clock = referralClock(clockFacts(context, row, steps));
  const key = waitKey(referralId, steps);
  if (!clock || context.today <= clock.due) return;
  await tellWaits(context, row, { key, state: referralStateOf(steps), isOverdue: true, pool: clock.pool });
}

const WAITS: { readonly [S in ReferralState]: string } = {
  "to-send": "to be sent",
  "to-schedule": "no appointment is known",
  "awaiting-report": "no report has come",
  "to-file": "the report is to be filed in the chart",
  "to-review": "report to review",
  "to-decide": "it came to nothing, decide what follows",
  closed: "",
  cancelled: "",
};

/** A task is read by many: of a referral that is kept apart it says not what it is about (CHT-290). */
async function isApart(context: ChartingContext, row: ReferralRow): Promise<boolean> {
  return (await letterClasses(context, [row.referral_id])).length > 0;
}

async function tellWaits(
  context: ChartingContext,
  row: ReferralRow,
  at: {
    readonly key: string;
    readonly state: ReferralState;
    readonly isOverdue: boolean;
    readonly pool: ReferralRow["pool"];
  },
): Promise<void> {
  const what = (await isApart(context, row)) ? "" : `, ${specialties[row.specialty].toLowerCase()}`;
  context.emit(referralWaits, {
    key: at.key,
    referralId: row.referral_id,
    patientId: row.patient_id,
    title: `${at.isOverdue ? "Overdue referral" : "Referral"}${what}: ${WAITS[at.state]}`,
    detail: `Ordered by ${row.ordered_by}. Open the patient’s referrals to say what became of it.`,
    ...(await ownerOf(context, row, at.pool)),
    urgent: row.urgency === "urgent",
  });
}

/** Whose task it is: the pool's, or who ordered. A pool is many people: of a restricted chart the one who ordered is told (CHT-190). */
async function ownerOf(context: ChartingContext, row: ReferralRow, wanted: ReferralRow["pool"]) {
  const isRestricted = (await standingOf(context.tx, [row.patient_id])).length > 0 || (await isApart(context, row));
  const pool = isRestricted ? null : wanted;
  const isKnown = row.ordered_by_id !== "";
  return {
    ownerId: pool === null && isKnown ? row.ordered_by_id : null,
    pool: pool ?? (isKnown ? null : ("physician" as const)),
  };
}

/** The loop is closed, and somebody is to do what the review says: a task, once, until that day (CHT-277). */
async function tellFollowUp(
  context: ChartingContext,
  row: ReferralRow,
  after: readonly SaidReferralStep[],
): Promise<void> {
  const review = followUpOf(after);
  if (review === null) return;
  const { referral_id: referralId, patient_id: patientId } = row;
  const apart = await isApart(context, row);
  context.emit(referralWaits, {
    key: waitKey(referralId, after),
    referralId,
    patientId,
    title: `Follow up after a referral${apart ? "" : `, ${specialties[row.specialty].toLowerCase()}`}`,
    detail: apart ? "Open the patient’s referrals to read what is to be done." : review.plan,
    ...(await ownerOf(context, row, review.followUp?.by === "assistants" ? "medical-assistant" : null)),
    urgent: row.urgency === "urgent",
    dueOn: review.followUp?.due ?? context.today,
  });
}
