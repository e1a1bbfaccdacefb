import { describeError, type DomainError, type ErrorCode } from "@practicum/contracts/error";
import type { TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODE_NUMBER, TRPCDefaultErrorShape } from "@trpc/server";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";

/** The error of a call as the client gets it: tRPC's shape, and in `data.domain` the contract's own error. */
export interface ApiErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape["data"] & { domain: DomainError };
}

/** Codes with an HTTP meaning of their own. All others say: understood, and refused by a rule (422). */
const statusOf: { readonly [Code in ErrorCode]?: readonly [TRPC_ERROR_CODE_KEY, number] } = {
  "invalid-input": ["BAD_REQUEST", 400],
  "not-signed-in": ["UNAUTHORIZED", 401],
  "bad-credentials": ["UNAUTHORIZED", 401],
  "wrong-code": ["UNAUTHORIZED", 401],
  "sign-in-expired": ["UNAUTHORIZED", 401],
  "not-allowed": ["FORBIDDEN", 403],
  "confirm-identity": ["FORBIDDEN", 403],
  "not-found": ["NOT_FOUND", 404],
  "stale-version": ["CONFLICT", 409],
  "slot-taken": ["CONFLICT", 409],
  "command-id-reused": ["CONFLICT", 409],
  "too-many-attempts": ["TOO_MANY_REQUESTS", 429],
  internal: ["INTERNAL_SERVER_ERROR", 500],
  "try-again": ["SERVICE_UNAVAILABLE", 503],
};

export function errorKeyOf(code: ErrorCode): TRPC_ERROR_CODE_KEY {
  return statusOf[code]?.[0] ?? "UNPROCESSABLE_CONTENT";
}

export function httpStatusOf(code: ErrorCode): number {
  return statusOf[code]?.[1] ?? 422;
}

/** The whole error as tRPC's clients read it. The message is the sentence for the person. */
export function errorShape(error: DomainError, path: string | undefined): ApiErrorShape {
  const key = errorKeyOf(error.code);
  const code: TRPC_ERROR_CODE_NUMBER = TRPC_ERROR_CODES_BY_KEY[key];
  const data = { code: key, httpStatus: httpStatusOf(error.code), domain: error };
  return { message: describeError(error), code, data: path === undefined ? data : { ...data, path } };
}
