import type { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideGiven, decideTold } from "../domain/decide-immunization.ts";
import { addImmunization, keepProduct, strikeImmunization as strike, vaccinesOf } from "../sql/immunizations.ts";
import { birthDateOf } from "../sql/people.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";

type Input<O extends keyof typeof immunizationOperations> = z.output<(typeof immunizationOperations)[O]["input"]>;

/** What a dose that was not given here has none of. */
const NOT_HERE = {
  expiresOn: null,
  manufacturer: null,
  site: null,
  route: null,
  doseHundredthsMl: null,
  funding: null,
  vis: null,
  here: false,
} as const;

/** Records a vaccine given here (CHT-27; 42 USC 300aa-25). The same vaccine of the same day is one dose. */
export async function recordImmunization(
  context: ChartingContext,
  { patientId, ndc, ...dose }: Input<"recordImmunization">,
): Promise<Result<{}, DomainError>> {
  const { tx, today } = context;
  const facts = await factsOf(context, patientId, dose.cvx, dose.givenOn);
  if (!facts) return context.notHereYet({ field: "patientId" });
  const decided = decideGiven(dose, { ...facts, today });
  if (!decided.ok) return decided;
  const written = { at: context.now, by: actorName(context) };
  const given = { ...dose, name: decided.value.label, status: "given", here: true, note: null } as const;
  if (!(await addImmunization(tx, patientId, given, written))) return fail("already-recorded", { field: "cvx" });
  if (ndc !== null) await keepProduct(tx, { ndc, cvx: dose.cvx }, written);
  emitChartChanged(context, patientId, "immunizations");
  return ok({});
}

/** Writes down a vaccine that was given elsewhere (CHT-28). */
export async function recordPastImmunization(
  context: ChartingContext,
  { patientId, knownFrom, ...dose }: Input<"recordPastImmunization">,
): Promise<Result<{}, DomainError>> {
  const facts = await factsOf(context, patientId, dose.cvx, context.today);
  if (!facts) return context.notHereYet({ field: "patientId" });
  const decided = decideTold(dose.givenOn, "givenOn", { ...facts, today: context.today });
  if (!decided.ok) return decided;
  const written = { at: context.now, by: actorName(context) };
  const lot = dose.lot === "" ? null : dose.lot;
  const told = { ...NOT_HERE, ...dose, lot, name: decided.value.label, status: "given", note: knownFrom } as const;
  if (!(await addImmunization(context.tx, patientId, told, written))) return fail("already-recorded", { field: "cvx" });
  emitChartChanged(context, patientId, "immunizations");
  return ok({});
}

/** Writes down that a vaccine was offered and refused, and why (CHT-28). */
export async function recordVaccineRefusal(
  context: ChartingContext,
  { patientId, immunizationId, cvx, refusedOn, reason }: Input<"recordVaccineRefusal">,
): Promise<Result<{}, DomainError>> {
  const facts = await factsOf(context, patientId, cvx, context.today);
  if (!facts) return context.notHereYet({ field: "patientId" });
  const decided = decideTold(refusedOn, "refusedOn", { ...facts, today: context.today });
  if (!decided.ok) return decided;
  const refusal = { ...NOT_HERE, immunizationId, cvx, givenOn: refusedOn, lot: null, status: "refused" } as const;
  const written = { at: context.now, by: actorName(context) };
  await addImmunization(context.tx, patientId, { ...refusal, name: decided.value.label, note: reason }, written);
  emitChartChanged(context, patientId, "immunizations");
  return ok({});
}

/** Marks a vaccine as entered in error; it stays visible with who, when and why (CHT-29). */
export async function strikeImmunization(
  context: ChartingContext,
  input: Input<"strikeImmunization">,
): Promise<Result<{}, DomainError>> {
  if (!(await strike(context.tx, input, { at: context.now, by: actorName(context) }))) {
    return fail("not-found", { field: "immunizationId" });
  }
  emitChartChanged(context, input.patientId, "immunizations");
  return ok({});
}

/** A code set goes back some years only: a dose of long ago is looked up as of today. */
async function factsOf({ tx }: ChartingContext, patientId: string, cvx: string, on: LocalDate) {
  const bornOn = await birthDateOf(tx, patientId);
  if (bornOn === undefined) return undefined;
  const [vaccine] = await vaccinesOf(tx, [cvx], on);
  return { bornOn, vaccine };
}
