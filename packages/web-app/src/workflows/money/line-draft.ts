import type { Cents } from "@practicum/kernel/money";
import { useDraft, type KeptDraft } from "../../shell/dock/drafts.ts";
import { pointerText, readModifiers, readPointers } from "./source-link.ts";

/** A line's fields as they stand on the screen. */
interface LineValues {
  readonly modifiers: string;
  readonly pointers: string;
  readonly units: string;
  readonly price: Cents | null;
}

interface Line {
  readonly modifiers: readonly string[];
  readonly pointers: readonly number[];
  readonly units: number;
  readonly unitPrice: Cents | null;
}

/** The fields of a line that is edited in its row, kept over a reload until they are saved. */
export interface LineDraft {
  readonly values: LineValues;
  readonly put: (part: Partial<LineValues>) => void;
  readonly clear: () => void;
  readonly kept: KeptDraft;
  readonly changed: boolean;
  /** What can't be read is null. */
  readonly read: {
    readonly modifiers: string[] | null;
    readonly pointers: number[] | null;
    readonly units: number | null;
  };
  /** A diagnosis is named that there is none of. */
  readonly beyond: boolean;
  /** What stands there by now, where somebody else saved the line after this was typed; else null. */
  readonly meanwhile: string | null;
}

/**
 * @param key the record, as "charge-line:<charge>"
 * @param version of the record: what was typed on an older one says so
 */
export function useLineDraft(key: string, version: number, line: Line, diagnoses: number): LineDraft {
  const saved: LineValues = {
    modifiers: line.modifiers.join(" "),
    pointers: pointerText(line.pointers),
    units: String(line.units),
    price: line.unitPrice,
  };
  const [draft, setDraft, clear, kept] = useDraft<LineValues & { readonly on: number }>(key, { ...saved, on: version });
  const { on, ...values } = draft;
  const read = {
    modifiers: readModifiers(values.modifiers),
    pointers: readPointers(values.pointers),
    units: /^[1-9]\d{0,2}$/.test(values.units) ? Number(values.units) : null,
  };
  const fields = ["modifiers", "pointers", "units", "price"] as const;
  return {
    values,
    put: (part) => setDraft((old) => ({ ...old, ...part })),
    clear,
    kept,
    changed: fields.some((field) => values[field] !== saved[field]),
    read,
    beyond: read.pointers?.some((place) => place > diagnoses) ?? false,
    meanwhile: on === version ? null : inWords(saved),
  };
}

function inWords({ modifiers, pointers, units, price }: LineValues): string {
  const parts = [
    modifiers === "" ? "no modifier" : `modifiers ${modifiers}`,
    `diagnoses ${pointers === "" ? "none" : pointers}`,
    `units ${units}`,
    price === null ? "no price" : `price $${(price / 100).toFixed(2)}`,
  ];
  return parts.join(", ");
}
