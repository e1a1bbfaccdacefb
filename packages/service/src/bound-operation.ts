import type { DomainError } from "@practicum/contracts/error";
import type { Operation, ServiceApi } from "@practicum/contracts/operation";
import type { Result } from "@practicum/kernel/result";
import type { Context } from "./define-service.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** An operation with its handler, the types of its input and output no longer known. */
export interface BoundOperation<Api extends ServiceApi, Schema, Ports> {
  readonly name: string;
  readonly operation: Operation;
  readonly handle: (
    context: Context<Schema, Ports>,
    input: unknown,
    unit: UnitOfWork<Api, Schema, Ports>,
  ) => Promise<Result<unknown, DomainError>>;
}
