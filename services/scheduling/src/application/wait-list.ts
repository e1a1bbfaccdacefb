import { PRIVATE } from "../domain/private-reasons.ts";
import { fail, type DomainError } from "@practicum/contracts/error";
import { waitListChanged, type waitEntry, type waitListOperations } from "@practicum/contracts/scheduling/wait-list";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { appointmentById } from "../sql/appointments.ts";
import {
  changeEntry,
  entryById,
  entryCount,
  entryPage,
  insertEntry,
  lockEntry,
  missingOf,
  priorityRank,
  waitsBeside,
  type EntryRow,
} from "../sql/wait-list.ts";
import { hasDied } from "../sql/deaths.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { endOffersOf } from "./slot-offers.ts";

type In<O extends keyof typeof waitListOperations> = z.output<(typeof waitListOperations)[O]["input"]>;
type Reply<T> = Promise<Result<T, DomainError>>;

/** The entry as the contract shows it. */
export function shownEntry({ rank: _rank, stateSince: _since, ...entry }: EntryRow): z.output<typeof waitEntry> {
  return entry;
}

/** "rank|moment|id" of a page's last entry. */
const cursorOf = (row: EntryRow, waiting: boolean) =>
  `${row.rank}|${waiting ? row.addedAt : row.stateSince}|${row.entryId}`;

function readCursor(text: string): { rank: number; at: string; id: string } | null {
  const [rank, at, id] = text.split("|");
  const known = /^[012]$/.test(rank ?? "") && /^\d{4}-\d\d-\d\dT/.test(at ?? "") && /^[0-9a-f-]{36}$/.test(id ?? "");
  return known && at !== undefined && id !== undefined ? { rank: Number(rank), at, id } : null;
}

export async function waitList(
  { tx, today }: SchedulingContext,
  { waiting, locationId, before, limit }: In<"waitList">,
): Promise<Result<z.input<typeof waitListOperations.waitList.output>, DomainError>> {
  const from = before === null ? null : readCursor(before);
  if (before !== null && from === null) return fail("invalid-input", { field: "before" });
  const rows = await entryPage(tx, { today, waiting, locationId, limit, from });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    entries: page.map(shownEntry),
    next: last ? cursorOf(last, waiting) : null,
    all: from === null ? { count: await entryCount(tx, { today, waiting, locationId }) } : null,
  });
}

type Wish = Pick<
  In<"addToWaitList">,
  "visitTypeId" | "providerResourceId" | "locationId" | "dayPart" | "from" | "until" | "priority" | "note"
>;

const columnsOf = (wish: Wish) => ({
  visit_type_id: wish.visitTypeId,
  provider_resource_id: wish.providerResourceId,
  location_id: wish.locationId,
  day_part: wish.dayPart,
  from_date: wish.from,
  until_date: wish.until,
  priority: priorityRank(wish.priority),
  note: wish.note,
});

/** SCH-104: what is waited for exists, and can come yet. */
async function refused(
  { tx, today }: SchedulingContext,
  wish: Wish & { readonly patientId: string },
): Promise<Err<DomainError> | null> {
  if (wish.until < wish.from) {
    const message = "The last day is not before the first.";
    return fail("invalid-input", { field: "until", fields: [{ field: "until", message }] });
  }
  if (wish.until < today) return fail("in-the-past", { field: "until" });
  if (await hasDied(tx, wish.patientId)) return fail("patient-deceased", { field: "patientId" });
  const missing = await missingOf(tx, wish);
  return missing === null ? null : fail("not-found", { field: missing });
}

export async function addToWaitList(
  context: SchedulingContext,
  input: In<"addToWaitList">,
): Reply<{ version: number }> {
  const { tx, now, today } = context;
  const before = await entryById(tx, today, input.entryId);
  if (before) return before.patientId === input.patientId ? ok({ version: before.version }) : fail("already-recorded");
  const problem = await refused(context, input);
  if (problem) return problem;
  if (input.appointmentId !== null) {
    const visit = await appointmentById(tx, input.appointmentId);
    if (visit?.patientId !== input.patientId) return fail("not-found", { field: "appointmentId" });
    if (visit.status !== "booked") return fail("appointment-not-open", { detail: { status: visit.status } });
  }
  const made = await insertEntry(tx, {
    entry_id: input.entryId,
    patient_id: input.patientId,
    ...columnsOf(input),
    appointment_id: input.appointmentId,
    state: "waiting",
    because: null,
    state_since: now,
    added_at: now,
    added_by: actorNameOf(context),
  });
  if (!made) return fail("already-recorded", { field: "visitTypeId" });
  tell(context, input);
  return ok({ version: 1 });
}

function tell(context: SchedulingContext, of: { readonly entryId: string; readonly patientId: string }): void {
  context.emit(waitListChanged, { entryId: of.entryId as never, patientId: of.patientId as never, at: context.now });
}

/** The entry at the version that was seen, kept from others; its patient goes into the audit entry. */
async function seen(
  context: SchedulingContext,
  { entryId, version }: { readonly entryId: string; readonly version: number },
): Promise<Result<EntryRow, DomainError>> {
  const entry = await lockEntry(context.tx, context.today, entryId);
  if (!entry) return fail("not-found");
  context.auditPatient(entry.patientId);
  return entry.version === version ? ok(entry) : fail("stale-version");
}

const WORDS = { waiting: "waiting", over: "over", booked: "booked", removed: "removed" } as const;
const over = (entry: EntryRow) => fail("wait-over", { detail: { state: WORDS[entry.state] } });

type Written = Reply<{ version: number; patientId: EntryRow["patientId"] }>;

/** SCH-112: one whose last day has passed waits again with another one. */
export async function changeWaitEntry(context: SchedulingContext, input: In<"changeWaitEntry">): Written {
  const found = await seen(context, input);
  if (!found.ok) return found;
  const entry = found.value;
  if (entry.state !== "waiting" && entry.state !== "over") return over(entry);
  const problem = await refused(context, { ...input, patientId: entry.patientId });
  if (problem) return problem;
  const ask = { patientId: entry.patientId, visitTypeId: input.visitTypeId, entryId: entry.entryId };
  if (await waitsBeside(context.tx, ask)) return fail("already-recorded", { field: "visitTypeId" });
  // Who was shown that there is a private note has not written another one (SCH-220).
  const note = input.note === PRIVATE ? entry.note : input.note;
  const version = await changeEntry(context.tx, entry, { ...columnsOf({ ...input, note }), state_since: context.now });
  tell(context, entry);
  return ok({ version, patientId: entry.patientId });
}

/** SCH-111, SCH-112. */
export async function removeFromWaitList(context: SchedulingContext, input: In<"removeFromWaitList">): Written {
  const found = await seen(context, input);
  if (!found.ok) return found;
  const entry = found.value;
  if (entry.state !== "waiting" && entry.state !== "over") return over(entry);
  return ok({ version: await endWait(context, entry, input.because), patientId: entry.patientId });
}

/** Ends a wait that the caller has locked, and what was offered by it; gives the new version. */
export async function endWait(context: SchedulingContext, entry: EntryRow, because: string): Promise<number> {
  const change = { state: "removed" as const, because, state_since: context.now };
  const version = await changeEntry(context.tx, entry, change);
  await endOffersOf(context, entry.entryId, "withdrawn", because);
  tell(context, entry);
  return version;
}

/** SCH-112. */
export async function putBackOnWaitList(context: SchedulingContext, input: In<"putBackOnWaitList">): Written {
  const found = await seen(context, input);
  if (!found.ok) return found;
  const entry = found.value;
  if (entry.state !== "removed") return over(entry);
  if (await hasDied(context.tx, entry.patientId)) return fail("patient-deceased", { field: "patientId" });
  if (await waitsBeside(context.tx, entry)) return fail("already-recorded");
  const change = { state: "waiting" as const, because: null, state_since: context.now };
  const version = await changeEntry(context.tx, entry, change);
  tell(context, entry);
  return ok({ version, patientId: entry.patientId });
}
