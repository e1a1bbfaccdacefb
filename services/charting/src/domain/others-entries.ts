import {
  diagnosisKey,
  procedureKeys,
  type Author,
  type encounterDiagnosis,
  type encounterProcedure,
} from "@practicum/contracts/charting/coding";
import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { OthersEntry } from "@practicum/contracts/charting/signing";
import type { Rights } from "@practicum/contracts/permission";
import { mayDo } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";
import { answerEntries } from "./note-fields.ts";
import { isIntakeSection, noteSections, sectionLabels } from "./note-sections.ts";

type Diagnosis = z.output<typeof encounterDiagnosis>;
type Procedure = z.output<typeof encounterProcedure>;
export type CodedBy = { readonly [key: string]: Author };

interface Coded {
  readonly diagnoses: readonly Diagnosis[];
  readonly procedures: readonly Procedure[];
}

/** Who put in each line after a change (CHT-113): what stood there keeps its author, what is new or has other units or modifiers is the writer's. */
export function codedByAfter(before: CodedBy, after: Coded, writer: Author): CodedBy {
  const keys = [...after.diagnoses.map(diagnosisKey), ...procedureKeys(after.procedures)];
  return Object.fromEntries(keys.map((key) => [key, before[key] ?? writer]));
}

/** A note's parts with who wrote each. */
export interface WrittenNote extends Coded {
  readonly sections: {
    readonly [S in NoteSection]: {
      readonly text: string;
      readonly version: number;
      readonly savedBy: string | null;
      readonly savedById: string | null;
      readonly savedAt: Instant | null;
    };
  };
  readonly codedBy: CodedBy;
  /** The templates that the note is made with. */
  readonly forms?: readonly NoteForm[];
  readonly orders: readonly {
    readonly orderId: string;
    readonly name: string;
    readonly quantity: number;
    readonly quantityUnit: string;
    readonly orderedBy: string;
    readonly orderedById: string | null;
    readonly orderedAt: Instant;
  }[];
  /** What the visit's level rests on. */
  readonly worksheet: {
    readonly version: number;
    readonly savedBy: string | null;
    readonly savedById: string | null;
    readonly savedAt: Instant | null;
  };
  /** Whether the patient is asked back. */
  readonly followUp?: WrittenNote["worksheet"];
  /** Tests and injections that are done here. */
  readonly inHouse: readonly {
    readonly orderId: string;
    readonly label: string;
    readonly orderedBy: string;
    readonly orderedById: string;
    readonly orderedAt: Instant;
  }[];
  /** Those that are ordered elsewhere. */
  readonly tests?: WrittenNote["inHouse"];
}

interface Person {
  readonly staffId: string;
  readonly name: string;
}

/** What others than the signer put into the note, in the order of the page (CHT-114). What nobody's name stands at is not the signer's. */
export function othersEntries(note: WrittenNote, signer: Person): OthersEntry[] {
  const isOwn = (id: string | null, name: string | null) =>
    id === null ? name === signer.name : id === signer.staffId;
  return [
    ...sectionEntries(note),
    ...answerEntries(note.forms ?? []),
    ...codeEntries(note),
    ...worksheetEntries(note),
    ...followUpEntries(note),
    ...orderEntries(note),
  ]
    .filter(({ id, entry }) => !isOwn(id, entry.by))
    .map(({ entry }) => entry);
}

interface Found {
  readonly id: string | null;
  readonly entry: OthersEntry;
}

function sectionEntries({ sections }: WrittenNote): Found[] {
  return noteSections
    .filter((section) => sections[section].text.trim() !== "")
    .map((section) => {
      const { version, savedBy, savedById, savedAt } = sections[section];
      return {
        id: savedById,
        entry: {
          key: `section:${section}@${version}`,
          what: sectionLabels[section],
          by: savedBy ?? UNKNOWN,
          at: savedAt,
          asks: !isIntakeSection(section),
          target: `section:${section}`,
        },
      };
    });
}

function codeEntries({ diagnoses, procedures, codedBy }: WrittenNote): Found[] {
  const found = (key: string, what: string, target: string): Found => {
    const who = codedBy[key];
    const entry = { key, what, by: who?.name ?? UNKNOWN, at: who?.at ?? null, asks: true, target };
    return { id: who?.id ?? null, entry };
  };
  const keys = procedureKeys(procedures);
  return [
    ...diagnoses.map((one) => found(diagnosisKey(one), `Diagnosis ${one.code} ${one.label}`, "diagnoses")),
    ...procedures.map((one, index) =>
      found(
        keys[index] ?? "",
        `Procedure ${[one.code, ...one.modifiers].join("-")} ${one.label}, ${one.units} ${one.units === 1 ? "unit" : "units"}`,
        `procedures:${index + 1}`,
      ),
    ),
  ];
}

function worksheetEntries({ worksheet }: WrittenNote): Found[] {
  const { version, savedBy, savedById, savedAt } = worksheet;
  if (version === 0) return [];
  const entry = { key: `em@${version}`, what: "What the visit level rests on", by: savedBy ?? UNKNOWN, at: savedAt };
  return [{ id: savedById, entry: { ...entry, asks: true, target: "em" } }];
}

function followUpEntries({ followUp }: WrittenNote): Found[] {
  if (!followUp || followUp.version === 0) return [];
  const { version, savedBy, savedById, savedAt } = followUp;
  const entry = { key: `follow-up@${version}`, what: "When the patient comes back", by: savedBy ?? UNKNOWN };
  return [{ id: savedById, entry: { ...entry, at: savedAt, asks: true, target: "follow-up" } }];
}

function orderEntries({ orders, inHouse, tests = [] }: WrittenNote): Found[] {
  const tested = (kind: string) => (one: WrittenNote["inHouse"][number]) => ({
    id: one.orderedById,
    entry: {
      key: `${kind}:${one.orderId}`,
      what: `Order ${one.label}`,
      by: one.orderedBy,
      at: one.orderedAt,
      asks: true,
      target: `orders:${one.orderId}`,
    },
  });
  const medications = orders.map((one) => ({
    id: one.orderedById,
    entry: {
      key: `order:${one.orderId}`,
      what: `Order ${one.name}, ${one.quantity} ${one.quantityUnit}`,
      by: one.orderedBy,
      at: one.orderedAt,
      asks: true,
      target: `orders:${one.orderId}`,
    },
  }));
  return [...medications, ...inHouse.map(tested("in-house")), ...tests.map(tested("test"))];
}

const UNKNOWN = "Somebody, before authors were kept";

/** The entries of others that the signer has not taken over: one that came up since the list was shown is among them. */
export function unaccepted(others: readonly OthersEntry[], accepted: readonly string[]): OthersEntry[] {
  return others.filter((one) => one.asks && !accepted.includes(one.key));
}

/**
 * Whether the note's signature does not cover an order (CHT-115): a controlled substance is signed by itself (21 CFR 1306.05), and so is what somebody
 * wrote who may not prescribe, or not any more.
 *
 * @param writer what is known of who wrote it; undefined where nobody knows: an order of before authors were kept.
 */
export function needsOwnSignature(
  schedule: number | null,
  writer: (Rights & { readonly active: boolean }) | undefined,
): boolean {
  return schedule !== null || (writer !== undefined && !(writer.active && mayDo(writer, "order.write")));
}
