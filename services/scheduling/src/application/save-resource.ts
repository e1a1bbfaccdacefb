import { fail, type DomainError } from "@practicum/contracts/error";
import { scheduleChanged, type resourceOperations } from "@practicum/contracts/scheduling/resources";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { staffName } from "../sql/names.ts";
import { resourceById } from "../sql/resources.ts";
import { insertResource, updateResource } from "../sql/save-resources.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Adds or changes a resource (SCH-70). A provider goes by the name that identity knows, where it is known. */
export async function saveResource(
  context: SchedulingContext,
  { version, ...input }: z.output<typeof resourceOperations.saveResource.input>,
): Promise<Result<{ resourceId: string; version: number }, DomainError>> {
  if ((input.kind === "provider") !== (input.staffId !== null)) {
    const message =
      input.kind === "provider" ? "Choose whose column this is." : "Only a provider is a member of staff.";
    return fail("invalid-input", { field: "staffId", fields: [{ field: "staffId", message }] });
  }
  const before = await resourceById(context.tx, input.resourceId);
  if (before && (before.kind !== input.kind || before.staffId !== input.staffId)) {
    const message = "A column stays with its person. Take it out of use and add another one.";
    return fail("invalid-input", { field: "staffId", fields: [{ field: "staffId", message }] });
  }
  const name = (input.staffId && (await staffName(context.tx, input.staffId))) || input.name;
  const saved =
    version === null
      ? await insertResource(context.tx, { ...input, name })
      : await updateResource(context.tx, { ...input, name }, version);
  if (saved === undefined) return fail("stale-version");
  context.emit(scheduleChanged, {});
  return ok({ resourceId: input.resourceId, version: saved });
}
