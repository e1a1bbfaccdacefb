import { fail, type DomainError } from "@practicum/contracts/error";
import { patientCheckedIn, type visitOperations } from "@practicum/contracts/scheduling/visits";
import { json } from "@practicum/db/json";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideCheckIn } from "../domain/check-in.ts";
import { changeAppointment } from "../sql/appointments.ts";
import { emitChanged, shown } from "./appointment-events.ts";
import { findAppointment } from "./find-appointment.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Receives the patient (SCH-35 to SCH-39). A check-in that was taken back and done again keeps its encounter. */
export async function checkIn(
  context: SchedulingContext,
  input: z.output<typeof visitOperations.checkIn.input>,
): Promise<Result<{ version: number; encounterId: string }, DomainError>> {
  const found = await findAppointment(context, input);
  if (!found.ok) return found;
  const decided = decideCheckIn(found.value, input, context.today);
  if (!decided.ok) return decided;
  const encounterId = found.value.encounterId ?? context.ids.next<"encounter">();
  const { identifiers, coverageReview, consent, copay } = input;
  const changed = await changeAppointment(context.tx, input, {
    status: "arrived",
    status_since: context.now,
    arrived_at: context.now,
    encounter_id: encounterId,
    check_in: json({ identifiers, coverageReview, consent, copay }),
  });
  if (!changed) return fail("stale-version");
  context.emit(patientCheckedIn, { ...shown(changed), encounterId });
  emitChanged(context, changed, "advanced");
  return ok({ version: changed.version, encounterId });
}
