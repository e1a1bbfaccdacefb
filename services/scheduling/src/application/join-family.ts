import { fail, type DomainError } from "@practicum/contracts/error";
import type { patientOperations } from "@practicum/contracts/scheduling/patients";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { firstGuarantor } from "../domain/household.ts";
import { lockHousehold } from "../sql/households.ts";
import { patientById } from "../sql/patients.ts";
import { join, startHousehold } from "./change-household.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Beside = NonNullable<z.output<typeof patientOperations.registerPatient.input>["family"]>;

/** SCH-145: a new patient joins the family of another one, which is made where there is none: of that one's address, and who pays for that one. */
export async function joinFamily(
  context: SchedulingContext,
  beside: Beside,
  patientId: string,
): Promise<Result<undefined, DomainError>> {
  const { tx, today } = context;
  const { householdId, of, ofRelation, relation, billsTo, sharesAddress } = beside;
  if (!(await lockHousehold(tx, householdId))) {
    const first = await patientById(tx, of);
    if (!first) return fail("not-found", { field: "family.of" });
    const { guarantor: named, birthDate } = first;
    const person = named && {
      name: named.name,
      birthDate: named.birthDate,
      address: named.address,
      phone: named.phone,
    };
    const guarantor = firstGuarantor({ patientId: of, birthDate, guarantor: person }, today);
    const own = guarantor?.person ? "guarantor" : "self";
    const started = await startHousehold(context, {
      householdId,
      patientId: of,
      relation: ofRelation,
      billsTo: own,
      guarantor,
    });
    if (!started.ok) return started;
  }
  const state = await lockHousehold(tx, householdId);
  if (!state) return fail("not-found", { field: "family.householdId" });
  const joined = await join(context, state, { patientId: patientId, relation, billsTo, sharesAddress, on: today });
  return joined.ok ? ok() : joined;
}
