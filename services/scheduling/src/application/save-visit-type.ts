import { fail, type DomainError } from "@practicum/contracts/error";
import { scheduleChanged, type resourceOperations } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { faultOfMinutes } from "../domain/visit-needs.ts";
import { hasRoomKind, resourceById } from "../sql/resources.ts";
import { insertVisitType, updateVisitType } from "../sql/save-resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Adds or changes a kind of visit; what is booked keeps its length (SCH-71). */
export async function saveVisitType(
  context: SchedulingContext,
  { version, ...input }: z.output<typeof resourceOperations.saveVisitType.input>,
): Promise<Result<{ visitTypeId: string; version: number }, DomainError>> {
  const { equipmentResourceId } = input;
  if (equipmentResourceId !== null && (await resourceById(context.tx, equipmentResourceId))?.kind !== "equipment") {
    const message = "Choose a piece of equipment.";
    return fail("invalid-input", { field: "equipmentResourceId", fields: [{ field: "equipmentResourceId", message }] });
  }
  const twice = faultOfMinutes(input.providerMinutes);
  if (twice) {
    const field = `providerMinutes.${twice.index}.staffId`;
    return fail("invalid-input", { field, fields: [{ field, message: "This person has a length already." }] });
  }
  const { roomKind } = input;
  if (roomKind !== null && !(await hasRoomKind(context.tx, roomKind))) {
    const message = "No room is of this kind. Set the kind on a room first.";
    return fail("invalid-input", { field: "roomKind", fields: [{ field: "roomKind", message }] });
  }
  const saved =
    version === null ? await insertVisitType(context.tx, input) : await updateVisitType(context.tx, input, version);
  if (saved === undefined) return fail("stale-version");
  context.emit(scheduleChanged, {});
  return ok({ visitTypeId: input.visitTypeId, version: saved });
}
