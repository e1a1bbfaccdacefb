import type { LiveNote } from "@practicum/bus/bus";
import type { Operation } from "@practicum/contracts/operation";
import type { operations } from "@practicum/contracts/operations";
import type { services } from "@practicum/contracts/services";
import type {
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from "@trpc/server";
import type { z } from "zod";
import type { CallContext } from "./call.ts";
import type { ApiErrorShape } from "./error-shape.ts";

type Services = typeof services;

type ProcedureOf<O> =
  O extends Operation<infer K, infer I, infer R>
    ? K extends "query"
      ? TRPCQueryProcedure<{ input: z.input<I>; output: z.output<R>; meta: object }>
      : TRPCMutationProcedure<{ input: z.input<I>; output: z.output<R>; meta: object }>
    : never;

type RecordOf<Api> = { [Name in keyof Api]: ProcedureOf<Api[Name]> };

type ServiceRecords = { [Service in keyof Services]: RecordOf<Services[Service]> & RecordOf<typeof operations> };

/** Changes as they happen: the event's name and the ids it is about. Nothing is promised; after a gap, ask again. */
export type LiveChanges = TRPCSubscriptionProcedure<{
  input: void;
  output: AsyncIterable<LiveNote, void, unknown>;
  meta: object;
}>;

/** The router's root types. No transformer: what the contracts give is JSON. */
export interface ApiRoot {
  ctx: ApiContext;
  meta: object;
  errorShape: ApiErrorShape;
  transformer: false;
}

/** Of a caller who may be nobody. */
export interface ApiContext {
  readonly caller: CallContext | undefined;
}

/** What a client is typed by: every operation of the contracts, and `live.changes`. */
export type AppRouter = TRPCBuiltRouter<ApiRoot, ServiceRecords & { live: { changes: LiveChanges } }>;
