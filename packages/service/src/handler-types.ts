import type { DomainError } from "@practicum/contracts/error";
import type { Operation, OperationKind } from "@practicum/contracts/operation";
import type { Result } from "@practicum/kernel/result";
import type { z } from "zod";

type AnyOperation = Operation<OperationKind>;

/** A handler's input, as the contract's schema leaves it. */
export type InputOf<O extends AnyOperation> = z.output<O["input"]>;

/** A handler's reply, before the contract's schema has seen it. */
export type ReplyOf<O extends AnyOperation> = Promise<Result<z.input<O["output"]>, DomainError>>;
