import type { staffChanged } from "@practicum/contracts/identity/staff";
import type { patientChanged } from "@practicum/contracts/scheduling/patients";
import type { z } from "zod";
import { keepPatient as writePatient, keepStaff as writeStaff } from "../sql/people.ts";
import type { ChartingContext } from "./charting-context.ts";

/** Keeps who the patient is (CHT-2). The newest version counts, in whatever order the events come. */
export async function keepPatient(
  { tx }: ChartingContext,
  patient: z.output<typeof patientChanged.payload>,
): Promise<void> {
  await writePatient(tx, patient);
}

/** Keeps names, roles and supervisors of the staff (CHT-2). */
export async function keepStaff({ tx }: ChartingContext, staff: z.output<typeof staffChanged.payload>): Promise<void> {
  const displayName = [`${staff.given} ${staff.family}`, staff.credential].filter(Boolean).join(", ");
  await writeStaff(tx, { ...staff, displayName });
}
