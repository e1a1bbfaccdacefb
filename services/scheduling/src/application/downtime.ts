import { fail, type DomainError } from "@practicum/contracts/error";
import { downtimeChanged, type downtimeOperations } from "@practicum/contracts/scheduling/downtime";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { allParts, decideSheetPart, requireOpen } from "../domain/downtime.ts";
import { appointmentsOfDay } from "../sql/appointments.ts";
import {
  hasEntries,
  insertKit,
  insertPart,
  isPatient,
  kitById,
  kitPage,
  lockSheet,
  setKitUsed,
  sheetPage,
  takeBackPart,
  takeNumbers,
  type LockedSheet,
} from "../sql/downtime.ts";
import { actorNameOf } from "./actor-name.ts";
import { shown } from "./appointment-events.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Name = keyof typeof downtimeOperations;
type In<O extends Name> = z.output<(typeof downtimeOperations)[O]["input"]>;
type Reply<O extends Name> = Promise<Result<z.input<(typeof downtimeOperations)[O]["output"]>, DomainError>>;

const COMING = new Set(["cancelled", "no-show"]);

/** SVC-51, SVC-52: the day as it is now, and a number for each of its visits and each blank sheet. */
export async function exportDowntimeKit(
  context: SchedulingContext,
  { kitId, date, blankSheets }: In<"exportDowntimeKit">,
): Reply<"exportDowntimeKit"> {
  const { tx, now, today } = context;
  if (date < today) return fail("in-the-past", { field: "date" });
  const visits = (await appointmentsOfDay(tx, date, { locationId: null, staffId: null })).filter(
    ({ status }) => !COMING.has(status),
  );
  const count = visits.length + blankSheets;
  if (count === 0) {
    const message = "Nobody is booked that day: ask for one blank sheet or more.";
    return fail("invalid-input", { field: "blankSheets", fields: [{ field: "blankSheets", message }] });
  }
  const first = await takeNumbers(tx, count);
  const madeBy = actorNameOf(context);
  const made = await insertKit(
    tx,
    {
      kit_id: kitId,
      date,
      made_at: now,
      made_by: madeBy,
      first_number: first,
      last_number: first + count - 1,
      used_at: null,
      used_by: null,
    },
    Array.from({ length: count }, (_, at) => ({
      number: first + at,
      kit_id: kitId,
      appointment_id: visits[at]?.appointmentId ?? null,
    })),
  );
  if (!made) return fail("already-recorded", { field: "kitId" });
  changed(context, kitId);
  return ok({
    date,
    madeAt: now,
    madeBy,
    visits: visits.map((row, at) => ({
      ...shown(row),
      phone: row.phone,
      sex: row.sex,
      consentsOn: row.consentsOn,
      number: first + at,
    })),
    blanks: Array.from({ length: blankSheets }, (_, at) => first + visits.length + at),
  });
}

function changed(context: SchedulingContext, kitId: string): void {
  context.emit(downtimeChanged, { kitId: kitId as Id<"downtime-kit">, at: context.now });
}

export async function listDowntimeKits(
  { tx }: SchedulingContext,
  { before, limit }: In<"listDowntimeKits">,
): Reply<"listDowntimeKits"> {
  const [at, id] = before?.split("|") ?? [];
  const known = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at ?? "") && /^[0-9a-f-]{36}$/.test(id ?? "");
  if (before !== null && !known) return fail("invalid-input", { field: "before" });
  const rows = await kitPage(tx, at === undefined || id === undefined ? null : { at, id }, limit);
  const kits = rows.slice(0, limit);
  const last = rows.length > limit ? kits.at(-1) : undefined;
  return ok({ kits, next: last ? `${last.madeAt}|${last.kitId}` : null });
}

/** SVC-53: a kit that nobody worked from has no sheets to ask for. */
export async function useDowntimeKit(
  context: SchedulingContext,
  { kitId, used }: In<"useDowntimeKit">,
): Reply<"useDowntimeKit"> {
  const { tx, now } = context;
  const kit = await kitById(tx, kitId);
  if (kit === undefined) return fail("not-found");
  if (!used && (await hasEntries(tx, kitId))) return fail("sheets-entered");
  if ((kit.usedAt !== null) === used) return ok({});
  await setKitUsed(tx, kitId, used ? { at: now, by: actorNameOf(context) } : null);
  changed(context, kitId);
  return ok({});
}

export async function downtimeSheets(
  { tx }: SchedulingContext,
  { kitId, show, after, limit }: In<"downtimeSheets">,
): Reply<"downtimeSheets"> {
  if ((await kitById(tx, kitId)) === undefined) return fail("not-found");
  const page = await sheetPage(tx, { kitId, after: after ?? 0, limit, missing: show === "missing" });
  const sheets = page.sheets.slice(0, limit).map(({ number, appointmentId }) => ({
    number,
    visit: appointmentId === null ? null : (page.visits.get(appointmentId) ?? null),
    parts: allParts(page.parts.filter((one) => one.number === number)),
  }));
  return ok({ sheets, next: page.sheets.length > limit ? (sheets.at(-1)?.number ?? null) : null });
}

/** The sheet, locked; working from it says that its kit was used. */
async function inUse(context: SchedulingContext, number: number): Promise<Result<LockedSheet, DomainError>> {
  const found = await lockSheet(context.tx, number);
  if (found === undefined) return fail("not-found", { field: "number" });
  if (found.usedAt === null) await setKitUsed(context.tx, found.kitId, { at: context.now, by: actorNameOf(context) });
  return ok(found);
}

export async function enterSheetPart(
  context: SchedulingContext,
  { number, part, patientId, happenedAt }: In<"enterSheetPart">,
): Reply<"enterSheetPart"> {
  const { tx, now, practice } = context;
  const found = await inUse(context, number);
  if (!found.ok) return found;
  const decided = decideSheetPart(found.value, { part, patientId, happenedAt }, { now, timeZone: practice.timeZone });
  if (!decided.ok) return decided;
  if (!(await isPatient(tx, patientId))) return fail("not-found", { field: "patientId" });
  await insertPart(tx, {
    number,
    part,
    state: "entered",
    patient_id: patientId,
    happened_at: happenedAt,
    entered_at: now,
    entered_by: actorNameOf(context),
    because: null,
    taken_back_at: null,
    taken_back_by: null,
  });
  changed(context, found.value.kitId);
  return ok({});
}

export async function emptySheetParts(
  context: SchedulingContext,
  { number, parts, because }: In<"emptySheetParts">,
): Reply<"emptySheetParts"> {
  const found = await inUse(context, number);
  if (!found.ok) return found;
  for (const part of new Set(parts)) {
    const open = requireOpen(found.value, part);
    if (!open.ok) return open;
    await insertPart(context.tx, {
      number,
      part,
      state: "empty",
      patient_id: null,
      happened_at: null,
      entered_at: context.now,
      entered_by: actorNameOf(context),
      because: because || null,
      taken_back_at: null,
      taken_back_by: null,
    });
  }
  changed(context, found.value.kitId);
  return ok({});
}

export async function takeBackSheetPart(
  context: SchedulingContext,
  input: In<"takeBackSheetPart">,
): Reply<"takeBackSheetPart"> {
  const sheet = await lockSheet(context.tx, input.number);
  if (sheet === undefined) return fail("not-found", { field: "number" });
  const taken = await takeBackPart(context.tx, input, { at: context.now, by: actorNameOf(context) });
  if (taken === undefined) return fail("not-found", { field: "part" });
  if (taken.patientId !== null) context.auditPatient(taken.patientId as Id<"patient">);
  changed(context, sheet.kitId);
  return ok({});
}
