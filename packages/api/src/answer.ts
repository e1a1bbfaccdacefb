import type { JsonValue } from "@practicum/bus/bus";
import type { DomainError } from "@practicum/contracts/error";
import type { Call, CallContext } from "./call.ts";
import { errorShape, httpStatusOf } from "./error-shape.ts";
import type { OperationEntry } from "./operations.ts";

/** An HTTP answer as tRPC's `httpLink` reads it: one call, one JSON body. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * Answers one call of the wire format: the input is the request's body, for queries too (the client's link is set to
 * `methodOverride: "POST"`, so that nothing about a patient stands in an address).
 */
export async function answer(
  call: Call,
  operation: OperationEntry,
  body: string,
  context: CallContext,
): Promise<Answer> {
  const input = parseBody(body);
  if (!input.ok) return answerError({ code: "invalid-input" }, operation.path);
  const done = await call(operation, input.value, context);
  if (!done.ok) return answerError(done.error, operation.path);
  return { status: 200, body: `{"result":{"data":${JSON.stringify(done.value)}}}` };
}

export function answerError(error: DomainError, path: string | undefined): Answer {
  return { status: httpStatusOf(error.code), body: JSON.stringify({ error: errorShape(error, path) }) };
}

function parseBody(body: string): { ok: true; value: JsonValue | undefined } | { ok: false } {
  if (body === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}
