import { fail, type DomainError } from "@practicum/contracts/error";
import type { deathOperations } from "@practicum/contracts/scheduling/deaths";
import { patientChanged, type Patient } from "@practicum/contracts/scheduling/patients";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideDeath } from "../domain/death.ts";
import {
  deathById,
  insertDeath,
  physicianOf,
  putDeath,
  standingDeath,
  tabletsOf,
  takeBackDeaths,
  unusedLinksOf,
  waitingOf,
} from "../sql/deaths.ts";
import { changeHandover } from "../sql/kiosk.ts";
import { patientAndMerge, patientById } from "../sql/patients.ts";
import { lockEntry } from "../sql/wait-list.ts";
import { actorNameOf } from "./actor-name.ts";
import { write as writeLink } from "./booking-links.ts";
import { tellKiosk } from "./kiosk-tablet.ts";
import type { SchedulingContext } from "./scheduling-context.ts";
import { endWait } from "./wait-list.ts";

type In<O extends keyof typeof deathOperations> = z.output<(typeof deathOperations)[O]["input"]>;
type Reply<O extends keyof typeof deathOperations> = Promise<
  Result<z.input<(typeof deathOperations)[O]["output"]>, DomainError>
>;

const BECAUSE = "The patient has died.";

/** SCH-275, SCH-277: what would be offered or opened ends with it; visits that are booked wait for the desk (SCH-278). */
export async function recordDeath(context: SchedulingContext, input: In<"recordDeath">): Reply<"recordDeath"> {
  const { tx, now, today } = context;
  const { patientId, deathId, version, date, source, saidBy } = input;
  const patient = await patientById(tx, patientId);
  if (!patient) return fail("not-found", { field: "patientId" });
  if (await deathById(tx, deathId))
    return patient.death?.deathId === deathId && patient.death.date === date
      ? ok({ version: patient.version, ended: { waitEntries: 0, links: 0, tablets: 0 } })
      : fail("already-recorded", { field: "deathId" });
  const decided = decideDeath({ birthDate: patient.birthDate, dead: Boolean(patient.death) }, input, today);
  if (!decided.ok) return decided;
  const said = { death_date: date, source, said_by: saidBy, physician_id: await physicianOf(tx, patientId) };
  const recorded = { recorded_at: now, recorded_by: actorNameOf(context) };
  await insertDeath(tx, { death_id: deathId, patient_id: patientId, ...said, ...recorded });
  if (!(await putDeath(tx, patientId, version, await standingDeath(tx, patientId)))) return fail("stale-version");
  await tellPatient(context, patientId);
  return ok({ version: version + 1, ended: await endUnderWay(context, patientId) });
}

/** SCH-276. What ended by it stays ended: a wait is put back by the desk, links and tablets are made anew. */
export async function takeBackDeath(context: SchedulingContext, input: In<"takeBackDeath">): Reply<"takeBackDeath"> {
  const { tx, now } = context;
  const { patientId, deathId, version, because } = input;
  const patient = await patientById(tx, patientId);
  const entry = await deathById(tx, deathId);
  if (!patient || !entry) return fail("not-found", { field: patient ? "deathId" : "patientId" });
  if (!patient.death && entry.taken_back_at !== null) return ok({ version: patient.version });
  if (patient.death?.deathId !== deathId) return fail("stale-version");
  await takeBackDeaths(tx, patientId, { at: now, by: actorNameOf(context), because });
  if (!(await putDeath(tx, patientId, version, null))) return fail("stale-version");
  await tellPatient(context, patientId);
  return ok({ version: version + 1 });
}

async function tellPatient(context: SchedulingContext, patientId: string): Promise<void> {
  context.emit(patientChanged, must(await patientById(context.tx, patientId)));
}

async function endUnderWay(context: SchedulingContext, patientId: Patient["patientId"]) {
  const { tx, today } = context;
  const waits = await waitingOf(tx, patientId);
  for (const entryId of waits) await endWait(context, must(await lockEntry(tx, today, entryId)), BECAUSE);
  const links = await unusedLinksOf(tx, patientId);
  for (const row of links) await writeLink(context, row, { state: "withdrawn" }, null);
  const tablets = await tabletsOf(tx, patientId);
  for (const row of tablets) {
    await changeHandover(tx, row.handover_id, { state: "ended", ended_because: BECAUSE });
    tellKiosk(context, row);
  }
  return { waitEntries: waits.length, links: links.length, tablets: tablets.length };
}

/** SCH-280: of two records that are one the survivor says what was said of either, and each its own again after an unmerge. */
export async function settleDeaths(context: SchedulingContext, owners: ReadonlyMap<string, string>): Promise<void> {
  for (const patientId of new Set(owners.values())) {
    const found = await patientAndMerge(context.tx, patientId);
    if (!found || found.mergedInto !== null) continue;
    const stands = await standingDeath(context.tx, patientId);
    if ((found.patient.death?.deathId ?? null) === (stands?.deathId ?? null)) continue;
    await putDeath(context.tx, patientId, found.patient.version, stands);
    await tellPatient(context, patientId);
    if (stands) await endUnderWay(context, found.patient.patientId);
  }
}
