import type { consentOperations } from "@practicum/contracts/charting/consents";
import { chartChanged } from "@practicum/contracts/charting/chart";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { checkConsent } from "../domain/part2-consent.ts";
import { opensClass } from "../domain/sensitive-parts.ts";
import { consentById, consentsOf, insertConsent, revokeConsent } from "../sql/consents.ts";
import { documentById } from "../sql/documents.ts";
import { actorName, knowsPatient, type ChartingContext } from "./charting-context.ts";
import { partsAskers } from "./sensitive-parts.ts";

type Operations = typeof consentOperations;

/** That there is a consent tells what it is about: it is shown to who sees what it is about, and to nobody else (CHT-293). */
async function seesThem(context: ChartingContext, patientId: string): Promise<boolean> {
  return opensClass("substance-use", (await partsAskers(context, [patientId]))(patientId)).length > 0;
}

export async function part2Consents(
  context: ChartingContext,
  { patientId }: InputOf<Operations["part2Consents"]>,
): ReplyOf<Operations["part2Consents"]> {
  const sees = await seesThem(context, patientId);
  return ok({ mayRecord: sees, consents: sees ? await consentsOf(context.tx, patientId) : [] });
}

export async function recordPart2Consent(
  context: ChartingContext,
  input: InputOf<Operations["recordPart2Consent"]>,
): ReplyOf<Operations["recordPart2Consent"]> {
  const { tx, now, today } = context;
  const { patientId, documentId } = input;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  if (!(await seesThem(context, patientId))) return fail("not-allowed");
  const checked = checkConsent(input, today);
  if (!checked.ok) return checked;
  if (documentId !== null && !(await documentById(tx, documentId, patientId)))
    return fail("not-found", { field: "documentId" });
  const wrote = await insertConsent(tx, input, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "consentId" });
  if (wrote === "written") context.emit(chartChanged, { patientId, what: "sensitive-parts" });
  return ok({});
}

/** From here on nothing goes out under it; what went out stays written down (CHT-293). */
export async function revokePart2Consent(
  context: ChartingContext,
  { consentId, patientId, reason }: InputOf<Operations["revokePart2Consent"]>,
): ReplyOf<Operations["revokePart2Consent"]> {
  const { tx, now, today } = context;
  if (!(await seesThem(context, patientId))) return fail("not-found", { field: "consentId" });
  const found = await consentById(tx, consentId);
  if (found?.patientId !== patientId) return fail("not-found", { field: "consentId" });
  if (found.revokedOn !== null) return ok({});
  await revokeConsent(tx, consentId, { on: today, at: now, by: actorName(context), reason });
  context.emit(chartChanged, { patientId, what: "sensitive-parts" });
  return ok({});
}
