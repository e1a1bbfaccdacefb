import { scheduleName } from "@practicum/contracts/charting/bounds";
import type { CarriedLine, NoteSection } from "@practicum/contracts/charting/notes";
import type { ProcedureState } from "@practicum/contracts/charting/procedures";
import type { gateItem } from "@practicum/contracts/charting/signing";
import type { z } from "zod";
import type { LocalDate } from "@practicum/kernel/local-date";
import { untouched } from "@practicum/note-templates/carried";
import { phraseFields } from "@practicum/note-templates/phrase-fields";
import { mentionsDiagnosis } from "@practicum/terminology/mentions-diagnosis";
import type { EmSupport } from "@practicum/contracts/charting/em-level";
import { untouchedLines, type CarriedSection } from "./carried-lines.ts";
import { cloneShare } from "./clone-share.ts";
import { emFault } from "./em-level.ts";
import { conflictingDiagnoses } from "./diagnosis-conflicts.ts";
import { unanswered, type OrderAlert } from "./medication-safety.ts";
import { noteSections, requiredSections, sectionLabels } from "./note-sections.ts";
import { visitCodeFault, type EarlierVisits } from "./visit-code.ts";

export type GateItem = z.output<typeof gateItem>;

/** What the gate looks at: the note as it is in the transaction. */
export interface GateFacts {
  readonly sections: { readonly [S in NoteSection]: string };
  readonly diagnoses: readonly { readonly code: string; readonly label: string }[];
  readonly procedures: readonly {
    readonly code: string;
    readonly label: string;
    readonly pointers: readonly number[];
  }[];
  /** Draft orders with the alerts of now, not of the time they were written. */
  readonly orders: readonly {
    readonly orderId: string;
    readonly name: string;
    readonly alerts: readonly OrderAlert[];
    readonly schedule: number | null;
    readonly needsOwnSignature: boolean;
    readonly ownSignature: object | null;
    readonly orderedBy: string;
  }[];
  /** Tests and injections that are done here, without those that were taken back. */
  readonly inHouse: readonly {
    readonly orderId: string;
    readonly label: string;
    readonly state: "ordered" | "done" | "given" | "refused" | "not-done" | "cancelled";
    readonly diagnosis: string | null;
  }[];
  /** Tests that are ordered elsewhere, without those that were taken back. */
  readonly tests?: readonly {
    readonly orderId: string;
    readonly label: string;
    readonly diagnoses: readonly { readonly code: string }[];
  }[];
  /** Procedures that were ordered in the note. */
  readonly minor?: readonly {
    readonly label: string;
    readonly siteLabel: string;
    readonly state: ProcedureState;
    readonly code: string | null;
  }[];
  /** What the note documents of the visit's level. */
  readonly em: EmSupport;
  readonly allergies: "not-asked" | "none-known" | "listed";
  readonly medicationsReviewedToday: boolean;
  readonly vitals: readonly { readonly abnormal: readonly { readonly field: string; readonly critical: boolean }[] }[];
  readonly serviceDate: LocalDate;
  readonly earlierVisits: EarlierVisits;
  /** The text of the patient's note before this one, or null. */
  readonly earlierNote: string | null;
  /** What of each section was taken over from earlier notes. */
  readonly carried?: { readonly [S in NoteSection]: readonly CarriedLine[] };
}

/** From here on the margin says that a note is copied. */
const CLONE_SHARE_MAX = 0.7;

/**
 * What stands between the note and the signature (CHT-50 to CHT-56). `stop` refuses it; `fix` should be mended first, as it costs
 * money or trust later; `note` is to be seen. Each names its place, in the order of the page.
 */
export function signGate(facts: GateFacts): GateItem[] {
  return inOrder([
    ...allergyItems(facts),
    ...sectionItems(facts),
    ...phraseItems(facts),
    ...carriedItems(facts),
    ...cloneItems(facts),
    ...diagnosisItems(facts),
    ...assessmentItems(facts),
    ...procedureItems(facts),
    ...levelItems(facts),
    ...orderItems(facts),
    ...inHouseItems(facts),
    ...testItems(facts),
    ...minorItems(facts),
    ...vitalItems(facts),
  ]);
}

/** The gravest first; of one severity in the order of the page. */
export function inOrder(items: readonly GateItem[]): GateItem[] {
  return items.toSorted((a, b) => LEVEL[a.severity] - LEVEL[b.severity]);
}

const LEVEL: { readonly [S in GateItem["severity"]]: number } = { stop: 0, fix: 1, note: 2 };

export function stops(items: readonly GateItem[]): number {
  return items.filter((item) => item.severity === "stop").length;
}

function allergyItems({ allergies, medicationsReviewedToday }: GateFacts): GateItem[] {
  const items: GateItem[] = [];
  if (allergies === "not-asked") {
    const message = "Nobody has asked about allergies. Ask, or list them.";
    items.push({ severity: "fix", code: "allergies-not-asked", message, target: "allergies" });
  }
  if (!medicationsReviewedToday) {
    const message = "The medication list was not gone through at this visit.";
    items.push({ severity: "note", code: "medications-not-reviewed", message, target: "medications" });
  }
  return items;
}

/** What a phrase asks for is no finding: "‹since when›" is filled in, or taken out (CHT-358). */
function phraseItems({ sections }: GateFacts): GateItem[] {
  return noteSections.flatMap((section): GateItem[] => {
    const asked = phraseFields(sections[section]).map(({ asks }) => `“${asks}”`);
    if (asked.length === 0) return [];
    const message = `${sectionLabels[section]}: ${asked.join(", ")} of a phrase ${asked.length === 1 ? "is" : "are"} not filled in. Write it, or take it out.`;
    return [{ severity: "stop", code: "phrase-open", message, target: `section:${section}` }];
  });
}

function sectionItems({ sections }: GateFacts): GateItem[] {
  return requiredSections
    .filter((section) => sections[section].trim() === "")
    .map((section) => ({
      severity: "stop",
      code: "section-missing",
      message: `${sectionLabels[section]} is empty.`,
      target: `section:${section}`,
    }));
}

/** The sections with the marks that their lines have. */
function carriedSections({ sections, carried }: GateFacts): { readonly [S in NoteSection]: CarriedSection } {
  const of = (section: NoteSection) => ({ text: sections[section], carried: carried?.[section] ?? [] });
  return {
    reason: of("reason"),
    hpi: of("hpi"),
    ros: of("ros"),
    exam: of("exam"),
    assessment: of("assessment"),
    plan: of("plan"),
  };
}

/** What was taken over and looks as if nobody had gone over it is signed as seen today (CHT-364). */
function carriedItems(facts: GateFacts): GateItem[] {
  const found = untouchedLines(carriedSections(facts));
  const [first] = found;
  if (!first) return [];
  const lines = found.reduce((sum, one) => sum + one.lines, 0);
  const where = found.map(({ label, lines: n }) => `${label} ${n}`).join(", ");
  const message = `${lines === 1 ? "One line was" : `${lines} lines were`} taken over from earlier notes, and nobody has touched ${lines === 1 ? "it" : "them"}: ${where}. By your signature ${lines === 1 ? "it is" : "they are"} true today.`;
  return [{ severity: "note", code: "carried-untouched", message, target: `section:${first.section}` }];
}

const COMPARED: readonly NoteSection[] = ["hpi", "ros", "exam", "assessment", "plan"];

function cloneItems(facts: GateFacts): GateItem[] {
  const sections = carriedSections(facts);
  const marks = COMPARED.flatMap((section) => sections[section].carried);
  if (facts.earlierNote === null && marks.length === 0) return [];
  const copied = new Set<number>();
  let above = 0;
  for (const section of COMPARED) {
    for (const { at } of untouched(sections[section])) copied.add(above + at);
    above += sections[section].text.split("\n").length;
  }
  const note = COMPARED.map((section) => sections[section].text).join("\n");
  const earlier = [facts.earlierNote ?? "", ...marks.map((mark) => mark.text)].join("\n");
  const share = cloneShare(note, earlier, copied);
  if (share === null || share < CLONE_SHARE_MAX) return [];
  const where = marks.length === 0 ? "in the last one" : "in earlier ones";
  const message = `${Math.round(share * 100)}% of this note stands word by word ${where}. Say what is different today.`;
  return [{ severity: "fix", code: "cloned-note", message, target: "section:hpi" }];
}

function diagnosisItems({ diagnoses }: GateFacts): GateItem[] {
  if (diagnoses.length === 0) {
    return [{ severity: "stop", code: "no-diagnosis", message: "There is no diagnosis.", target: "diagnoses" }];
  }
  return conflictingDiagnoses(diagnoses.map((d) => d.code)).map(([a, b]) => ({
    severity: "fix",
    code: "conflicting-diagnoses",
    message: `${a} and ${b} exclude each other.`,
    target: "diagnoses",
  }));
}

/**
 * A diagnosis that the assessment and the plan pass over is no assessment of it, and no reason for what is charged. Of one diagnosis alone
 * the whole assessment speaks.
 */
function assessmentItems({ diagnoses, sections }: GateFacts): GateItem[] {
  const { assessment, plan } = sections;
  if (diagnoses.length < 2 || assessment.trim() === "") return [];
  return diagnoses
    .filter((diagnosis) => !mentionsDiagnosis(`${assessment}\n${plan}`, diagnosis))
    .map(({ code, label }) => ({
      severity: "fix",
      code: "diagnosis-not-assessed",
      message: `Assessment and plan say nothing of ${code} ${label}.`,
      target: "section:assessment",
    }));
}

function procedureItems({ procedures, serviceDate, earlierVisits }: GateFacts): GateItem[] {
  if (procedures.length === 0) {
    const message = "There is no procedure, not even a visit code: nothing will be charged.";
    return [{ severity: "note", code: "no-procedure", message, target: "procedures" }];
  }
  return procedures.flatMap(({ code, pointers }, index): GateItem[] => {
    const target = `procedures:${index + 1}`;
    const fault = visitCodeFault(code, serviceDate, earlierVisits);
    const noPointer = `${code} points to no diagnosis: the payer will see no reason for it.`;
    return [
      ...(fault === null ? [] : [{ severity: "fix", code: "visit-code", message: fault, target } as const]),
      ...(pointers.length > 0 ? [] : [{ severity: "fix", code: "no-pointer", message: noPointer, target } as const]),
    ];
  });
}

/** Whether the chosen visit code is what the note documents (CHT-174). */
function levelItems({ em }: GateFacts): GateItem[] {
  const fault = emFault(em);
  return fault === null ? [] : [{ ...fault, code: "visit-level", target: "em" }];
}

/** Each finding once: a pair of drugs stands at the order that was written last. */
function orderItems({ orders }: GateFacts): GateItem[] {
  const said = new Set<string>();
  const isNew = (alert: OrderAlert, orderId: string): boolean => {
    const finding = alert.kind === "drug-drug" ? alert.alertId : `${orderId} ${alert.alertId}`;
    return !said.has(finding) && Boolean(said.add(finding));
  };
  return orders.toReversed().flatMap((order): GateItem[] => {
    const { orderId, name, alerts } = order;
    const target = `orders:${orderId}`;
    const open = unanswered(alerts).filter((one) => isNew(one, orderId));
    const answered = alerts.filter((one) => one.severity === "stop" && one.answer && isNew(one, orderId));
    const unchecked = alerts.some((one) => one.kind === "not-checked");
    return [
      ...(order.needsOwnSignature && !order.ownSignature ? [unsignedItem(order, target)] : []),
      ...open.map((one): GateItem => {
        const message = `${name}: ${one.message} Give the reason to go on, or take the order out.`;
        return { severity: "stop", code: "order-blocked", message, target };
      }),
      ...answered.map((one): GateItem => {
        const message = `${name}: ${one.message} ${one.answer?.by} went on: “${one.answer?.reason}”.`;
        return { severity: "note", code: "alert-answered", message, target };
      }),
      ...(unchecked ? [uncheckedItem(name, target)] : []),
    ];
  });
}

/** What the signature of the note does not cover is signed by itself first (CHT-115). */
function unsignedItem({ name, schedule, orderedBy }: GateFacts["orders"][number], target: string): GateItem {
  const why =
    schedule === null
      ? `was written by ${orderedBy}, who may not prescribe`
      : `is a controlled substance, ${scheduleName(schedule)}`;
  const message = `${name} ${why}. It waits for a signature of its own: sign the order, or take it out.`;
  return { severity: "stop", code: "order-unsigned", message, target };
}

/** What is signed for and not done, and what was done for no diagnosis of the note (CHT-167). */
function inHouseItems({ inHouse, diagnoses }: GateFacts): GateItem[] {
  return inHouse.flatMap(({ orderId, label, state, diagnosis }): GateItem[] => {
    const target = `orders:${orderId}`;
    if (state === "ordered") {
      const message = `${label} is ordered and not done. Have it done, or cancel the order.`;
      return [{ severity: "fix", code: "not-carried-out", message, target }];
    }
    const done = state === "done" || state === "given";
    if (!done || diagnoses.length < 2 || diagnoses.some(({ code }) => code === diagnosis)) return [];
    const message = `${label} is for no diagnosis of this note: the payer will see no reason for it.`;
    return [{ severity: "fix", code: "no-pointer", message, target: "diagnoses" }];
  });
}

/** A test for none of the note's diagnoses: no payer sees why it was needed (CHT-371). */
function testItems({ tests = [], diagnoses }: GateFacts): GateItem[] {
  return tests
    .filter((test) => !test.diagnoses.some((one) => diagnoses.some(({ code }) => code === one.code)))
    .map(({ orderId, label }) => ({
      severity: "fix",
      code: "no-pointer",
      message: `${label} is for no diagnosis of this note: the laboratory's payer will see no reason for it. Order it anew for one.`,
      target: `orders:${orderId}`,
    }));
}

/** A procedure that is signed for and not done, and one that was done and that nothing charges (CHT-220). */
function minorItems({ minor = [], procedures }: GateFacts): GateItem[] {
  return minor.flatMap(({ label, siteLabel, state, code }): GateItem[] => {
    const what = `${label}, ${siteLabel.toLowerCase()},`;
    if (state === "ordered") {
      const message = `${what} is ordered and not done. Record it, or say that it was not done.`;
      return [{ severity: "fix", code: "not-carried-out", message, target: "section:plan" }];
    }
    if (state === "not-done" || code === null || procedures.some((one) => one.code === code)) return [];
    const message = `${what} was done, and ${code} is not among the procedures: it will not be charged.`;
    return [{ severity: "fix", code: "not-charged", message, target: "procedures" }];
  });
}

function uncheckedItem(name: string, target: string): GateItem {
  const message = `The order for ${name} could not be checked in full.`;
  return { severity: "note", code: "order-not-checked", message, target };
}

function vitalItems({ vitals }: GateFacts): GateItem[] {
  if (vitals.length === 0) {
    return [{ severity: "note", code: "no-vitals", message: "No vital signs were taken.", target: "vitals" }];
  }
  const critical = vitals[0]?.abnormal.some((one) => one.critical) ?? false;
  if (!critical) return [];
  const message = "A vital sign is critical. Say in the note what was done.";
  return [{ severity: "note", code: "critical-vitals", message, target: "vitals" }];
}
