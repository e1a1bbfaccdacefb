import { serviceGiven, serviceStruck } from "@practicum/contracts/charting/in-house";
import type { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideGiven, decideTold } from "../domain/decide-immunization.ts";
import { encounterOfDay } from "../sql/encounters.ts";
import {
  addImmunization,
  keepProduct,
  strikeImmunization as strike,
  vaccinesOf,
  type Vaccine,
} from "../sql/immunizations.ts";
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
  await tellGiven(context, patientId, { ...dose, vaccine: must(facts.vaccine) });
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
  const by = actorName(context);
  const was = await strike(context.tx, input, { at: context.now, by });
  if (!was) return fail("not-found", { field: "immunizationId" });
  if (was.here) {
    const { immunizationId: givenId, patientId, reason } = input;
    context.emit(serviceStruck, { givenId, patientId, reason, by, at: context.now });
  }
  emitChartChanged(context, input.patientId, "immunizations");
  return ok({});
}

/** The day's prevention diagnosis (ICD-10-CM guidelines, chapter 21: encounter for immunization). */
const FOR_IMMUNIZATION = "Z23";

/** A dose that was given here is charged: the vaccine if the practice bought it, and the giving of it (CHT-168). */
async function tellGiven(
  context: ChartingContext,
  patientId: string,
  dose: Pick<Input<"recordImmunization">, "immunizationId" | "givenOn" | "funding" | "route"> & {
    readonly vaccine: Vaccine;
  },
): Promise<void> {
  const { vaccine, route } = dose;
  const visit = await encounterOfDay(context.tx, patientId, dose.givenOn);
  const oral = route === "oral" || route === "intranasal";
  const product = { code: vaccine.cpt, label: vaccine.label, units: 1, modifiers: [], drug: null };
  context.emit(serviceGiven, {
    givenId: dose.immunizationId,
    kind: "vaccine",
    what: vaccine.label,
    patientId,
    encounterId: visit?.encounterId ?? null,
    locationId: visit?.locationId ?? null,
    serviceDate: dose.givenOn,
    providerId: visit?.providerId ?? null,
    diagnosis: FOR_IMMUNIZATION,
    // A dose of a public program cost the practice nothing: the giving of it alone is charged.
    lines: dose.funding === "private" ? [product] : [],
    administration: isCovid(vaccine) ? "vaccine-covid" : oral ? "vaccine-oral" : "vaccine-injection",
    givenBy: actorName(context),
    givenAt: context.now,
  });
}

/** COVID-19 vaccines are given under a code of their own (CPT 90480). */
function isCovid({ cpt, label }: Vaccine): boolean {
  return (cpt !== null && /^913\d\d$/.test(cpt)) || label.startsWith("COVID-19");
}

/** A code set goes back some years only: a dose of long ago is looked up as of today. */
async function factsOf({ tx }: ChartingContext, patientId: string, cvx: string, on: LocalDate) {
  const bornOn = await birthDateOf(tx, patientId);
  if (bornOn === undefined) return undefined;
  const [vaccine] = await vaccinesOf(tx, [cvx], on);
  return { bornOn, vaccine };
}
