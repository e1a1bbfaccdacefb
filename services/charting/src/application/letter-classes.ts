import { sensitiveClass, type SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { decideConsent, withNotice } from "../domain/part2-consent.ts";
import { lastSaid, speaksOf } from "../domain/sensitive-parts.ts";
import { consentById } from "../sql/consents.ts";
import { insertSaid } from "../sql/facts.ts";
import { actorName, type ChartingContext } from "./charting-context.ts";
import { anyFacts, askerId, judgeFacts, spokenFacts } from "./sensitive-parts.ts";

interface LetterText {
  readonly letterId: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly title: string;
  readonly text: string;
  readonly language: "en" | "es";
}

/** The classes of what a letter's text names, and of its visit (CHT-291). */
async function classesInText(context: ChartingContext, letter: LetterText): Promise<SensitiveClass[]> {
  const { facts } = await judgeFacts(context, { patientIds: [letter.patientId] });
  const text = `${letter.title}\n${letter.text}`;
  const named = [
    ...spokenFacts(facts).filter((one) => one.classes.length > 0 && speaksOf(text, [one])),
    ...facts.filter((one) => one.factId === letter.encounterId || one.factId === letter.letterId),
  ];
  return sensitiveClass.options.filter((of) => named.some((one) => one.classes.some((borne) => borne.class === of)));
}

/** The text as it is kept: with the notice where it speaks of what Part 2 protects (CHT-295). */
export async function textWithNotice(context: ChartingContext, letter: LetterText): Promise<string> {
  const classes = await classesInText(context, letter);
  return classes.includes("substance-use") ? withNotice(letter.text, letter.language) : letter.text;
}

/** A letter bears the classes of what it names; what a person has said of the letter itself stays (CHT-291). */
export async function carryClasses(context: ChartingContext, letter: LetterText): Promise<void> {
  const classes = await classesInText(context, letter);
  await bear(context, { factId: letter.letterId, kind: "letter", patientId: letter.patientId }, classes);
}

/** What was filed of a letter is as sensitive as the letter. */
export async function documentBears(
  context: ChartingContext,
  patientId: string,
  of: { readonly letterId: string; readonly documentId: string },
): Promise<void> {
  const classes = await letterClasses(context, [of.letterId]);
  await bear(context, { factId: of.documentId, kind: "document", patientId }, classes);
}

async function bear(
  context: ChartingContext,
  fact: { readonly factId: string; readonly kind: "letter" | "document"; readonly patientId: string },
  classes: readonly SensitiveClass[],
): Promise<void> {
  if (classes.length === 0) return;
  const { said } = await judgeFacts(context, { ids: anyFacts(fact.factId) });
  for (const of of classes) {
    if (lastSaid(said, fact.factId, of)) continue;
    await insertSaid(context.tx, {
      entryId: context.ids.next(),
      patientId: fact.patientId,
      fact,
      class: of,
      says: "set" as const,
      version: 1,
      reason: "it names what is of this class",
      at: context.now,
      by: actorName(context),
      byId: askerId(context),
    });
  }
}

/** The classes of a letter and of the referral that it is for. */
export async function letterClasses(context: ChartingContext, ids: readonly string[]): Promise<SensitiveClass[]> {
  const { facts } = await judgeFacts(context, { ids: anyFacts(...ids) });
  return sensitiveClass.options.filter((of) => facts.some((one) => one.classes.some((borne) => borne.class === of)));
}

/**
 * Whether it may go out (CHT-294): what Part 2 protects under a consent that names who gets it. What the patient is handed needs none.
 *
 * @returns the consent that it goes out under, or null where it needs none.
 */
export async function consentToSend(
  context: ChartingContext,
  classes: readonly SensitiveClass[],
  sending: { readonly patientId: string; readonly to: string; readonly consentId: string | null },
): Promise<Result<string | null, DomainError>> {
  if (!classes.includes("substance-use") || sending.to === "") return ok(null);
  const consent = sending.consentId === null ? undefined : await consentById(context.tx, sending.consentId);
  return decideConsent(consent, { ...sending, today: context.today });
}
