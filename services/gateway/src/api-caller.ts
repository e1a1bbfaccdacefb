import { callOverBus, type Call } from "@practicum/api/call";
import type { OperationEntry } from "@practicum/api/operations";
import type { Caller } from "@practicum/api/router-types";
import { httpStatusOf } from "@practicum/api/error-shape";
import { fail } from "@practicum/contracts/error";
import type { GatewayContext } from "./gateway-context.ts";
import type { SignedIn, Visitor } from "./sessions.ts";

export interface Who {
  readonly context: GatewayContext;
  readonly visitor: Visitor;
  readonly signedIn: SignedIn;
  readonly traceId: string;
}

/** What a signed-in person reaches: the services of the own practice, and its changes. Each call is counted and timed. */
export function callerFor(who: Who): Caller {
  const { context, visitor, signedIn, traceId } = who;
  const { session, actor } = signedIn;
  const whose = { practice: session.practice.id, person: session.staff.staffId };
  const call: Call = async (operation, input, commandId) => {
    const started = performance.now();
    const gate = context.gateOf(operation.service);
    const mayRepeat = () => !gate.crowded;
    const ask = callOverBus(context.bus, { practiceId: session.practice.id, actor, traceId }, { mayRepeat });
    const answered = await gate
      .run(whose, () => ask(operation, input, commandId))
      .catch((error: unknown) => {
        logBug(context, operation, error, traceId);
        return fail("internal");
      });
    const done = answered ?? fail("try-again", { detail: { busy: 1 } });
    if (operation.kind === "command" && done.ok) context.sessions.signOfLife(signedIn, visitor);
    record(who, operation, done.ok ? 200 : httpStatusOf(done.error.code), performance.now() - started);
    return done;
  };
  return { call, changes: (input, signal) => context.live.changes(who, input, signal) };
}

/** A bug ends its call and nothing else; it is logged by its kind alone (GTW-14). */
function logBug({ log }: GatewayContext, { path }: OperationEntry, error: unknown, traceId: string): void {
  const kind = error instanceof Error ? error.name : "unknown";
  log.error({ event: "request", service: "gateway", name: path, code: "internal", error: kind, traceId });
}

/** Successes are counted only; the services log each request. */
function record({ context, traceId }: Who, { path }: OperationEntry, status: number, ms: number): void {
  context.metrics.record("request", path, String(status), ms);
  if (status < 500) return;
  const durationMs = Math.round(ms * 10) / 10;
  context.log.warn({ event: "request", service: "gateway", name: path, code: String(status), durationMs, traceId });
}
