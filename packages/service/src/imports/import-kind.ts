import { accessRecorded } from "@practicum/contracts/audit-event";
import { fail, type DomainError } from "@practicum/contracts/error";
import type {
  importChangedPayload,
  ImportCandidate,
  importOperations,
  ImportProblem,
} from "@practicum/contracts/imports";
import type { EventDefinition } from "@practicum/contracts/operation";
import type { Id } from "@practicum/kernel/brand";
import { must } from "@practicum/kernel/assert";
import type { Result } from "@practicum/kernel/result";
import type { z } from "zod";
import type { Context } from "../define-service.ts";
import type { ImportRow, RunRow } from "./rows.ts";

/** What was found about a row before it is taken. */
export interface Judged {
  readonly state: "new" | "known" | "doubtful" | "refused";
  readonly problem?: ImportProblem;
  readonly candidates?: readonly ImportCandidate[];
  readonly patientId?: string | null;
  /** Of money, in cents. */
  readonly amount?: number;
}

/** What became of a row: made, found here, or left with a reason. */
export interface Took {
  readonly state: "taken" | "linked" | "doubtful" | "refused";
  readonly patientId?: string | null;
  readonly recordId?: string | null;
  readonly problem?: ImportProblem;
  readonly candidates?: readonly ImportCandidate[];
}

/** Null where it was taken back; else why it stays. */
export type Untook = { readonly message: string } | null;

export interface AtRow<Row> {
  readonly line: number;
  readonly row: Row;
}

export interface ImportKind<Schema, Ports, Row> {
  judge(context: Context<Schema, Ports>, run: RunRow, rows: readonly AtRow<Row>[]): Promise<readonly Judged[]>;
  take(context: Context<Schema, Ports>, run: RunRow, row: ImportRow, content: Row): Promise<Took>;
  untake(context: Context<Schema, Ports>, run: RunRow, row: ImportRow, content: Row): Promise<Untook>;
  /** After the last row of an undo. */
  undone?(context: Context<Schema, Ports>, run: RunRow): Promise<void>;
}

export interface Base {
  readonly kind: string;
  readonly oldNumber: string;
}

/** What a service says of the files that it takes. */
export interface ImportsOf<Schema, Ports, Row extends Base> {
  readonly service: string;
  readonly changed: EventDefinition<typeof importChangedPayload>;
  readonly kinds: { readonly [kind: string]: ImportKind<Schema, Ports, Row> };
}

/** The operations, whatever a row is. */
export type Ops<Row> = ReturnType<typeof importOperations<z.ZodEnum, z.ZodType<Row, Row>>>;

export function kindOfRun<Schema, Ports, Row extends Base>(of: ImportsOf<Schema, Ports, Row>, run: RunRow) {
  return must(of.kinds[run.kind], `no import of the kind ${run.kind}`);
}

export function tellImport<Schema, Ports, Row extends Base>(
  of: ImportsOf<Schema, Ports, Row>,
  context: Context<Schema, Ports>,
  importId: string,
): void {
  context.emit(of.changed, { importId: importId as Id<"import"> });
}

/** The audit trail names whose records a batch made or changed: the command that started it could not know. */
export function auditBatch<Schema, Ports, Row extends Base>(
  of: ImportsOf<Schema, Ports, Row>,
  context: Context<Schema, Ports>,
  operation: string,
  patientIds: readonly string[],
): void {
  if (patientIds.length === 0) return;
  context.emit(accessRecorded(of.service), {
    service: of.service,
    operation,
    kind: "command",
    actor: context.actor,
    patientIds: [...new Set(patientIds)] as Id<"patient">[],
    permission: "import.run",
    outcome: "ok",
    commandId: null,
    at: context.now,
  });
}

const STATE_WORDS = {
  checked: "only checked",
  running: "running",
  done: "finished",
  undoing: "being taken back",
  undone: "taken back",
} as const;

export function notOpen({ state }: Pick<RunRow, "state">): Result<never, DomainError> {
  return fail("import-not-open", { detail: { state: STATE_WORDS[state] } });
}

export function nameOf({ actor }: Pick<Context<unknown>, "actor">): string {
  return actor.kind === "system" ? "Automatic" : actor.name;
}
