import { coverageChanged } from "@practicum/contracts/billing/coverage";
import { locationChanged } from "@practicum/contracts/identity/practice";
import { staffChanged } from "@practicum/contracts/identity/staff";
import { scheduleChanged } from "@practicum/contracts/scheduling/resources";
import type { z } from "zod";
import { keepLocation, keepPcp, keepStaff } from "../sql/names.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** A provider's columns go by the name and the activity of the person (SCH-74). Events may come late and twice: the newest version counts. */
export async function keepStaffName(
  context: SchedulingContext,
  staff: z.output<typeof staffChanged.payload>,
): Promise<void> {
  const displayName = [`${staff.given} ${staff.family}`, staff.credential].filter(Boolean).join(", ");
  const changed = await keepStaff(context.tx, { ...staff, displayName });
  if (changed) context.emit(scheduleChanged, {});
}

/** A site that closes takes its rooms and equipment out of use (SCH-75). */
export async function keepLocationName(
  context: SchedulingContext,
  location: z.output<typeof locationChanged.payload>,
): Promise<void> {
  const changed = await keepLocation(context.tx, location);
  if (changed) context.emit(scheduleChanged, {});
}

/** Whom the payer names as the patient's own physician orders the open times (SCH-51). */
export async function keepPcpOfCoverage(
  { tx }: SchedulingContext,
  coverage: z.output<typeof coverageChanged.payload>,
): Promise<void> {
  await keepPcp(tx, coverage);
}
