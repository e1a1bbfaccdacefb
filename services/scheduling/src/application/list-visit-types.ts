import type { VisitType } from "@practicum/contracts/scheduling/resources";
import { ok, type Ok } from "@practicum/kernel/result";
import { allVisitTypes } from "../sql/resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** All kinds of visit, also those no longer offered. */
export async function listVisitTypes({ tx }: SchedulingContext): Promise<Ok<VisitType[]>> {
  return ok(await allVisitTypes(tx));
}
