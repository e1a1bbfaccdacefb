import type { DomainError } from "@practicum/contracts/error";
import { TRPCError } from "@trpc/server";
import { errorKeyOf } from "./error-shape.ts";

/** Carries the contract's error through tRPC. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly error: DomainError;
  constructor(error: DomainError) {
    super(error.code);
    this.error = error;
  }
}

export function toTrpc(error: DomainError): TRPCError {
  return new TRPCError({ code: errorKeyOf(error.code), cause: new CallFailed(error) });
}

/** What failed outside of a service (an unknown path, a bug) is told without its text. */
export function domainErrorOf(error: TRPCError): DomainError {
  if (error.cause instanceof CallFailed) return error.cause.error;
  switch (error.code) {
    case "NOT_FOUND":
      return { code: "not-found" };
    case "BAD_REQUEST":
    case "PARSE_ERROR":
      return { code: "invalid-input" };
    default:
      return { code: "internal" };
  }
}
