import type { Resource } from "@practicum/contracts/scheduling/resources";
import { ok, type Ok } from "@practicum/kernel/result";
import { allResources } from "../sql/resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** All resources, also those out of use: old appointments name them. */
export async function listResources({ tx }: SchedulingContext): Promise<Ok<Resource[]>> {
  return ok(await allResources(tx));
}
