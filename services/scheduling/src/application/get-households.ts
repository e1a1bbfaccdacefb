import type { Household, householdOperations } from "@practicum/contracts/scheduling/households";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { householdsOf, membersOf, type HouseholdRow } from "../sql/households.ts";
import { patientById } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** SCH-147: the families that a patient belongs to, belonged to, or pays for. */
export async function getHouseholds(
  context: SchedulingContext,
  { patientId }: z.output<typeof householdOperations.getHouseholds.input>,
): Promise<Ok<z.input<typeof householdOperations.getHouseholds.output>>> {
  const rows = await householdsOf(context.tx, patientId);
  const members = await membersOf(
    context.tx,
    rows.map((row) => row.householdId),
    context.now,
  );
  const households = [];
  for (const row of rows) {
    const own = members.filter((one) => one.householdId === row.householdId);
    households.push({
      householdId: row.householdId,
      address: row.address,
      guarantor: await guarantorOf(context, row),
      members: own.map(({ householdId: _householdId, ...member }) => member),
      version: row.version,
    });
  }
  return ok(households);
}

/** Who pays, as a person: a patient's own record says name and address. */
async function guarantorOf({ tx }: SchedulingContext, row: HouseholdRow): Promise<Household["guarantor"]> {
  if (row.guarantorPerson) return { patientId: null, ...row.guarantorPerson };
  const patient = row.guarantorPatientId === null ? undefined : await patientById(tx, row.guarantorPatientId);
  if (!patient) return null;
  const { patientId, name, birthDate, address, phone } = patient;
  return { patientId, name, birthDate, address, phone };
}
