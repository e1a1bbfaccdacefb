import type { Id } from "@practicum/kernel/brand";
import type { z } from "zod";
import type { ErrorCode } from "./error.ts";
import { mayDo, type Permission, type Rights, type Role } from "./permission.ts";

/** One thing a service can be asked. A command changes something and is idempotent by its command id; a query changes nothing. */
export interface Operation<
  K extends OperationKind = OperationKind,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly kind: K;
  readonly summary: string;
  readonly permission: Permission;
  readonly input: I;
  readonly output: O;
  /** It takes texts that nobody can keep as they are, a NUL in a damaged file, and says itself what becomes of them. */
  readonly anyText?: true;
  /** How long the input may be, as JSON in UTF-8; {@link INPUT_BYTES_MAX} where nothing is said. */
  readonly bytesMax?: number;
  /**
   * Whether the person has to have shown lately who it is, always or with some inputs: what a screen that was left open must not be good
   * for. Accounts, roles, money that is given up.
   */
  readonly fresh?: boolean | ((input: z.output<I>) => boolean);
  /**
   * It hands out a file of many people's records, to be taken out of the practice's hands: it asks who it is, and is an act that the
   * owners see. Its name begins with "export".
   */
  readonly takesOut?: true;
  /** The input's `staffId` is whose account it is about: its entry in the audit trail names the person. */
  readonly aboutStaff?: true;
  /**
   * It tells nothing of what is in a chart, and so is answered about a restricted one too: a service's guard is not asked (SVC-60). Whoever
   * says so of an operation shows in a test that it is so.
   */
  readonly tellsNoChart?: true;
  /** It may be about a record that was merged into another: whoever follows an old link learns where it went (SCH-128). */
  readonly mergedToo?: true;
  /** The failures of its own, beside the platform's. */
  readonly errors: readonly ErrorCode[];
  /**
   * The patients that the input says it is about: all of them. Who reaches some patients' records alone is let in by it, and each
   * gets an entry in the audit trail.
   */
  readonly about?: (input: z.output<I>) => readonly (Id<"patient"> | null | undefined)[];
  /** The patients whose records are read or changed, where the reply alone tells them. They are in the audit trail too. */
  readonly patients?: (input: z.output<I>, output: z.output<O>) => readonly (Id<"patient"> | null | undefined)[];
}

/** Whether its use is in the audit trail: every command, and every query that can open a patient's record or says so. */
export function isAuditedOperation({ kind, about, patients }: Operation): boolean {
  return kind === "command" || about !== undefined || patients !== undefined;
}

/** What an input may have: a form's worth. What takes more, a text, a list or a file, says so itself. */
export const INPUT_BYTES_MAX = 16_384;

export type OperationKind = "command" | "query";

/** A service's operations by name; the request's subject is `svc.<service>.<name>`. */
export interface ServiceApi {
  readonly [name: string]: Operation;
}

type Definition<I extends z.ZodType, O extends z.ZodType> = Omit<Operation<OperationKind, I, O>, "kind" | "errors"> & {
  readonly errors?: readonly ErrorCode[];
};

export function command<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
): Operation<"command", I, O> {
  return { errors: [], ...definition, kind: "command" };
}

export function query<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
): Operation<"query", I, O> {
  return { errors: [], ...definition, kind: "query" };
}

/** Names the queries of all services: `services.ts` fills it in, which knows them. */
// oxlint-disable-next-line typescript/no-empty-object-type -- it is filled in by declaration
export interface ScreenQueries {}

/** "billing": all that the service is asked. "scheduling.daySheet": one query. */
export type QueryPath = ScreenQueries extends { readonly path: infer P extends string } ? P : never;

/** A fact that a service tells the others. Additive within a version. */
export interface EventDefinition<P extends z.ZodType = z.ZodType> {
  /** `<service>.<event>.v<version>` */
  readonly name: string;
  readonly payload: P;
  /** The ids that live updates may carry. */
  readonly keys: (payload: z.output<P>) => { readonly [key: string]: string };
  /** Who may hear by a live update that it happened: the permission to read what it is about. */
  readonly heardBy: Permission;
  /** What screens show that is old by it: they ask again. Of a query that names an id, only where the event's keys name the same. */
  readonly stale: readonly QueryPath[];
}

/** Of every event by its name. What is not among them nobody hears of. */
const heard = new Map<string, Pick<EventDefinition, "heardBy" | "stale">>();

/** What screens show that is old by an event of that name. */
export function staleAfter(eventName: string): readonly QueryPath[] {
  return heard.get(eventName)?.stale ?? [];
}

/** Whether somebody of these roles or rights may hear of an event by a live update. */
export function mayHear(who: readonly Role[] | Rights, eventName: string): boolean {
  const permission = heard.get(eventName)?.heardBy;
  return permission !== undefined && mayDo(who, permission);
}

export function event<P extends z.ZodType>(
  name: `${string}.${string}.v${number}`,
  payload: P,
  keys: (payload: z.output<P>) => { readonly [key: string]: string },
  heardBy: Permission,
  stale: readonly QueryPath[],
): EventDefinition<P> {
  heard.set(name, { heardBy, stale });
  return { name, payload, keys, heardBy, stale };
}
