import { opensTo } from "@practicum/contracts/charting/hearing";
import { chartRestricted, glassBroken, glassReviewed } from "@practicum/contracts/charting/restrictions";
import type { DomainError } from "@practicum/contracts/error";
import { mayAlso } from "@practicum/contracts/scope";
import { ok, type Result } from "@practicum/kernel/result";
import { consumer } from "@practicum/service/define-service";
import { mergedInto } from "@practicum/service/settle-patients";
import { patientsWithReasons, PRIVATE, withPrivateReasons } from "../domain/private-reasons.ts";
import { keepOpened, keepRestrictions, restrictedCharts } from "../sql/chart-restrictions.ts";
import type { SchedulingTables } from "../sql/tables.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Handle = (context: SchedulingContext, input: never) => Promise<Result<unknown, DomainError>>;

/** What charting tells of who is shut out of a chart (SCH-219). */
export const restrictionConsumers = {
  "chart-restrictions": consumer<SchedulingTables, unknown, typeof chartRestricted.payload>(
    chartRestricted,
    async ({ tx }, told) => keepRestrictions(tx, told),
  ),
  "charts-opened": consumer<SchedulingTables, unknown, typeof glassBroken.payload>(glassBroken, async ({ tx }, told) =>
    keepOpened(tx, told),
  ),
  "openings-reviewed": consumer<SchedulingTables, unknown, typeof glassReviewed.payload>(
    glassReviewed,
    async ({ tx }, told) => keepOpened(tx, told),
  ),
};

/** Every operation of scheduling: the reason for a visit of a patient whose chart is shut to who asks is private (SCH-220). */
export function keepingReasons<H extends { readonly [name: string]: Handle }>(handlers: H): H {
  const wrapped = Object.entries(handlers).map(([name, handle]) => [name, keeping(handle)]);
  return Object.fromEntries(wrapped) as H;
}

function keeping(handle: Handle): Handle {
  return async (context, input) => {
    const result = await handle(context, input);
    const { actor } = context;
    if (!result.ok || (actor.kind !== "staff" && actor.kind !== "learner")) return result;
    const patientIds = [...patientsWithReasons(result.value)];
    if (patientIds.length === 0) return result;
    // Who is shut out of a duplicate's chart is shut out of the survivor's.
    const merged = await mergedInto(context.tx, patientIds);
    const records = patientIds.flatMap((id) => [id, ...(merged.get(id) ?? [])]);
    const restricted = await restrictedCharts(context.tx, records, context.now);
    const staffId = actor.kind === "staff" ? actor.staffId : actor.learnerId;
    const isShut = new Set(
      restricted.filter((one) => !opensTo(one, { staffId, roles: actor.roles })).map((one) => one.patientId),
    );
    const shut = patientIds.filter((id) => [id, ...(merged.get(id) ?? [])].some((one) => isShut.has(one)));
    if (shut.length === 0) return result;
    const words = mayAlso(actor, "visit.check-in") ? PRIVATE : "";
    return ok(withPrivateReasons(result.value, new Set(shut), words));
  };
}
