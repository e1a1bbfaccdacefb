import { actorId } from "@practicum/contracts/actor";
import { asksForFresh, isFresh } from "@practicum/contracts/fresh";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { ServiceApi } from "@practicum/contracts/operation";
import type { ReplyEnvelope, RequestEnvelope } from "@practicum/contracts/request";
import { isWithin, reachOf } from "@practicum/contracts/scope";
import type { Tx } from "@practicum/db/db";
import { errorLabel, isFull, isUnavailable } from "@practicum/db/errors";
import { assert } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import type { z } from "zod";
import { accessOrigin, auditAttempt, isAudited, known, namedPatients, patientsOf, recordAccess } from "./audit.ts";
import type { BoundOperation } from "./bound-operation.ts";
import { canonicalJson, fingerprint } from "./fingerprint.ts";
import { answerWhenHere, StillOnItsWay } from "./on-its-way.ts";
import type { PracticeRuntime } from "./runtime.ts";
import { textFault } from "./text-fault.ts";
import { mergedNow, patientsNamedIn, shareWithMerges } from "./settle-patients.ts";
import { asJson, UnitOfWork, type DoneCommand } from "./unit-of-work.ts";

/** Rolls the transaction back and carries the expected failure out of it. */
class Refusal extends Error {
  override readonly name = "Refusal";
  readonly error: DomainError;
  readonly patientIds: readonly Id<"patient">[];
  /** Whether an event that is still on its way may change the answer. */
  readonly mayCome: boolean;

  constructor(error: DomainError, unit: { readonly patientIds: Iterable<Id<"patient">>; readonly mayCome: boolean }) {
    super(error.code);
    this.error = error;
    this.patientIds = [...unit.patientIds];
    this.mayCome = unit.mayCome;
  }
}

/**
 * The path of every command and query: parse, authorize, look the command id up, then in one transaction run the handler
 * and write its events, its audit entry and its place in the inbox. Never throws: a bug becomes "internal", a database
 * that is away "try-again".
 */
export async function answer<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope,
): Promise<ReplyEnvelope> {
  const { log, metrics, definition } = runtime.service;
  const started = performance.now();
  const entry = {
    service: definition.name,
    practiceId: runtime.practice.id,
    traceId: request.traceId,
    name: bound.name,
  };
  let reply: ReplyEnvelope;
  let error: string | undefined;
  try {
    reply = await answerWithRoom(() => answerOrThrow(runtime, bound, request), bound.operation.kind);
  } catch (thrown) {
    error = errorLabel(thrown);
    reply = fail(isFull(thrown) ? "storage-full" : isUnavailable(thrown) ? "try-again" : "internal");
  }
  const durationMs = performance.now() - started;
  const code = reply.ok ? "ok" : reply.error.code;
  metrics.record("request", bound.name, code, durationMs);
  const line = { ...entry, event: "request" as const, code, durationMs: Math.round(durationMs * 100) / 100 };
  if (error === undefined) log.info(line);
  else log.error({ ...line, error });
  return reply;
}

const LOOKS_MAX = 4;
const ROOM_MS = 1000;

/** A look into a chart leaves a line. Where the disk is full for that, whoever looks after it makes a little room within a second or two. */
async function answerWithRoom(ask: () => Promise<ReplyEnvelope>, kind: "query" | "command"): Promise<ReplyEnvelope> {
  for (let look = 1; ; look += 1) {
    try {
      return await ask();
    } catch (thrown) {
      if (kind === "command" || look === LOOKS_MAX || !isFull(thrown)) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, ROOM_MS));
    }
  }
}

async function answerOrThrow<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  given: RequestEnvelope,
): Promise<ReplyEnvelope> {
  const fault = bound.operation.anyText ? null : textFault(given.input);
  // Nobody goes further into what is at fault, the audit trail's entry neither.
  const request = fault === null ? given : { ...given, input: null };
  const parsed = bound.operation.input.safeParse(request.input);
  const refuse = async (error: DomainError, outcome: string = error.code): Promise<ReplyEnvelope> => {
    await auditAttempt(runtime, bound, request, outcome, namedPatients(request.input));
    return { ok: false, error };
  };
  // Who may not do this learns nothing about what the input should look like.
  const reach = reachOf(request.actor, bound.operation.permission);
  if (!reach) return refuse({ code: "not-allowed" }, "denied");
  // Who tries a role on looks, and changes nothing (IDN-160).
  if (bound.operation.kind === "command" && request.actor.kind === "staff" && request.actor.as !== undefined)
    return refuse({ code: "testing-role" });
  if (fault !== null) return refuse({ code: "invalid-input", ...unreadable(fault) });
  if (!parsed.success) return refuse({ code: "invalid-input", ...fieldsOf(parsed.error) });
  // Whose record it is has to be plain from the input, or it is nobody's that this actor reaches.
  const about = bound.operation.about?.(parsed.data) ?? [];
  if (!isWithin(reach, about)) return refuse({ code: "not-allowed" }, "denied");
  if (asksForFresh(bound.operation, parsed.data) && !isFresh(request.actor, runtime.service.clock.now()))
    return refuse({ code: "confirm-identity" });
  const { commandId } = request;
  if (bound.operation.kind === "query") {
    return answerWhenHere(runtime, (mayWait) => answerQuery(runtime, bound, request, parsed.data, mayWait));
  }
  if (commandId === null) return refuse({ code: "invalid-input", field: "commandId" });
  return answerWhenHere(runtime, (mayWait) =>
    answerCommand(runtime, bound, { ...request, commandId }, parsed.data, mayWait),
  );
}

async function answerQuery<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope,
  input: unknown,
  mayWait: boolean,
): Promise<ReplyEnvelope> {
  const audited = isAudited(bound.operation);
  try {
    const { value, effects } = await runtime.db.transactEndingWith(
      async (tx) => {
        const unit = new UnitOfWork(runtime, tx, request.actor, accessOrigin(bound, request, "ok"));
        const { reply, patientIds } = await handleOrRefuse(runtime, bound, unit, request, input);
        if (audited) recordAccess(runtime, unit, bound, request, "ok", patientIds);
        return { reply, unit };
      },
      async (_, { reply, unit }) => ({ value: reply, effects: await unit.write() }),
      { readOnly: !audited },
    );
    runtime.committed(effects);
    return { ok: true, value };
  } catch (thrown) {
    return afterRollback(runtime, bound, request, thrown, mayWait);
  }
}

async function answerCommand<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope & { readonly commandId: string },
  input: unknown,
  mayWait: boolean,
): Promise<ReplyEnvelope> {
  const command = {
    commandId: request.commandId,
    operation: bound.name,
    requestHash: fingerprint(canonicalJson(request.input)),
    actorId: actorId(request.actor),
  };
  // What was done before has its reply; anything else is refused while it can be refused in words.
  if (runtime.service.storage.state === "full") {
    const earlier = await runtime.db.transact((tx) => findDone(tx, command), { readOnly: true });
    return earlier ?? fail("storage-full");
  }
  try {
    const outcome = await runtime.db.transactEndingWith(
      async (tx) => {
        const earlier = await findDone(tx, command);
        if (earlier) return { reply: earlier, unit: undefined };
        const unit = new UnitOfWork(runtime, tx, request.actor, {
          traceId: request.traceId,
          // Ids of commands are made by people's screens: another person's same one must not make the same records.
          cause: `command/${command.operation}/${command.actorId}/${command.commandId}`,
          causedBy: command.commandId,
        });
        const { reply: value, patientIds } = await handleOrRefuse(runtime, bound, unit, request, input);
        recordAccess(runtime, unit, bound, request, "ok", patientIds);
        await unit.sayWhoHears();
        const reply: ReplyEnvelope = { ok: true, value };
        return { reply, unit };
      },
      async (_, { reply, unit }) => ({ reply, effects: await unit?.write({ ...command, reply: asJson(reply) }) }),
    );
    if (outcome.effects) runtime.committed(outcome.effects);
    return outcome.reply;
  } catch (thrown) {
    // The same command may have committed in another transaction while this one ran: then that one's reply is the reply.
    const earlier = await runtime.db.transact((tx) => findDone(tx, command), { readOnly: true });
    return earlier ?? (await afterRollback(runtime, bound, request, thrown, mayWait));
  }
}

async function handleOrRefuse<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  unit: UnitOfWork<Api, Schema, Ports>,
  request: RequestEnvelope,
  input: unknown,
): Promise<{ readonly reply: unknown; readonly patientIds: readonly Id<"patient">[] }> {
  const named = known(bound.operation.about?.(input) ?? []);
  await keepOut(runtime, bound, unit, named);
  // Both are sent together; the database takes them in order.
  const merged = mergedOf(runtime, bound, unit, input);
  const result = await Promise.all([merged, bound.handle(unit.context, input, unit)]).then(([, done]) => done);
  const into = await merged;
  if (into !== null) throw new Refusal(into, unit);
  const cameUp = (ids: Iterable<Id<"patient">>) => [...new Set(ids)].filter((id) => !named.includes(id));
  if (!result.ok) {
    // A refusal tells something too: that an allergy is on the list already, say.
    await keepOut(runtime, bound, unit, cameUp([...namedPatients(input), ...unit.patientIds]));
    throw new Refusal(result.error, unit);
  }
  if (runtime.service.checkReplies) {
    const checked = bound.operation.output.safeParse(result.value);
    assert(checked.success, `the reply of ${bound.name} is not what its contract says: ${replyFaults(checked)}`);
  }
  // An id in the input may have led to another patient's record than the input named: then nothing of it stays, and nothing is told.
  const patientIds = patientsOf(bound.operation, input, result.value, unit);
  await keepOut(runtime, bound, unit, cameUp(patientIds));
  const reach = reachOf(request.actor, bound.operation.permission);
  if (reach && !isWithin(reach, patientIds)) throw new Refusal({ code: "not-allowed" }, { patientIds, mayCome: false });
  return { reply: result.value, patientIds };
}

/** Asks the service's guard; where it refuses, nothing stays and nothing is told (SVC-60). */
async function keepOut<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  unit: UnitOfWork<Api, Schema, Ports>,
  patientIds: readonly Id<"patient">[],
): Promise<void> {
  const { guard } = runtime.service.definition;
  if (guard === undefined || bound.operation.tellsNoChart || patientIds.length === 0) return;
  const refused = await guard(unit.context, [...new Set(patientIds)]);
  if (refused) throw new Refusal(refused, { patientIds, mayCome: false });
}

/**
 * SCH-128: what is about a record that was merged into another is refused, with whose it is now: an empty chart would look as if there were nothing. Who
 * writes goes on beside others, and a merge waits for them.
 */
async function mergedOf<Api extends ServiceApi, Schema, Ports>(
  { service: { definition } }: PracticeRuntime<Api, Schema, Ports>,
  { operation }: BoundOperation<Api, Schema, Ports>,
  { context: { tx } }: UnitOfWork<Api, Schema, Ports>,
  input: unknown,
): Promise<DomainError | null> {
  if (definition.patients === undefined || operation.mergedToo === true) return null;
  const named = [...new Set([...(operation.about?.(input) ?? []), ...patientsNamedIn(input)])].filter(
    (id): id is Id<"patient"> => id !== null && id !== undefined,
  );
  if (named.length === 0) return null;
  if (operation.kind === "command") await shareWithMerges(tx, named);
  const { into } = await mergedNow(tx, named);
  const [first] = into.values();
  return first === undefined ? null : { code: "patient-merged", detail: { survivorId: first } };
}

/** After a rollback nothing of the attempt is left but its audit entry. */
async function afterRollback<Api extends ServiceApi, Schema, Ports>(
  runtime: PracticeRuntime<Api, Schema, Ports>,
  bound: BoundOperation<Api, Schema, Ports>,
  request: RequestEnvelope,
  thrown: unknown,
  mayWait: boolean,
): Promise<ReplyEnvelope> {
  if (mayWait && thrown instanceof Refusal && thrown.mayCome) throw new StillOnItsWay();
  const patients = namedPatients(request.input);
  if (thrown instanceof Refusal) {
    await auditAttempt(runtime, bound, request, thrown.error.code, [...patients, ...thrown.patientIds]);
    return { ok: false, error: thrown.error };
  }
  if (!isUnavailable(thrown)) await auditAttempt(runtime, bound, request, "internal", patients);
  throw thrown;
}

/** An error is for a person to read: what was sent is not sent back at length. */
const FIELDS_MAX = 20;
const FIELD_LENGTH_MAX = 100;
const MESSAGE_LENGTH_MAX = 200;

function unreadable(path: string): Pick<DomainError, "field" | "fields"> {
  const field = shortened(path, FIELD_LENGTH_MAX);
  return {
    field,
    fields: [{ field, message: "This has a character that can't be kept, or too many parts in each other." }],
  };
}

function shortened(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

function fieldsOf(error: z.ZodError): Pick<DomainError, "field" | "fields"> {
  const fields = error.issues
    .slice(0, FIELDS_MAX)
    .flatMap((issue) => faultsOf(issue))
    .slice(0, FIELDS_MAX)
    .map(({ path, message }) => ({
      field: shortened(path.map(String).join("."), FIELD_LENGTH_MAX),
      message: shortened(message, MESSAGE_LENGTH_MAX),
    }));
  const [first] = fields;
  return { ...(first === undefined ? {} : { field: first.field }), fields };
}

/** A key that is not known is a field of its own, so that it can be found. */
function faultsOf(
  issue: z.core.$ZodIssue,
): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys
    .slice(0, FIELDS_MAX)
    .map((key) => ({ path: [...issue.path, key], message: "This is not known here." }));
}

function replyFaults(checked: z.ZodSafeParseResult<unknown>): string {
  const issues = checked.error?.issues ?? [];
  return issues.map((issue) => `${issue.path.map(String).join(".") || "(root)"} ${issue.code}`).join(", ");
}

async function findDone<Schema>(
  tx: Tx<Schema>,
  command: Omit<DoneCommand, "reply">,
): Promise<ReplyEnvelope | undefined> {
  const { rows } = await sql<{
    operation: string;
    request_hash: string;
    actor_id: string;
    reply: ReplyEnvelope;
  }>`select operation, request_hash, actor_id, reply from command_inbox where command_id = ${command.commandId}`.execute(
    tx,
  );
  const [done] = rows;
  if (!done) return undefined;
  const same =
    done.operation === command.operation &&
    done.request_hash === command.requestHash &&
    done.actor_id === command.actorId;
  return same ? done.reply : fail("command-id-reused");
}
