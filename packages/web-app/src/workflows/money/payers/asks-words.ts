import type { PayerRules } from "@practicum/contracts/billing/payer-rules";

/** What a payer asks for on a claim, in a line. */
export function asksWords(rules: PayerRules): string {
  const lists = [
    ["authorization for", rules.authorizationFor],
    ["referral for", rules.referralFor],
    ["asks about an accident for", rules.accidentFor],
  ] as const;
  const { filing } = rules;
  const said = [
    ...lists.filter(([, codes]) => codes.length > 0).map(([word, codes]) => `${word} ${codes.join(" ")}`),
    ...(rules.orderingProvider ? ["who ordered"] : []),
    ...(rules.drugNumber ? ["the NDC of drugs"] : []),
    ...(rules.secondaryReason ? ["why it is not first"] : []),
    ...(rules.casualty ? ["its number of the case"] : []),
    ...(rules.corrections === "new-claim" ? ["corrected by a new claim"] : []),
    ...(filing.correctedDays === null
      ? []
      : [`corrected within ${filing.correctedDays} days of the ${filing.correctedFrom}`]),
    ...(filing.laterFrom === "service" ? ["after another payer its days count from the service"] : []),
    ...(rules.paperClaims ? ["takes paper"] : []),
  ];
  const words = said.length === 0 ? "nothing beyond the standard" : said.join("; ");
  return words.replace(/^./, (first) => first.toUpperCase());
}
