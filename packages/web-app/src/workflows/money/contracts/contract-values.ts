import {
  WHOLE,
  type CaseRate,
  type ContractContent,
  type ContractTerm,
} from "@practicum/contracts/billing/payer-contracts";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";

/** A contract as it stands in the form: lists as text, percentages as people type them. */
export interface TermValues {
  readonly name: string;
  readonly codes: string;
  readonly modifiers: string;
  readonly places: string;
  readonly by: ContractTerm["pay"]["by"];
  readonly rate: Typed;
  readonly scheduleId: string | null;
  readonly mac: string;
  readonly locality: string;
  readonly price: Cents | null;
}

export interface CaseValues {
  readonly name: string;
  readonly opens: string;
  readonly includes: string;
  readonly price: Cents | null;
}

/** What a number field holds: nothing while it is empty. */
type Typed = number | string;

export interface ContractValues extends Record<string, unknown> {
  readonly from: LocalDate | null;
  readonly name: string;
  readonly plans: string;
  readonly locations: readonly string[];
  readonly specialties: string;
  readonly terms: readonly TermValues[];
  readonly cases: readonly CaseValues[];
  readonly lesserOfCharge: boolean;
  readonly several: boolean;
  readonly severalRates: string;
  readonly severalCodes: string;
  readonly severalExempt: string;
  readonly rankBy: "allowed" | "rvu";
  readonly bilateral: Typed;
  readonly assistant: Typed;
  readonly assistantNonPhysician: Typed;
  readonly nonPhysician: Typed;
  readonly sequestration: Typed;
  readonly tolerance: Cents | null;
  readonly because: string;
}

export const blankTerm: TermValues = {
  name: "",
  codes: "",
  modifiers: "",
  places: "",
  by: "charge",
  rate: 100,
  scheduleId: null,
  mac: "",
  locality: "",
  price: null,
};

export const blankCase: CaseValues = { name: "", opens: "", includes: "", price: null };

/** "99202-99215, J*" as a list; what parts the entries is up to whoever types. */
export function listOf(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((one) => one !== "");
}

function namesOf(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** Hundredths of a percent; null where nothing was typed. More than two decimals is not rounded: the contract refuses it. */
function rateOf(typed: Typed): number | null {
  if (typed === "" || typeof typed === "string") return null;
  const hundredths = typed * 100;
  const whole = Math.round(hundredths);
  return Math.abs(hundredths - whole) < 1e-6 ? whole : hundredths;
}

function percentOf(rate: number | null): Typed {
  return rate === null ? "" : rate / 100;
}

/** The form as the contract's content, before the contract checks it. */
export function contentOf(values: ContractValues) {
  return {
    name: values.name,
    plans: namesOf(values.plans),
    locations: [...values.locations],
    specialties: listOf(values.specialties),
    caseRates: values.cases.map((one) => ({
      name: one.name,
      opens: listOf(one.opens),
      includes: listOf(one.includes),
      price: one.price,
    })),
    terms: values.terms.map((one) => ({
      name: one.name,
      codes: listOf(one.codes),
      modifiers: listOf(one.modifiers),
      places: listOf(one.places),
      pay: payOf(one),
    })),
    lesserOfCharge: values.lesserOfCharge,
    multipleProcedures: values.several
      ? {
          rates: listOf(values.severalRates).map((one) => rateOf(Number(one.replace("%", "")))),
          codes: listOf(values.severalCodes),
          exempt: listOf(values.severalExempt),
          rankBy: values.rankBy,
        }
      : null,
    bilateralRate: rateOf(values.bilateral),
    assistant:
      values.assistant === "" && values.assistantNonPhysician === ""
        ? null
        : { surgeonRate: rateOf(values.assistant), nonPhysicianRate: rateOf(values.assistantNonPhysician) },
    nonPhysicianRate: rateOf(values.nonPhysician),
    sequestrationRate: rateOf(values.sequestration),
    tolerance: values.tolerance,
  };
}

function payOf(one: TermValues) {
  const rate = rateOf(one.rate);
  switch (one.by) {
    case "charge":
      return { by: one.by, rate };
    case "schedule":
      return { by: one.by, scheduleId: one.scheduleId, rate };
    case "medicare":
      return { by: one.by, mac: one.mac.trim(), locality: one.locality.trim(), rate };
    case "price":
      return { by: one.by, price: one.price };
    case "capitated":
      return { by: one.by };
  }
}

const FIELDS: readonly (readonly [inputPath: RegExp, field: string])[] = [
  [/^content\.terms\.(\d+)\.(name|codes|modifiers|places)(?:\.\d+)?$/, "terms.$1.$2"],
  [/^content\.terms\.(\d+)\.pay\.(\w+)$/, "terms.$1.$2"],
  [/^content\.caseRates\.(\d+)\.(name|opens|includes|price)(?:\.\d+)?$/, "cases.$1.$2"],
  [/^content\.(name|plans|specialties|terms|lesserOfCharge|tolerance)(?:\.\d+)?$/, "$1"],
  [/^content\.multipleProcedures\.rates(?:\.\d+)?$/, "severalRates"],
  [/^content\.multipleProcedures\.codes(?:\.\d+)?$/, "severalCodes"],
  [/^content\.multipleProcedures\.exempt(?:\.\d+)?$/, "severalExempt"],
  [/^content\.bilateralRate$/, "bilateral"],
  [/^content\.assistant\.surgeonRate$/, "assistant"],
  [/^content\.assistant\.nonPhysicianRate$/, "assistantNonPhysician"],
  [/^content\.nonPhysicianRate$/, "nonPhysician"],
  [/^content\.sequestrationRate$/, "sequestration"],
];

/** Where an error of the contract's content stands in the form: at the list in which it was typed. */
export function fieldOf(inputPath: string): string | null {
  for (const [path, field] of FIELDS) if (path.test(inputPath)) return inputPath.replace(path, field);
  return null;
}

/** How a new contract begins: the lesser of the two is paid, and differences up to a dollar are let go. */
const NEW: ContractContent = {
  name: "",
  plans: [],
  locations: [],
  specialties: [],
  caseRates: [],
  terms: [{ name: "Everything", codes: [], modifiers: [], places: [], pay: { by: "charge", rate: WHOLE } }],
  lesserOfCharge: true,
  multipleProcedures: null,
  bilateralRate: null,
  assistant: null,
  nonPhysicianRate: null,
  sequestrationRate: null,
  tolerance: 100,
};

/** What stands in the clause about several procedures where nobody has said anything yet: surgery, by thirds as is usual. */
const USUAL = { rates: [WHOLE, WHOLE / 2, WHOLE / 4], codes: ["10004-69990"], exempt: [], rankBy: "allowed" } as const;

/** How the form begins: with what the contract says, or with a first term where there is none yet. */
export function valuesOf(said: ContractContent | null, from: LocalDate): ContractValues {
  const content = said ?? NEW;
  const several = content.multipleProcedures ?? USUAL;
  const { assistant } = content;
  return {
    from,
    name: content.name,
    plans: content.plans.join(", "),
    locations: content.locations,
    specialties: content.specialties.join(", "),
    terms: content.terms.map(termValues),
    cases: content.caseRates.map(caseValues),
    lesserOfCharge: content.lesserOfCharge,
    several: content.multipleProcedures !== null,
    severalRates: several.rates.map((one) => String(percentOf(one))).join(", "),
    severalCodes: several.codes.join(", "),
    severalExempt: several.exempt.join(", "),
    rankBy: several.rankBy,
    bilateral: percentOf(content.bilateralRate),
    assistant: percentOf(assistant && assistant.surgeonRate),
    assistantNonPhysician: percentOf(assistant && assistant.nonPhysicianRate),
    nonPhysician: percentOf(content.nonPhysicianRate),
    sequestration: percentOf(content.sequestrationRate),
    tolerance: content.tolerance,
    because: "",
  };
}

function termValues({ pay, ...term }: ContractTerm): TermValues {
  return {
    ...blankTerm,
    name: term.name,
    codes: term.codes.join(", "),
    modifiers: term.modifiers.join(", "),
    places: term.places.join(", "),
    by: pay.by,
    rate: "rate" in pay ? percentOf(pay.rate) : percentOf(WHOLE),
    scheduleId: pay.by === "schedule" ? pay.scheduleId : null,
    mac: pay.by === "medicare" ? pay.mac : "",
    locality: pay.by === "medicare" ? pay.locality : "",
    price: pay.by === "price" ? pay.price : null,
  };
}

function caseValues(one: CaseRate): CaseValues {
  return { name: one.name, opens: one.opens.join(", "), includes: one.includes.join(", "), price: one.price };
}
