import type { DomainError } from "@practicum/contracts/error";
import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  transformTRPCResponse,
  type AnyTRPCRouter,
  type TRPCError,
} from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { TRPCResponse } from "@trpc/server/rpc";
import { toTrpc } from "./call-failed.ts";
import type { OperationEntry } from "./operations.ts";
import { router } from "./router.ts";
import type { ApiContext } from "./router-types.ts";

/** An answer to one call, as tRPC's clients read it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

const served: AnyTRPCRouter = router;
const config = served._def._config;

/**
 * Answers one call by the router, without the general HTTP adapter around it: where a request is one call, the adapter
 * costs more than the call does.
 *
 * @param body the input as JSON; empty when there is none.
 */
export async function answer(operation: OperationEntry, body: string, context: ApiContext): Promise<Answer> {
  const { path, kind } = operation;
  const input = parseBody(body);
  if (!input.ok) return answerError({ code: "invalid-input" }, path);
  try {
    const data = await callTRPCProcedure({
      router,
      path,
      type: kind === "query" ? "query" : "mutation",
      getRawInput: () => Promise.resolve(input.value),
      ctx: context,
      signal: undefined,
      batchIndex: 0,
    });
    return written({ result: { data } });
  } catch (error) {
    return failed(getTRPCErrorFromUnknown(error), path);
  }
}

/** Refuses before the router is asked. */
export function answerError(error: DomainError, path: string | undefined): Answer {
  return failed(toTrpc(error), path);
}

function failed(error: TRPCError, path: string | undefined): Answer {
  return written({
    error: getTRPCErrorShape({ config, error, path, type: "unknown", input: undefined, ctx: undefined }),
  });
}

function written(response: TRPCResponse): Answer {
  return { status: getHTTPStatusCode(response), body: JSON.stringify(transformTRPCResponse(config, response)) };
}

function parseBody(body: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (body === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}
