import { WHOLE, type ContractContent, type ContractTerm } from "@practicum/contracts/billing/payer-contracts";
import type { PricedLine, PricingFacts } from "./pricing-facts.ts";
import { percent } from "./rate-words.ts";

/** What a modifier makes of a price: two factors in hundredths of a percent, with words for those that are not the whole. */
interface Modified {
  readonly rates: readonly [bilateral: number, whoDidIt: number];
  readonly words: readonly string[];
}

const ASSISTANTS = ["80", "81", "82"];
/** Modifiers under which a part of the service is paid, or more than one: a contract that does not name them does not say how much. */
const OTHERWISE_PAID = ["22", "26", "TC", "52", "53", "54", "55", "56", "62", "66", "73", "74"];
/** Of those, what Medicare's own table has lines for. */
const MEDICARE_HAS = ["26", "TC", "53"];

/**
 * BIL-386: both sides (50), assistants (80, 81, 82, AS), and who is no physician. A term that names the modifier has its price already, and
 * what is a percentage of the charge follows the charge. Where a modifier changes what is paid and the contract is silent, the amount is not
 * known.
 */
export function modifierRates(
  contract: ContractContent,
  term: ContractTerm,
  line: PricedLine,
  facts: Pick<PricingFacts, "nonPhysician">,
): Modified | string {
  if (term.pay.by === "charge") return { rates: [WHOLE, WHOLE], words: [] };
  const open = line.modifiers.filter((one) => !term.modifiers.includes(one));
  const silent = open.find(
    (one) => OTHERWISE_PAID.includes(one) && !(term.pay.by === "medicare" && MEDICARE_HAS.includes(one)),
  );
  if (silent !== undefined) return `the contract does not say what is paid with modifier ${silent}`;
  const both = bilateral(contract, open);
  if (typeof both === "string") return both;
  const who = whoDidIt(contract, open, facts);
  if (typeof who === "string") return who;
  return { rates: [both.rate, who.rate], words: [both, who].flatMap(({ words }) => (words === null ? [] : [words])) };
}

interface Factor {
  readonly rate: number;
  readonly words: string | null;
}
const WHOLE_FACTOR: Factor = { rate: WHOLE, words: null };

function bilateral({ bilateralRate }: ContractContent, modifiers: readonly string[]): Factor | string {
  if (!modifiers.includes("50")) return WHOLE_FACTOR;
  if (bilateralRate === null) return "the contract does not say what is paid with modifier 50";
  return { rate: bilateralRate, words: `both sides ${percent(bilateralRate)}` };
}

function whoDidIt(
  { assistant, nonPhysicianRate }: ContractContent,
  modifiers: readonly string[],
  { nonPhysician }: Pick<PricingFacts, "nonPhysician">,
): Factor | string {
  const found = modifiers.find((one) => one === "AS" || ASSISTANTS.includes(one));
  if (found !== undefined) {
    if (assistant === null) return `the contract does not say what is paid with modifier ${found}`;
    // What is paid for AS is what remains of an assistant's part for who is no physician: it is not lowered again.
    const rate = found === "AS" ? assistant.nonPhysicianRate : assistant.surgeonRate;
    return { rate, words: `assistant at surgery (${found}) ${percent(rate)}` };
  }
  if (!nonPhysician || nonPhysicianRate === null) return WHOLE_FACTOR;
  return { rate: nonPhysicianRate, words: `rendered by a PA or NP ${percent(nonPhysicianRate)}` };
}
