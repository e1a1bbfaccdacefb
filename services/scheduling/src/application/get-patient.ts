import { fail, type DomainError } from "@practicum/contracts/error";
import type { Patient, patientOperations } from "@practicum/contracts/scheduling/patients";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { patientById } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

export async function getPatient(
  { tx }: SchedulingContext,
  { patientId }: z.output<typeof patientOperations.getPatient.input>,
): Promise<Result<Patient, DomainError>> {
  const patient = await patientById(tx, patientId);
  return patient ? ok(patient) : fail("not-found");
}
