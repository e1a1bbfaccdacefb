import type { DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { decideLead } from "../domain/together.ts";
import { appointmentsOfGroup } from "../sql/appointments.ts";
import { visitGroup } from "../sql/visit-groups.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** SCH-155: after a change, whether the visit that comes before still does, by as much as it must. One that is cancelled holds up nothing. */
export async function leadKept(
  { tx }: SchedulingContext,
  groupId: string | null | undefined,
): Promise<Result<undefined, DomainError>> {
  const group = groupId ? await visitGroup(tx, groupId) : undefined;
  if (!group || group.kind !== "before" || group.leadMinutes === null) return ok();
  const stand = (await appointmentsOfGroup(tx, group.groupId)).filter(
    (one) => one.status !== "cancelled" && one.status !== "no-show",
  );
  const first = stand.find((one) => one.appointmentId === group.firstId);
  for (const second of stand) {
    if (!first || second === first) continue;
    const kept = decideLead(first, second, group.leadMinutes);
    if (!kept.ok) return kept;
  }
  return ok();
}
