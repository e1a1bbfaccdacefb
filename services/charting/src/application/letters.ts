import type { Letter, letterOperations } from "@practicum/contracts/charting/letters";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { letterText, SPECIMEN, SPECIMEN_CHOICES, templateAdvice, templateFaults } from "../domain/letter-text.ts";
import { hashOfBytes } from "../domain/read-document-file.ts";
import { insertDocument, keepContent, strikeDocument } from "../sql/documents.ts";
import { encounterById } from "../sql/encounters.ts";
import {
  addSending,
  addTemplate,
  changeLetter,
  insertLetter,
  letterById,
  letterPage,
  markLetterStruck,
  markSigned,
  papersToGive as toGive,
  templateBy,
  templatesNow,
} from "../sql/letters.ts";
import { listsOf, problemsOf } from "../sql/lists.ts";
import { personOf } from "../sql/people.ts";
import { carryClasses, consentToSend, documentBears, letterClasses, textWithNotice } from "./letter-classes.ts";
import { discloseLetter } from "./disclosures.ts";
import { classedParts, hiddenParts } from "./sensitive-parts.ts";
import { actorName, emitChartChanged, knowsPatient, type ChartingContext } from "./charting-context.ts";

type Operations = typeof letterOperations;

export async function letterTemplates({ tx }: ChartingContext): ReplyOf<Operations["letterTemplates"]> {
  return ok(await templatesNow(tx));
}

/** Each saved version is kept, so that a letter shows what it was made of (CHT-245); what has faults is not saved (CHT-246). */
export async function saveLetterTemplate(
  context: ChartingContext,
  { baseVersion, ...content }: InputOf<Operations["saveLetterTemplate"]>,
): ReplyOf<Operations["saveLetterTemplate"]> {
  const [fault] = templateFaults(content.body);
  if (fault !== undefined) return fail("invalid-input", { field: "body", fields: [{ field: "body", message: fault }] });
  const before = await templateBy(context.tx, content.templateId);
  if ((before?.version ?? 0) !== baseVersion) return fail("stale-version", { field: "baseVersion" });
  const version = baseVersion + 1;
  const saved = await addTemplate(context.tx, { ...content, version }, { at: context.now, by: actorName(context) });
  return saved ? ok({ version }) : fail("stale-version", { field: "baseVersion" });
}

export async function previewLetterTemplate(
  _: ChartingContext,
  { kind, language, body }: InputOf<Operations["previewLetterTemplate"]>,
): ReplyOf<Operations["previewLetterTemplate"]> {
  return ok({
    text: letterText(body, SPECIMEN, SPECIMEN_CHOICES, language),
    faults: templateFaults(body),
    advice: templateAdvice(kind, body),
  });
}

/** A letter's text of the record as it is now (CHT-247). */
export async function composeLetter(
  context: ChartingContext,
  input: InputOf<Operations["composeLetter"]>,
): ReplyOf<Operations["composeLetter"]> {
  const { tx, today, practice } = context;
  const { patientId, encounterId } = input;
  const template = await templateBy(tx, input.templateId);
  if (!template) return fail("not-found", { field: "templateId" });
  const person = await personOf(tx, patientId);
  if (!person) return context.notHereYet({ field: "patientId" });
  const encounter = encounterId === null ? undefined : await encounterById(tx, encounterId);
  if (encounterId !== null && encounter?.patientId !== patientId) return fail("not-found", { field: "encounterId" });
  const [{ allergies, medications }, problems] = [await listsOf(tx, patientId), await problemsOf(tx, patientId)];
  const apart = await partsLeftOut(context, patientId, template.kind);
  const active = <R extends { readonly status: string }>(rows: readonly R[]) =>
    rows.filter((row) => row.status === "active" && idsOfRow(row).every((one) => !apart.has(one)));
  const text = letterText(
    template.body,
    {
      patient: `${person.given} ${person.family}`,
      born: person.born,
      today,
      practice: practice.name,
      visit: encounter
        ? {
            on: encounter.serviceDate,
            provider: encounter.providerName,
            diagnoses: apart.has(encounter.encounterId) ? [] : encounter.diagnoses.map(({ label }) => label),
          }
        : null,
      problems: active(problems).map(({ label }) => label),
      medications: active(medications.entries).map(({ name, directions }) =>
        directions === "" ? name : `${name}, ${directions}`,
      ),
      allergies: {
        status: allergies.status,
        active: active(allergies.entries).map(({ substance, reaction }) =>
          reaction === "" ? substance : `${substance} (${reaction})`,
        ),
      },
    },
    input.choices,
    template.language,
  );
  return ok({ title: template.title, text, templateVersion: template.version });
}

/**
 * What a letter is not filled in with (CHT-291): what its writer does not see; and of every letter but one to who treats, what is sensitive at all. An
 * employer, a school or a parent gets none of it by a template.
 */
async function partsLeftOut(
  context: ChartingContext,
  patientId: string,
  kind: Letter["kind"],
): Promise<ReadonlySet<string>> {
  const left = kind === "referral" ? hiddenParts(context, [patientId]) : classedParts(context, [patientId]);
  return (await left).ids;
}

const idsOfRow = (row: object): string[] => Object.values(row).filter((one) => typeof one === "string");

export async function letters(
  { tx }: ChartingContext,
  input: InputOf<Operations["letters"]>,
): ReplyOf<Operations["letters"]> {
  return ok(await letterPage(tx, input));
}

export async function getLetter(
  { tx }: ChartingContext,
  { letterId, patientId }: InputOf<Operations["getLetter"]>,
): ReplyOf<Operations["getLetter"]> {
  const found = await letterById(tx, letterId, patientId);
  return found ? ok(found) : fail("not-found", { field: "letterId" });
}

/** Keeps the draft, over the version that was seen (CHT-248). */
export async function saveLetter(
  context: ChartingContext,
  { baseVersion, ...content }: InputOf<Operations["saveLetter"]>,
): ReplyOf<Operations["saveLetter"]> {
  const { tx, now } = context;
  const { letterId, patientId, encounterId } = content;
  if (!(await knowsPatient(context, patientId))) return context.notHereYet({ field: "patientId" });
  if (encounterId !== null && (await encounterById(tx, encounterId))?.patientId !== patientId)
    return fail("not-found", { field: "encounterId" });
  const template = await templateBy(tx, content.templateId, content.templateVersion);
  if (!template) return fail("not-found", { field: "templateId" });
  const { kind, language } = template;
  const text = await textWithNotice(context, { ...content, language });
  const draft = { ...content, text, kind, language };
  const written = { at: now, by: actorName(context) };
  const before = await letterById(tx, letterId, patientId, "update");
  if (before && before.state !== "draft") return fail("letter-signed", { field: "letterId" });
  if (before && isSameText(before, draft)) return ok({ version: before.version });
  if ((before?.version ?? 0) !== baseVersion) return fail("stale-version", { field: "baseVersion" });
  const version = baseVersion + 1;
  if (before) await changeLetter(tx, { ...draft, version }, written);
  else if (!(await insertLetter(tx, draft, written))) {
    // Somebody began it in the same moment; or the id is of another chart's letter, of which nothing is told.
    const begun = await letterById(tx, letterId, patientId);
    return begun ? fail("stale-version", { field: "baseVersion" }) : fail("not-found", { field: "letterId" });
  }
  await carryClasses(context, draft);
  emitChartChanged(context, patientId, "letters");
  return ok({ version });
}

/** A save of what is stored already is answered as saved. */
function isSameText(before: Letter, now: Pick<Letter, "title" | "text" | "to" | "templateId">): boolean {
  return (
    before.title === now.title &&
    before.text === now.text &&
    before.to === now.to &&
    before.templateId === now.templateId
  );
}

/** Signs it, and files the text as it was signed among the documents (CHT-249). */
export async function signLetter(
  context: ChartingContext,
  { letterId, patientId, version }: InputOf<Operations["signLetter"]>,
): ReplyOf<Operations["signLetter"]> {
  const { tx, now, today, actor, ids } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  const found = await letterById(tx, letterId, patientId, "update");
  if (!found) return fail("not-found", { field: "letterId" });
  if (found.state !== "draft") return fail("letter-signed", { field: "letterId" });
  if (found.version !== version) return fail("stale-version", { field: "version" });
  const written = { at: now, by: actorName(context) };
  const documentId = ids.next<"document">();
  // With who signed and when: no two letters are one file.
  const bytes = new TextEncoder().encode(
    `${found.title}\n\n${found.text}\n\nSigned ${now} by ${written.by}. Letter ${letterId}.\n`,
  );
  const sha256 = hashOfBytes(bytes);
  await keepContent(tx, sha256, bytes.toBase64(), now);
  await insertDocument(
    tx,
    {
      document_id: documentId,
      patient_id: patientId,
      kind: "letter",
      title: found.to === "" ? found.title : `${found.title}, ${found.to}`,
      taken_on: today,
      body_site: "",
      encounter_id: found.encounterId,
      procedure_order_id: null,
      sha256,
      media_type: "text/plain",
      size_bytes: bytes.length,
      width: null,
      height: null,
    },
    { ...written, byId: actor.staffId },
  );
  await documentBears(context, patientId, { letterId, documentId });
  await markSigned(tx, letterId, documentId, written);
  emitChartChanged(context, patientId, "letters");
  return ok({ signedAt: now, documentId });
}

/** How it went out (CHT-250). */
export async function recordLetterSent(
  context: ChartingContext,
  input: InputOf<Operations["recordLetterSent"]>,
): ReplyOf<Operations["recordLetterSent"]> {
  const { tx, now } = context;
  const found = await letterById(tx, input.letterId, input.patientId, "update");
  if (!found) return fail("not-found", { field: "letterId" });
  if (found.state !== "signed") return fail("letter-not-signed", { field: "letterId" });
  if (input.way !== "hand" && input.to === "") {
    const message = input.way === "fax" ? "Enter the fax number." : "Enter the address.";
    return fail("invalid-input", { field: "to", fields: [{ field: "to", message }] });
  }
  const classes = await letterClasses(context, [found.letterId]);
  // Handed over with nobody named it went to the patient, who needs no consent of one's own. A fax number names nobody: the letter does.
  const to = input.way === "hand" ? input.to : found.to || input.to;
  const consent = await consentToSend(context, classes, { ...input, to });
  if (!consent.ok) return consent;
  const wrote = await addSending(tx, input, { at: now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "sendingId" });
  if (wrote === "written") {
    await discloseLetter(context, found, { ...input, classes, consentId: consent.value });
    emitChartChanged(context, input.patientId, "letters");
  }
  return ok({});
}

/** It stays visible, with its document (CHT-251). */
export async function strikeLetter(
  context: ChartingContext,
  { letterId, patientId, reason }: InputOf<Operations["strikeLetter"]>,
): ReplyOf<Operations["strikeLetter"]> {
  const { tx, now } = context;
  const found = await letterById(tx, letterId, patientId, "update");
  if (!found) return fail("not-found", { field: "letterId" });
  const written = { at: now, by: actorName(context) };
  await markLetterStruck(tx, letterId, reason, written);
  if (found.documentId !== null) await strikeDocument(tx, { documentId: found.documentId, patientId, reason }, written);
  emitChartChanged(context, patientId, "letters");
  return ok({});
}

export async function papersToGive(
  { tx, today }: ChartingContext,
  { patientIds }: InputOf<Operations["papersToGive"]>,
): ReplyOf<Operations["papersToGive"]> {
  return ok(await toGive(tx, patientIds, today));
}
