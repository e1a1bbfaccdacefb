import { actorId } from "@practicum/contracts/actor";
import { followUpDue, type FollowUp, type followUpOperations } from "@practicum/contracts/charting/follow-ups";
import { noteChanged } from "@practicum/contracts/charting/notes";
import type { encounterSigned } from "@practicum/contracts/charting/signing";
import { fail } from "@practicum/contracts/error";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { decideFollowUp, sameFollowUp } from "../domain/follow-up.ts";
import { encounterById } from "../sql/encounters.ts";
import { followUpOf, keepFollowUp, noteOfVisit } from "../sql/follow-ups.ts";
import { staffNamed } from "../sql/restrictions.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

/** Says in an open note whether the patient comes back, over the version that was seen (CHT-454 to CHT-456). */
export async function saveFollowUp(
  context: ChartingContext,
  input: InputOf<typeof followUpOperations.saveFollowUp>,
): ReplyOf<typeof followUpOperations.saveFollowUp> {
  const { tx, now } = context;
  const { encounterId, baseVersion } = input;
  const encounter = await encounterById(tx, encounterId, "share");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const { patientId, serviceDate } = encounter;
  context.auditPatient(patientId);
  if (encounter.status !== "open") return fail("encounter-sealed");
  const asked = input.followUp.kind === "visit" ? [input.followUp.provider.staffId] : [];
  const [provider] = await staffNamed(tx, asked);
  const decided = decideFollowUp(serviceDate, input.followUp, provider);
  if (!decided.ok) return decided;
  const followUp = decided.value;
  const by = { at: now, by: actorName(context), byId: actorId(context.actor) };
  if (!(await keepFollowUp(tx, { encounterId, baseVersion, followUp }, by))) {
    // A retry whose first answer was lost: it is stored already.
    const there = await followUpOf(tx, encounterId);
    return sameFollowUp(there.value, followUp) ? ok({ version: there.version }) : fail("stale-version");
  }
  const version = baseVersion + 1;
  context.emit(noteChanged, { encounterId, patientId, part: "follow-up", version });
  return ok({ version });
}

/** What the desk needs to book the visit that a note asks for, and nothing else of the note (CHT-459). */
export async function followUpOfVisit(
  { tx }: ChartingContext,
  { appointmentId }: InputOf<typeof followUpOperations.followUpOfVisit>,
): ReplyOf<typeof followUpOperations.followUpOfVisit> {
  const note = await noteOfVisit(tx, appointmentId);
  if (!note) return ok({ patientId: null, signed: false, said: "nothing", visit: null });
  const { value } = await followUpOf(tx, note.encounterId);
  const known = { patientId: note.patientId, signed: note.status !== "open" };
  if (value?.kind !== "visit") return ok({ ...known, said: value?.kind ?? "nothing", visit: null });
  const visit = {
    due: followUpDue(note.serviceDate, value.when),
    visitTypeId: value.visitType.visitTypeId,
    visitTypeName: value.visitType.name,
    providerId: value.provider.staffId,
    providerName: value.provider.name,
  };
  return ok({ ...known, said: "visit", visit });
}

/** What scheduling is told of it with the signature (SCH-327): when, for what and with whom, and not why. */
export function askedBackOf(
  followUp: FollowUp | null,
  serviceDate: LocalDate,
): z.input<typeof encounterSigned.payload>["askedBack"] {
  if (followUp?.kind !== "visit") return null;
  const { when, visitType, provider } = followUp;
  return { due: followUpDue(serviceDate, when), visitTypeId: visitType.visitTypeId, providerId: provider.staffId };
}
