import { fail } from "@practicum/contracts/error";
import {
  pharmacyChanged,
  preferredPharmacyChanged,
  type pharmacyOperations,
} from "@practicum/contracts/scheduling/pharmacies";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { patientById } from "../sql/patients.ts";
import {
  dropPreferredPharmacy,
  isNcpdpIdTaken,
  pharmacyById,
  pharmacyPage,
  preferredPharmacy,
  putPreferredPharmacy,
  savePharmacy as save,
} from "../sql/pharmacies.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Operations = typeof pharmacyOperations;

export async function pharmacies(
  { tx }: SchedulingContext,
  input: InputOf<Operations["pharmacies"]>,
): ReplyOf<Operations["pharmacies"]> {
  return ok(await pharmacyPage(tx, input));
}

/** Over the version that was seen; a number is one entry's that is in use (SCH-272). */
export async function savePharmacy(
  context: SchedulingContext,
  { baseVersion, ...content }: InputOf<Operations["savePharmacy"]>,
): ReplyOf<Operations["savePharmacy"]> {
  const { tx, now } = context;
  const pharmacy = { ...content, version: baseVersion + 1 };
  if (pharmacy.active && pharmacy.ncpdpId !== null && (await isNcpdpIdTaken(tx, pharmacy)))
    return fail("already-recorded", { field: "ncpdpId" });
  if (!(await save(tx, pharmacy, { at: now, by: actorNameOf(context) })))
    return fail("stale-version", { field: "baseVersion" });
  context.emit(pharmacyChanged, pharmacy);
  return ok({ version: pharmacy.version });
}

export async function patientPharmacy(
  { tx }: SchedulingContext,
  { patientId }: InputOf<Operations["patientPharmacy"]>,
): ReplyOf<Operations["patientPharmacy"]> {
  if (!(await patientById(tx, patientId))) return fail("not-found", { field: "patientId" });
  return ok({ preferred: await preferredPharmacy(tx, patientId) });
}

/** What was said last counts (SCH-273). */
export async function preferPharmacy(
  context: SchedulingContext,
  { patientId, pharmacyId }: InputOf<Operations["preferPharmacy"]>,
): ReplyOf<Operations["preferPharmacy"]> {
  const { tx, now, ids } = context;
  if (!(await patientById(tx, patientId))) return fail("not-found", { field: "patientId" });
  if (pharmacyId === null) await dropPreferredPharmacy(tx, patientId);
  else {
    const chosen = await pharmacyById(tx, pharmacyId);
    if (!chosen) return fail("not-found", { field: "pharmacyId" });
    if (!chosen.active) return fail("pharmacy-retired", { field: "pharmacyId" });
    const said = { at: now, by: actorNameOf(context) };
    await putPreferredPharmacy(tx, { choiceId: ids.next<"pharmacy-choice">(), patientId, pharmacyId }, said);
  }
  context.emit(preferredPharmacyChanged, { patientId });
  return ok({});
}
