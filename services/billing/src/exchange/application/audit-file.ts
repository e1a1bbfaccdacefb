import { patientsOfFile } from "../sql/file-patients.ts";
import type { BillingContext } from "../../application/context.ts";

/** BIL-64: who sees or sends a file has seen what it says of each of its patients. */
export async function auditFile(
  context: BillingContext,
  file: { readonly fileId: string; readonly content: string },
): Promise<void> {
  const patients = await patientsOfFile(context.tx, file.fileId, await context.ports.files.subjects(file.content));
  for (const patientId of patients) context.auditPatient(patientId);
}
