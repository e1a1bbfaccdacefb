import { accessRecorded } from "@practicum/contracts/audit-event";
import { isAuditedOperation, type Operation, type ServiceApi } from "@practicum/contracts/operation";
import type { RequestEnvelope } from "@practicum/contracts/request";
import type { Id } from "@practicum/kernel/brand";
import type { BoundOperation } from "./bound-operation.ts";
import { canonicalJson, fingerprint } from "./fingerprint.ts";
import type { CommittedEffects, Origin, PracticeRuntime } from "./runtime.ts";
import { UnitOfWork } from "./unit-of-work.ts";

/** Denied and failed attempts leave an entry too, in a transaction of their own. */
export async function auditAttempt<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope,
  outcome: string,
  patientIds: readonly Id<"patient">[],
): Promise<void> {
  if (!isAudited(bound.operation)) return;
  const effects: CommittedEffects = await runtime.db.transactEndingWith(
    async (tx) => {
      const unit = new UnitOfWork(runtime, tx, request.actor, accessOrigin(bound, request, outcome));
      recordAccess(runtime, unit, bound, request, outcome, patientIds);
      return unit;
    },
    (_, unit) => unit.write(),
  );
  runtime.committed(effects);
}

/**
 * What leaves nothing but its audit entry: a read, or an attempt that was refused. The same person may try the same again, so
 * the trace, which is the request's own, makes the cause.
 */
export function accessOrigin<Api extends ServiceApi, Schema, Ports>(
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope,
  outcome: string,
): Origin {
  const { traceId, commandId } = request;
  const asked = fingerprint(canonicalJson({ actor: request.actor, input: request.input ?? null }));
  return {
    traceId,
    cause: `access/${bound.name}/${outcome}/${commandId ?? ""}/${traceId}/${asked}`,
    causedBy: commandId,
  };
}

export function recordAccess<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  unit: UnitOfWork<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope,
  outcome: string,
  patientIds: readonly Id<"patient">[],
): void {
  const service = runtime.service.definition.name;
  unit.emit(accessRecorded(service), {
    service,
    operation: bound.name,
    kind: bound.operation.kind,
    actor: request.actor,
    patientIds: [...new Set(patientIds)],
    permission: bound.operation.permission,
    outcome,
    commandId: request.commandId,
    ...(bound.operation.aboutStaff ? { aboutStaffId: namedStaff(request.input) } : {}),
    at: unit.now,
  });
}

/** Every command, and every query that can open a patient's record. */
export function isAudited(operation: Operation): boolean {
  return isAuditedOperation(operation);
}

export function patientsOf<Api extends ServiceApi, Schema, Ports>(
  operation: Operation,
  input: unknown,
  output: unknown,
  unit: UnitOfWork<Api, Schema, Ports>,
): Id<"patient">[] {
  const told = [...(operation.about?.(input) ?? []), ...(operation.patients?.(input, output) ?? [])];
  return [...known(told), ...unit.patientIds];
}

/** Those of whom the contract knows who they are. */
export function known(ids: readonly (Id<"patient"> | null | undefined)[]): Id<"patient">[] {
  return ids.filter((id) => id !== null && id !== undefined);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the database takes it for an id. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Whose account it is about, as the input says: contracts name the person `staffId`. */
function namedStaff(input: unknown): Id<"staff"> | null {
  if (typeof input !== "object" || input === null || !("staffId" in input)) return null;
  return typeof input.staffId === "string" && UUID.test(input.staffId) ? input.staffId : null;
}

/** Whom an attempt was about, as far as its input says: contracts name the patient `patientId`, several `patientIds`. */
export function namedPatients(input: unknown): Id<"patient">[] {
  if (typeof input !== "object" || input === null) return [];
  const one = "patientId" in input ? [input.patientId] : [];
  const several: readonly unknown[] = "patientIds" in input && Array.isArray(input.patientIds) ? input.patientIds : [];
  // limit: what is refused may name anybody, and an entry is no place for thousands.
  return [...one, ...several.slice(0, NAMED_MAX)].flatMap((id) =>
    typeof id === "string" && UUID.test(id) ? [id] : [],
  );
}

const NAMED_MAX = 1000;
