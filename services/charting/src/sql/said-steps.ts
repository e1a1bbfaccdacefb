import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** What is said of each kind of order, in a table of its own: all have the same columns. */
interface Contents {
  readonly procedure_step: ChartingTables["procedure_step"]["content"];
  readonly test_step: ChartingTables["test_step"]["content"];
}
type StepTable = keyof Contents;

export interface StepRow<N extends StepTable> {
  readonly step_id: string;
  readonly order_id: string;
  readonly content: Contents[N];
  readonly at: Instant;
  readonly by_name: string;
}

interface Said<N extends StepTable> {
  readonly stepId: string;
  readonly orderId: string;
  readonly step: Contents[N];
}

/** The builder knows the columns of one table at a time; those of the others are the same. */
const any = (table: StepTable) => table as "test_step";

/** By order, in the order in which they were said. */
export async function stepsOfOrders<N extends StepTable>(
  tx: T,
  table: N,
  orderIds: readonly string[],
): Promise<Map<string, StepRow<N>[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom(any(table))
    .select(["step_id", "order_id", "content", "at", "by_name"])
    .where("order_id", "in", [...orderIds])
    .orderBy("place")
    .execute();
  return Map.groupBy(rows as readonly unknown[] as readonly StepRow<N>[], (row) => row.order_id);
}

export async function insertSaidStep<N extends StepTable>(
  tx: T,
  table: N,
  { stepId, orderId, step }: Said<N>,
  w: Written,
): Promise<void> {
  await tx
    .insertInto(any(table))
    .values({
      step_id: stepId,
      order_id: orderId,
      content: json(step as Contents["test_step"]),
      at: w.at,
      by_name: w.by,
    })
    .execute();
}

/** The order of a step that is there already, and whether it is the same one. */
export async function saidStepThere<N extends StepTable>(
  tx: T,
  table: N,
  { stepId, orderId, step }: Said<N>,
  by: string,
): Promise<"same" | "other" | null> {
  const there = await tx
    .selectFrom(any(table))
    .select((eb) => [
      eb
        .and([
          eb("order_id", "=", orderId),
          eb("by_name", "=", by),
          eb("content", "=", json(step as Contents["test_step"])),
        ])
        .as("same"),
    ])
    .where("step_id", "=", stepId)
    .executeTakeFirst();
  if (!there) return null;
  return there.same ? "same" : "other";
}
