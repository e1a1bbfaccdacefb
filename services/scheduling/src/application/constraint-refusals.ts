import { fail, type DomainError } from "@practicum/contracts/error";
import type { Err } from "@practicum/kernel/result";

/** What a refused write means to the person: a rival's change, which the facts did not show yet, came first. */
export function refusalOf(constraint: string): Err<DomainError> {
  switch (constraint) {
    case "patient_once":
      return fail("patient-overlap", { field: "start" });
    case "room_planned_once":
    case "room_occupied_once":
      return fail("room-occupied", { field: "roomResourceId" });
    case "equipment_planned_once":
      return fail("equipment-taken", { field: "start" });
    default:
      return fail("slot-taken", { field: "start" });
  }
}
