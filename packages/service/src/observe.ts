import type { ServiceApi } from "@practicum/contracts/operation";
import { assert } from "@practicum/kernel/assert";
import type { BoundOperation } from "./bound-operation.ts";
import { systemActor, type PracticeRuntime } from "./runtime.ts";
import { UnitOfWork } from "./unit-of-work.ts";

/**
 * A query's answer for who is nobody of the practice and leaves no trace: a lesson's check, a comparison of two futures. Nothing
 * comes here by the bus; only who hosts the service in the own process can ask.
 *
 * @returns null where the query is refused, as for a record that is not there.
 */
export async function observe<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  input: unknown,
): Promise<unknown> {
  assert(bound.operation.kind === "query", "who only looks changes nothing");
  const parsed = bound.operation.input.parse(input);
  return runtime.db.transact(
    async (tx) => {
      const origin = { traceId: "observer", cause: null, causedBy: null };
      const unit = new UnitOfWork(runtime, tx, systemActor("observer"), origin);
      const result = await bound.handle(unit.context, parsed, unit);
      return result.ok ? result.value : null;
    },
    { readOnly: true },
  );
}
