import type { LocalDate } from "@practicum/kernel/local-date";
import { codeSet, type CodeEntry, type CodeSet, type CodeSystem } from "./code-system.ts";
import { CARC_BELOW_100 } from "./data/carc/below-100.ts";
import { CARC_FROM_100 } from "./data/carc/from-100.ts";
import { CARC_FROM_200 } from "./data/carc/from-200.ts";
import type { AdjustmentAction, AdjustmentKind } from "./data/carc/row.ts";
import { CPT, type ServiceKind, type ServiceRow } from "./data/cpt.ts";
import { CIRCULATORY } from "./data/diagnoses/circulatory.ts";
import { DIGESTIVE } from "./data/diagnoses/digestive.ts";
import { ENDOCRINE } from "./data/diagnoses/endocrine.ts";
import { FACTORS } from "./data/diagnoses/factors.ts";
import { GENITOURINARY } from "./data/diagnoses/genitourinary.ts";
import { INFECTIOUS } from "./data/diagnoses/infectious.ts";
import { INJURY } from "./data/diagnoses/injury.ts";
import { MENTAL } from "./data/diagnoses/mental.ts";
import { MUSCULOSKELETAL } from "./data/diagnoses/musculoskeletal.ts";
import { NEOPLASMS } from "./data/diagnoses/neoplasms.ts";
import { NERVOUS } from "./data/diagnoses/nervous.ts";
import { NEWBORN } from "./data/diagnoses/newborn.ts";
import { RESPIRATORY } from "./data/diagnoses/respiratory.ts";
import type { DiagnosisRow } from "./data/diagnoses/row.ts";
import { SKIN } from "./data/diagnoses/skin.ts";
import { SYMPTOMS } from "./data/diagnoses/symptoms.ts";
import { HCPCS } from "./data/hcpcs.ts";
import { MODIFIERS, type ModifierUse } from "./data/modifiers.ts";
import { POS } from "./data/pos.ts";
import { RARC } from "./data/rarc.ts";
import { TAXONOMY } from "./data/taxonomy.ts";
import { VACCINES } from "./data/vaccines.ts";

// What each system's entries say of themselves. Type aliases, so that they are assignable to CodeAttrs.
export type ServiceAttrs = {
  readonly kind: ServiceKind;
  readonly globalDays?: number;
  readonly addOn?: boolean;
  readonly cliaWaived?: boolean;
  readonly newPatient?: boolean;
  readonly minutes?: number;
};
export type PlaceAttrs = { readonly facility: boolean };
export type ModifierAttrs = { readonly uses: readonly ModifierUse[]; readonly hint?: string };
export type CarcAttrs = {
  readonly kind: AdjustmentKind;
  readonly action: AdjustmentAction;
  /** What to do about it, in a sentence or two. */
  readonly workflow: string;
};
export type RarcAttrs = { readonly lookAt?: string };
export type VaccineAttrs = {
  readonly antigens: readonly string[];
  /** Whether it is given today; false stands in histories only. */
  readonly active: boolean;
  readonly lotRequired: true;
  readonly cpt?: string;
};

/** First day ICD-10-CM was used on claims; other systems' codes that are older start here too. */
const ICD10_START: LocalDate = "2015-10-01";

/** What a family practice bills every day, so that it stands first in a search. */
const DAILY_SERVICES = new Set([
  "99203",
  "99213",
  "99214",
  "99395",
  "99396",
  "36415",
  "90471",
  "81002",
  "87880",
  "G0439",
]);

const DIAGNOSIS_ROWS: readonly (readonly DiagnosisRow[])[] = [
  INFECTIOUS,
  NEOPLASMS,
  ENDOCRINE,
  MENTAL,
  NERVOUS,
  CIRCULATORY,
  RESPIRATORY,
  DIGESTIVE,
  SKIN,
  MUSCULOSKELETAL,
  GENITOURINARY,
  NEWBORN,
  SYMPTOMS,
  INJURY,
  FACTORS,
];

export const builtInDiagnoses: readonly CodeEntry[] = DIAGNOSIS_ROWS.flat().map(
  ([code, label, weight = 0, keywords = "", from = ICD10_START, to]) =>
    entry("icd10cm", code, label, { weight, keywords, from, to }),
);
export const builtInCpt: readonly CodeEntry<ServiceAttrs>[] = CPT.map((row) => service("cpt", row));
export const builtInHcpcs: readonly CodeEntry<ServiceAttrs>[] = HCPCS.map((row) => service("hcpcs", row));
export const builtInPlaces: readonly CodeEntry<PlaceAttrs>[] = POS.map(([code, label, facility, keywords = ""]) => ({
  ...entry("pos", code, label, {
    keywords,
    from: code === "10" ? "2022-01-01" : code === "27" ? "2023-10-01" : undefined,
  }),
  attrs: { facility },
}));
export const builtInModifiers: readonly CodeEntry<ModifierAttrs>[] = MODIFIERS.map(([code, label, uses, hint]) => ({
  ...entry("modifier", code, label, {}),
  attrs: hint === undefined ? { uses } : { uses, hint },
}));
export const builtInCarcs: readonly CodeEntry<CarcAttrs>[] = [
  ...CARC_BELOW_100,
  ...CARC_FROM_100,
  ...CARC_FROM_200,
].map(([code, label, kind, action, workflow, to]) => ({
  ...entry("carc", code, label, { to }),
  attrs: { kind, action, workflow },
}));
export const builtInRarcs: readonly CodeEntry<RarcAttrs>[] = RARC.map(([code, label, lookAt]) => ({
  ...entry("rarc", code, label, {}),
  attrs: lookAt === undefined ? {} : { lookAt },
}));
export const builtInVaccines: readonly CodeEntry<VaccineAttrs>[] = VACCINES.map(([code, label, antigens, facts]) => ({
  ...entry("cvx", code, label, {
    keywords: `${facts.keywords ?? ""} vaccine shot`.trim(),
    weight: facts.active ? 1 : 0,
  }),
  attrs: {
    antigens: antigens.split("|"),
    active: facts.active,
    lotRequired: true,
    ...(facts.cpt === undefined ? {} : { cpt: facts.cpt }),
  },
}));
export const builtInTaxonomy: readonly CodeEntry[] = TAXONOMY.map(([code, label, keywords]) =>
  entry("taxonomy", code, label, { keywords }),
);

/** Everything a fresh clinic and the sandbox have before any official file is loaded (TRM-5). */
export const BUILT_IN: CodeSet = codeSet([
  ...builtInDiagnoses,
  ...builtInCpt,
  ...builtInHcpcs,
  ...builtInPlaces,
  ...builtInModifiers,
  ...builtInCarcs,
  ...builtInRarcs,
  ...builtInVaccines,
  ...builtInTaxonomy,
]);

function service(system: CodeSystem, [code, label, kind, keywords, facts]: ServiceRow): CodeEntry<ServiceAttrs> {
  const { from, to, ...rest } = facts ?? {};
  const words = kind.startsWith("vaccine") ? `${keywords ?? ""} vaccine shot immunization`.trim() : keywords;
  const weight = DAILY_SERVICES.has(code) ? 2 : kind === "visit" ? 1 : 0;
  return { ...entry(system, code, label, { keywords: words, from, to, weight }), attrs: { kind, ...rest } };
}

interface Facts {
  readonly weight?: number | undefined;
  readonly keywords?: string | undefined;
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
}

/** Leaves out what is absent, so that entries compare equal however they were made. */
function entry(system: CodeSystem, code: string, label: string, facts: Facts): Omit<CodeEntry, "attrs"> {
  return {
    system,
    code,
    label,
    from: facts.from ?? ICD10_START,
    ...(facts.to === undefined ? {} : { to: facts.to }),
    ...(facts.weight ? { weight: facts.weight } : {}),
    ...(facts.keywords ? { keywords: facts.keywords } : {}),
  };
}
