import { actorId } from "@practicum/contracts/actor";
import {
  emWorksheet,
  type emOperations,
  type EmWorksheet,
  type EncounterEm,
} from "@practicum/contracts/charting/em-level";
import { noteChanged } from "@practicum/contracts/charting/notes";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { emSupport, type EmFacts } from "../domain/em-level.ts";
import { saveWorksheet, worksheetOf } from "../sql/em-worksheet.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";
import { countedTest, testsOfNote } from "./test-order-view.ts";

/** Keeps what the visit's level rests on, over the version that was seen (CHT-176). */
export async function saveEmWorksheet(
  context: ChartingContext,
  input: InputOf<typeof emOperations.saveEmWorksheet>,
): ReplyOf<typeof emOperations.saveEmWorksheet> {
  const { tx, now } = context;
  const { encounterId, worksheet } = input;
  const encounter = await encounterById(tx, encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  if (encounter.status !== "open") return fail("encounter-sealed");
  const written = { at: now, by: actorName(context), byId: actorId(context.actor) };
  const version = await saveWorksheet(tx, input, written);
  if (version === undefined) {
    // A retry whose first answer was lost: it is stored already.
    const there = await worksheetOf(tx, encounterId);
    return same(there.worksheet, worksheet) ? ok({ version: there.version }) : fail("stale-version");
  }
  context.emit(noteChanged, { encounterId, patientId: encounter.patientId, part: "em", version });
  return ok({ version });
}

/** The contract puts the keys in one order, whatever the database made of them. */
function same(stored: EmWorksheet, sent: EmWorksheet): boolean {
  return JSON.stringify(emWorksheet.parse(stored)) === JSON.stringify(emWorksheet.parse(sent));
}

type Hangs = Pick<EmFacts, "orders" | "inHouse">;

/** The worksheet with what it comes to: as of now, of a signed note as it was signed (CHT-170, CHT-176). */
export async function emOfNote(context: ChartingContext, encounter: EncounterRow, hangs: Hangs): Promise<EncounterEm> {
  const { worksheet, version, support } = await worksheetOf(context.tx, encounter.encounterId);
  if (encounter.status !== "open") return { worksheet, version, support };
  const ordered = await testsOfNote(context, encounter.encounterId);
  const tests = ordered.filter(({ state }) => state !== "cancelled").map(countedTest);
  return { worksheet, version, support: emSupport({ ...encounter, ...hangs, tests, worksheet, version }) };
}
