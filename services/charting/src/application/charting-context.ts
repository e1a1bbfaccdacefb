import type { Permission } from "@practicum/contracts/permission";
import { mayAlso } from "@practicum/contracts/scope";
import type { Context } from "@practicum/service/define-service";
import { chartChanged } from "@practicum/contracts/charting/chart";
import { birthDateOf } from "../sql/people.ts";
import type { ChartingTables } from "../sql/tables.ts";

/** What charting reaches outside of the practice. */
export interface ChartingPorts {
  /** Who answers for a specimen that was sent: the simulated laboratory, or people who enter the report that came. */
  readonly laboratory: "simulated" | "by-hand";
}

export type ChartingContext = Context<ChartingTables, ChartingPorts>;

/** Whether the actor has a permission beside the operation's own. */
export function actorMay({ actor }: ChartingContext, permission: Permission): boolean {
  return mayAlso(actor, permission);
}

/** Whether the patient is registered, as far as is known here. */
export async function knowsPatient({ tx }: ChartingContext, patientId: string): Promise<boolean> {
  return (await birthDateOf(tx, patientId)) !== undefined;
}

/** Who did it, as the chart shows it. */
export function actorName({ actor }: ChartingContext): string {
  return actor.name;
}

export function emitChartChanged(context: ChartingContext, patientId: string, what: string): void {
  context.emit(chartChanged, { patientId, what });
}
