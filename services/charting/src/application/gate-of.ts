import type { EmSupport } from "@practicum/contracts/charting/em-level";
import type { InHouseOrder } from "@practicum/contracts/charting/in-house";
import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import type { ProcedureOrder } from "@practicum/contracts/charting/procedures";
import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import type { Referral } from "@practicum/contracts/charting/referrals";
import type { OthersEntry } from "@practicum/contracts/charting/signing";
import { dateIn } from "@practicum/kernel/instant";
import { contradictionItems, ofNote, type Found } from "../domain/contradictions/find-contradictions.ts";
import { followUpItems } from "../domain/follow-up.ts";
import { fieldItems } from "../domain/note-fields.ts";
import { othersEntries } from "../domain/others-entries.ts";
import { emSupport } from "../domain/em-level.ts";
import { inOrder, signGate, type GateItem } from "../domain/sign-gate.ts";
import { earlierVisits, type EncounterRow } from "../sql/encounters.ts";
import { allergiesOf, askedOf } from "../sql/lists.ts";
import { worksheetOf, type KeptWorksheet } from "../sql/em-worksheet.ts";
import { followUpOf, type KeptFollowUp } from "../sql/follow-ups.ts";
import { formsOf } from "../sql/note-forms.ts";
import { earlierNote, sectionsOf, type Sections } from "../sql/notes.ts";
import type { Order } from "../sql/tables.ts";
import { vitalsOfEncounter, type VitalsRecord } from "../sql/vitals.ts";
import type { ChartingContext } from "./charting-context.ts";
import { foundIn } from "./contradictions.ts";
import { inHouseOfNote } from "./in-house-orders.ts";
import { proceduresOf } from "./procedures.ts";
import { referralsOf } from "./referral-view.ts";
import { countedTest, testsOfNote } from "./test-order-view.ts";
import { ordersOfNote } from "./orders-of-note.ts";

export interface Gate {
  /** What others than whoever asks put in (CHT-114). */
  readonly others: readonly OthersEntry[];
  readonly items: readonly GateItem[];
  /** What the signature will seal. */
  readonly sections: Sections;
  readonly forms: readonly NoteForm[];
  readonly orders: readonly Order[];
  readonly vitals: readonly VitalsRecord[];
  /** What is done here, as far as it is done; what was taken back is no part of the note. */
  readonly inHouse: readonly InHouseOrder[];
  readonly minor: readonly ProcedureOrder[];
  readonly referrals: readonly Referral[];
  /** What is ordered elsewhere, without what was taken back. */
  readonly tests: readonly TestOrder[];
  /** What contradicts itself in this note, with the reasons that were given (CHT-242). */
  readonly contradictions: readonly Found[];
  /** What the visit's level rests on, and what that comes to. */
  readonly em: { readonly worksheet: KeptWorksheet; readonly support: EmSupport };
  /** Whether the patient is asked back. */
  readonly followUp: KeptFollowUp;
}

/** Reads what the gate looks at, and asks it. Orders are checked again: an allergy may have been added since they were written. */
export async function gateOf(context: ChartingContext, encounter: EncounterRow): Promise<Gate> {
  const { tx, practice } = context;
  const { encounterId, patientId } = encounter;
  const [
    sections,
    forms,
    ordered,
    doneHere,
    worksheet,
    measured,
    allergies,
    { reviewedAt },
    visits,
    note,
    minor,
    referrals,
    elsewhere,
    followUp,
    found,
  ] = await Promise.all([
    sectionsOf(tx, encounterId),
    formsOf(tx, encounterId),
    ordersOfNote(context, encounter),
    inHouseOfNote(context, encounter),
    worksheetOf(tx, encounterId),
    vitalsOfEncounter(tx, encounterId, practice.timeZone),
    allergiesOf(tx, patientId),
    askedOf(tx, patientId),
    earlierVisits(tx, encounter),
    earlierNote(tx, encounter),
    proceduresOf(context, encounterId),
    referralsOf(context, encounterId),
    testsOfNote(context, encounterId),
    followUpOf(tx, encounterId),
    foundIn(context, [patientId]),
  ]);
  const contradictions = ofNote(found.get(patientId)?.found ?? [], encounterId);
  const orders = ordered.filter((order) => order.status === "draft");
  const inHouse = doneHere.filter((order) => order.state !== "cancelled");
  const tests = elsewhere.filter((order) => order.state !== "cancelled");
  const support = emSupport({ ...encounter, ...worksheet, orders, inHouse, tests: tests.map(countedTest) });
  const vitals = measured.filter((set) => !set.enteredInError);
  const noteItems = signGate({
    sections: {
      reason: sections.reason.text,
      hpi: sections.hpi.text,
      ros: sections.ros.text,
      exam: sections.exam.text,
      assessment: sections.assessment.text,
      plan: sections.plan.text,
    },
    carried: {
      reason: sections.reason.carried,
      hpi: sections.hpi.carried,
      ros: sections.ros.carried,
      exam: sections.exam.carried,
      assessment: sections.assessment.carried,
      plan: sections.plan.carried,
    },
    diagnoses: encounter.diagnoses,
    procedures: encounter.procedures,
    orders,
    inHouse,
    tests,
    minor,
    em: support,
    allergies: allergies.status,
    medicationsReviewedToday: reviewedAt !== null && dateIn(reviewedAt, practice.timeZone) >= encounter.serviceDate,
    vitals,
    serviceDate: encounter.serviceDate,
    earlierVisits: visits,
    earlierNote: note,
  });
  const items = inOrder([
    ...noteItems,
    ...followUpItems(followUp.value),
    ...fieldItems(forms, sections),
    ...contradictionItems(contradictions),
  ]);
  const { actor } = context;
  const others =
    actor.kind === "staff"
      ? othersEntries(
          { ...encounter, sections, forms, orders, inHouse, tests, worksheet, followUp },
          { staffId: actor.staffId, name: actor.name },
        )
      : [];
  return {
    items,
    others,
    sections,
    forms,
    orders,
    vitals,
    inHouse,
    minor,
    referrals,
    tests,
    contradictions,
    em: { worksheet, support },
    followUp,
  };
}
