import type { LiveNote } from "@practicum/bus/bus";
import type { DomainError } from "@practicum/contracts/error";
import type { Operation } from "@practicum/contracts/operation";
import type { operations } from "@practicum/contracts/operations";
import type { services } from "@practicum/contracts/services";
import type { Id } from "@practicum/kernel/brand";
import type { Result } from "@practicum/kernel/result";
import type {
  TrackedEnvelope,
  TRPCBuiltRouter,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from "@trpc/server";
import type { z } from "zod";
import type { Call } from "./call.ts";
import type { ApiErrorShape } from "./error-shape.ts";
import type { Change } from "./live-notes.ts";

type Services = typeof services;

type ProcedureOf<O> =
  O extends Operation<infer K, infer I, infer R>
    ? K extends "query"
      ? TRPCQueryProcedure<{ input: z.input<I>; output: z.output<R>; meta: object }>
      : TRPCMutationProcedure<{ input: z.input<I>; output: z.output<R>; meta: object }>
    : never;

type RecordOf<Api> = { [Name in keyof Api]: ProcedureOf<Api[Name]> };

type ServiceRecords = { [Service in keyof Services]: RecordOf<Services[Service]> & RecordOf<typeof operations> };

/** Whose stream it is to be, and the last position that was heard of an earlier one. */
export interface LiveInput {
  readonly staffId: string;
  readonly lastEventId?: string;
}

/** A {@link Change} on the side that tells it: tRPC's `tracked`. */
export type TrackedNote = TrackedEnvelope<LiveNote>;

/** Changes as they happen. After a gap it goes on where it was, or says `live.missed`: then ask for everything again. */
export type LiveChanges = TRPCSubscriptionProcedure<{
  input: LiveInput;
  output: AsyncIterable<Change, void, unknown>;
  meta: object;
}>;

/** The router's root types. No transformer: what the contracts give is JSON. */
export interface ApiRoot {
  ctx: ApiContext;
  meta: object;
  errorShape: ApiErrorShape;
  transformer: false;
}

/** What one who asks can reach. */
export interface Caller {
  readonly call: Call;
  /** @throws CallFailed when it ends otherwise than by the signal. */
  readonly changes: (input: LiveInput, signal: AbortSignal | undefined) => AsyncIterable<TrackedNote, void>;
}

/** Of one request. */
export interface ApiContext {
  /** Who asks, or why nobody may. */
  readonly caller: Result<Caller, DomainError>;
  /** One for each call of the request, in their order. Queries need none. */
  readonly commandIds: readonly (Id<"command"> | undefined)[];
}

/** What a client is typed by: every operation of the contracts, and `live.changes`. */
export type AppRouter = TRPCBuiltRouter<ApiRoot, ServiceRecords & { live: { changes: LiveChanges } }>;
