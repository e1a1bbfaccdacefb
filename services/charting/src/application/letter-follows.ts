import type { LetterChoices } from "@practicum/contracts/charting/letters";
import type { OutsideProvider } from "@practicum/contracts/charting/referrals";
import { lastOf, officeName, type SaidReferralStep } from "../domain/referral-state.ts";
import { withOtherRecipient } from "../domain/letter-text.ts";
import { changeLetter, letterById } from "../sql/letters.ts";
import { outsideProvidersById } from "../sql/outside-providers.ts";
import type { ReferralRow } from "../sql/referrals.ts";
import { emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { composeLetter } from "./letters.ts";

/**
 * A letter that is a draft goes where the referral goes (CHT-272): as the record fills it in for the other office, or, where somebody has written in
 * it, with the other name in place of the one that stands there. Whom somebody addressed it to by hand stays, and what is signed does not
 * change: the referral says that it is for another office.
 */
export async function letterFollows(
  context: ChartingContext,
  row: ReferralRow,
  steps: readonly SaidReferralStep[],
  toId: string | null,
): Promise<void> {
  const { tx } = context;
  const letterId = lastOf(steps, "letter")?.letterId;
  const letter = letterId === undefined ? undefined : await letterById(tx, letterId, row.patient_id, "update");
  if (letter?.state !== "draft") return;
  const offices = await outsideProvidersById(
    tx,
    [row.to_id, toId].filter((one) => one !== null),
  );
  const [from, into] = [row.to_id, toId].map((id) => (id === null ? undefined : offices.get(id)));
  const to = officeName(into);
  if (letter.to !== officeName(from) || letter.to === to) return;
  const filledIn = await filledInAnew(context, letter, row, { steps, from, into });
  // Of what somebody wrote no name is taken out without another one in its place.
  if (filledIn === null && to === "") return;
  const text = filledIn ?? withOtherRecipient(letter.text, letter.to, to);
  const { templateId, templateVersion, kind, language, title, encounterId, patientId } = letter;
  const draft = {
    letterId: letter.letterId,
    patientId,
    encounterId,
    templateId,
    templateVersion,
    kind,
    language,
    title,
  };
  // Who wrote it stays its writer: nobody has written anything.
  const written = { at: letter.writtenAt, by: letter.writtenBy };
  await changeLetter(tx, { ...draft, to, text, version: letter.version + 1 }, written);
  emitChartChanged(context, row.patient_id, "letters");
}

interface Redirected {
  readonly steps: readonly SaidReferralStep[];
  readonly from: OutsideProvider | undefined;
  readonly into: OutsideProvider | undefined;
}

/** The letter for the other office, where nobody has changed a word of what was filled in for the one before; null where somebody has. */
async function filledInAnew(
  context: ChartingContext,
  letter: { readonly templateId: string; readonly templateVersion: number; readonly text: string },
  row: ReferralRow,
  { steps, from, into }: Redirected,
): Promise<string | null> {
  const compose = async (office: OutsideProvider | undefined) => {
    const { patient_id: patientId, encounter_id: encounterId } = row;
    const choices = choicesOf(row, office, lastOf(steps, "authorization"));
    const composed = await composeLetter(context, { templateId: letter.templateId, patientId, encounterId, choices });
    return composed.ok && composed.value.templateVersion === letter.templateVersion ? composed.value.text : null;
  };
  return (await compose(from)) === letter.text ? compose(into) : null;
}

/** What the order says is to be sent, to whom (CHT-255). */
export function choicesOf(
  row: ReferralRow,
  office: OutsideProvider | undefined,
  authorization: { readonly number: string; readonly period: { from: string; until: string } | null } | null,
): LetterChoices {
  const { number = "", period = null } = authorization ?? {};
  return {
    to: officeName(office),
    awayFrom: null,
    awayTo: null,
    limits: "",
    question: row.reason,
    withDiagnoses: row.diagnosis !== null,
    withProblems: row.with_problems,
    withMedications: row.with_medications,
    withAllergies: row.with_allergies,
    referral: number === "" || period === null ? null : { number, ...period },
  };
}
