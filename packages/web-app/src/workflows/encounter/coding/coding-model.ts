import type { Encounter } from "@practicum/contracts/charting/encounters";

export type Diagnosis = Encounter["diagnoses"][number];
export type Procedure = Encounter["procedures"][number];

/** The codes of a visit, and which procedure points to which diagnosis (places in the list, from 1). */
export interface Coding {
  readonly diagnoses: readonly Diagnosis[];
  readonly procedures: readonly Procedure[];
}

interface Code {
  readonly code: string;
  readonly label: string;
}

/** A claim carries twelve diagnoses, and a procedure points to four (X12 005010X222A1: HI, SV107). */
export const DIAGNOSES_MAX = 12;
const POINTERS_MAX = 4;

/** Adds a diagnosis once. The first one is what a procedure without a pointer is for. */
export function addDiagnosis(coding: Coding, { code, label }: Code): Coding {
  if (coding.diagnoses.length >= DIAGNOSES_MAX || coding.diagnoses.some((one) => one.code === code)) return coding;
  const diagnoses = [...coding.diagnoses, { code, label }];
  const procedures =
    diagnoses.length > 1
      ? coding.procedures
      : coding.procedures.map((one) => (one.pointers.length > 0 ? one : { ...one, pointers: [1] }));
  return { diagnoses, procedures };
}

/** Takes a diagnosis out; pointers to it go, and the others follow their diagnosis. */
export function removeDiagnosis(coding: Coding, index: number): Coding {
  const kept = coding.diagnoses.map((_, i) => i).filter((i) => i !== index);
  return reorder(coding, kept);
}

/** Moves a diagnosis up or down; pointers follow it. */
export function moveDiagnosis(coding: Coding, index: number, by: 1 | -1): Coding {
  const order = coding.diagnoses.map((_, i) => i);
  const [a, b] = [order[index], order[index + by]];
  if (a === undefined || b === undefined) return coding;
  order[index] = b;
  order[index + by] = a;
  return reorder(coding, order);
}

function reorder(coding: Coding, order: readonly number[]): Coding {
  const diagnoses = order.flatMap((i) => coding.diagnoses[i] ?? []);
  const placeOf = new Map(order.map((old, place) => [old + 1, place + 1]));
  const procedures = coding.procedures.map((one) => ({
    ...one,
    pointers: one.pointers.flatMap((pointer) => placeOf.get(pointer) ?? []),
  }));
  return { diagnoses, procedures };
}

export function addProcedure(coding: Coding, { code, label }: Code): Coding {
  const pointers = coding.diagnoses.length > 0 ? [1] : [];
  return { ...coding, procedures: [...coding.procedures, { code, label, modifiers: [], units: 1, pointers }] };
}

export function removeProcedure(coding: Coding, index: number): Coding {
  return { ...coding, procedures: coding.procedures.filter((_, i) => i !== index) };
}

/** The order in which pointers are set is their order on the claim. */
export function togglePointer(coding: Coding, index: number, pointer: number): Coding {
  return change(coding, index, (one) => {
    if (one.pointers.includes(pointer)) return { ...one, pointers: one.pointers.filter((other) => other !== pointer) };
    return one.pointers.length >= POINTERS_MAX ? one : { ...one, pointers: [...one.pointers, pointer] };
  });
}

export function setUnits(coding: Coding, index: number, units: number): Coding {
  return change(coding, index, (one) => ({ ...one, units: Math.min(999, Math.max(1, Math.round(units))) }));
}

/** "25 59" as modifiers, or null while what is typed is not made of modifiers. */
export function readModifiers(text: string): string[] | null {
  const typed = text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return typed.length <= 4 && typed.every((one) => /^[0-9A-Z]{2}$/.test(one)) ? [...new Set(typed)] : null;
}

export function setModifiers(coding: Coding, index: number, modifiers: readonly string[]): Coding {
  return change(coding, index, (one) => ({ ...one, modifiers: [...modifiers] }));
}

function change(coding: Coding, index: number, by: (one: Procedure) => Procedure): Coding {
  return { ...coding, procedures: coding.procedures.map((one, i) => (i === index ? by(one) : one)) };
}
