import { actorId } from "@practicum/contracts/actor";
import { type codingOperations } from "@practicum/contracts/charting/coding";
import { noteChanged, noteStarted } from "@practicum/contracts/charting/notes";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideCoding, procedureSystem, type KnownCode } from "../domain/coding.ts";
import { codedByAfter } from "../domain/others-entries.ts";
import { countUse, knownCodes, unitEdits } from "../sql/codes.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { saveCoding as save } from "../sql/notes.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";

type Input = z.output<typeof codingOperations.saveCoding.input>;

/** Sets diagnoses, procedures and pointers over the version that was seen (CHT-40 to CHT-43). */
export async function saveCoding(
  context: ChartingContext,
  input: Input,
): Promise<Result<{ codingVersion: number }, DomainError>> {
  const { tx, now } = context;
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  context.auditPatient(encounter.patientId);
  if (encounter.status !== "open") return fail("encounter-sealed");
  const decided = decideCoding(input, await known(context, input, encounter));
  if (!decided.ok) return decided;
  const writer = { id: actorId(context.actor), name: actorName(context), at: now };
  const coding = {
    encounterId: input.encounterId,
    baseVersion: input.baseVersion,
    ...decided.value,
    codedBy: codedByAfter(encounter.codedBy, decided.value, writer),
  };
  const version = await save(tx, coding, { at: now, by: writer.name, byId: writer.id });
  if (version === undefined) return fail("stale-version");
  await countNewCodes(context, encounter, input);
  const { encounterId, patientId } = encounter;
  if (version === 1) context.emit(noteStarted, { encounterId, patientId, at: now });
  context.emit(noteChanged, { encounterId, patientId, part: "coding", version });
  return ok({ codingVersion: version });
}

async function known({ tx }: ChartingContext, input: Input, { serviceDate }: EncounterRow) {
  const codes = input.procedures.map((p) => p.code);
  const level = (system: "cpt" | "hcpcs"): Promise<Map<string, KnownCode>> =>
    knownCodes(
      tx,
      system,
      codes.filter((code) => procedureSystem(code) === system),
      serviceDate,
    );
  return {
    diagnoses: await knownCodes(
      tx,
      "icd10cm",
      input.diagnoses.map((d) => d.code),
      serviceDate,
    ),
    unitEdits: await unitEdits(tx, codes, serviceDate),
    procedures: new Map([...(await level("cpt")), ...(await level("hcpcs"))]),
  };
}

/** What a provider adds to a note comes first in the next search (CHT-45). */
async function countNewCodes({ tx, actor }: ChartingContext, before: EncounterRow, input: Input): Promise<void> {
  if (actor.kind !== "staff") return;
  const added = (codes: readonly { code: string }[], old: readonly { code: string }[]): string[] =>
    codes.map((c) => c.code).filter((code) => !old.some((o) => o.code === code));
  const procedures = added(input.procedures, before.procedures);
  await countUse(tx, actor.staffId, "icd10cm", added(input.diagnoses, before.diagnoses));
  await countUse(tx, actor.staffId, "cpt", procedures);
}
