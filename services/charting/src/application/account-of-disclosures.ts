import {
  disclosureAccounted,
  type AccountedDisclosure,
  type accountingOperations,
} from "@practicum/contracts/charting/accounting";
import { ACCOUNT_YEARS } from "@practicum/contracts/charting/privacy-law";
import { fail } from "@practicum/contracts/error";
import { addMonths } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { exemptionOf } from "../domain/privacy-requests.ts";
import {
  handDisclosure,
  handDisclosures,
  insertHandDisclosure,
  insertStrike,
  sentDisclosures,
} from "../sql/accounting.ts";
import { actorName, knowsPatient, type ChartingContext } from "./charting-context.ts";
import { toldDisclosures } from "./told-disclosures.ts";

type Operations = typeof accountingOperations;

/** What one account takes; in six years nobody's goes out so often. */
const LINES_MAX = 1000;

/** CHT-319: what went out by itself and what was written down by hand, the newest first; without what who asks does not see. */
export async function accountOfDisclosures(
  context: ChartingContext,
  { patientId, from, until }: InputOf<Operations["accountOfDisclosures"]>,
): ReplyOf<Operations["accountOfDisclosures"]> {
  const { tx, today, practice } = context;
  if (from > until) return wrong("until", "Enter a day after the first one.");
  if (from < addMonths(today, -12 * ACCOUNT_YEARS))
    return wrong("from", "The account goes back six years and no further.");
  const isTold = await toldDisclosures(context, patientId);
  const ask = { patientId, from, until, limit: LINES_MAX + 1 };
  const byHand = (await handDisclosures(tx, ask)).filter((row) => isTold({ classes: row.classes, sourceId: null }));
  const sent = (await sentDisclosures(tx, { ...ask, zone: practice.timeZone })).filter((row) =>
    isTold({ classes: row.classes, sourceId: row.source_id }),
  );
  const lines = [...byHand.map(handLine), ...sent.map(sentLine)].toSorted((a, b) =>
    a.on < b.on ? 1 : a.on > b.on ? -1 : 0,
  );
  return ok({ disclosures: lines.slice(0, LINES_MAX), cut: lines.length > LINES_MAX });
}

function handLine(row: Awaited<ReturnType<typeof handDisclosures>>[number]): AccountedDisclosure {
  return {
    disclosureId: row.disclosure_id,
    on: row.on_day,
    to: row.recipient,
    what: row.what,
    purpose: row.purpose,
    way: row.way,
    by: row.by_name,
    byHand: true,
    exemption: row.exemption,
    withheldUntil: row.withheld_until,
    struck:
      row.struck_at === null ? null : { by: row.struck_by ?? "", at: row.struck_at, reason: row.struck_reason ?? "" },
  };
}

function sentLine(row: Awaited<ReturnType<typeof sentDisclosures>>[number]): AccountedDisclosure {
  return {
    disclosureId: row.disclosure_id,
    on: row.on_day,
    to: row.recipient,
    what: row.what,
    purpose: row.purpose,
    way: row.way,
    by: row.by_name,
    byHand: false,
    exemption: exemptionOf({ purpose: row.purpose, to: row.recipient }),
    withheldUntil: null,
    struck: null,
  };
}

/** CHT-318: what went out otherwise than by a letter of the product: released records, an export, what the law asked for. */
export async function recordDisclosure(
  context: ChartingContext,
  input: InputOf<Operations["recordDisclosure"]>,
): ReplyOf<Operations["recordDisclosure"]> {
  const { tx, today, now } = context;
  const { disclosureId, patientId, on, to, what, purpose, way, exemption, withheldUntil, classes } = input;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  if (on > today) return fail("in-the-future", { field: "on" });
  if (withheldUntil !== null && withheldUntil < on) return wrong("withheldUntil", "That is before it went out.");
  if (await handDisclosure(tx, disclosureId)) return fail("already-recorded", { field: "disclosureId" });
  await insertHandDisclosure(tx, {
    disclosure_id: disclosureId,
    patient_id: patientId,
    on_day: on,
    recipient: to,
    what,
    purpose,
    way,
    exemption,
    withheld_until: withheldUntil,
    classes,
    by_name: actorName(context),
    at: now,
  });
  context.emit(disclosureAccounted, { patientId });
  return ok({});
}

/** CHT-318: it was none. The line stays, with who says so and why, and is in no account. */
export async function strikeDisclosure(
  context: ChartingContext,
  { disclosureId, patientId, reason }: InputOf<Operations["strikeDisclosure"]>,
): ReplyOf<Operations["strikeDisclosure"]> {
  const found = await handDisclosure(context.tx, disclosureId);
  const isTold = await toldDisclosures(context, patientId);
  if (found?.patient_id !== patientId || !isTold({ classes: found.classes, sourceId: null })) return fail("not-found");
  await insertStrike(context.tx, { disclosure_id: disclosureId, reason, by_name: actorName(context), at: context.now });
  context.emit(disclosureAccounted, { patientId });
  return ok({});
}

function wrong(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
