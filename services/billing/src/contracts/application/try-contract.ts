import type { payerContractOperations } from "@practicum/contracts/billing/payer-contracts";
import { fail } from "@practicum/contracts/error";
import { cents, sumCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { pricesOn } from "../../charges/sql/prices.ts";
import { expectedAllowed } from "../domain/expected-allowed.ts";
import type { PricedLine, PricingFacts } from "../domain/pricing-facts.ts";
import { claimByNumber } from "../sql/tried-claims.ts";
import { factsOfClaim, pricedLines } from "./contract-of-claim.ts";
import { pricingFacts } from "./pricing-facts.ts";

type Input = InputOf<typeof payerContractOperations.tryContract>;
type Lines = Extract<Input["what"], { kind: "lines" }>;

/** BIL-387: what a contract makes of a claim or of some services, with the term that decides each; nothing is kept. */
export async function tryContract(
  context: BillingContext,
  { content, what }: Input,
): ReplyOf<typeof payerContractOperations.tryContract> {
  const { tx } = context;
  if (what.kind === "claim") {
    const claim = await claimByNumber(tx, what.number);
    if (!claim) return fail("not-found", { field: "what.number" });
    const facts = await factsOfClaim(tx, [content], claim.content);
    const { patient_id: patientId, service_date: serviceDate } = claim;
    return ok({ patientId, serviceDate, ...answer(content, pricedLines(claim.content), facts) });
  }
  const lines = await linesOf(context, what);
  const priceless = lines.findIndex((one) => one.charge === null);
  if (priceless >= 0)
    return fail("no-price", {
      field: `what.lines.${priceless}.charge`,
      detail: { code: lines[priceless]?.code ?? "" },
    });
  const priced = lines.map((line) => ({ ...line, charge: line.charge ?? 0 }));
  const { serviceDate, placeOfService, nonPhysician } = what;
  const codes = priced.map((line) => line.code);
  const facts = await pricingFacts(tx, [content], { serviceDate, placeOfService, nonPhysician, codes });
  return ok({ patientId: null, serviceDate, ...answer(content, priced, facts) });
}

/** Services without a charge have the practice's own price of the day. */
async function linesOf({ tx }: BillingContext, { lines, serviceDate }: Lines) {
  const prices = await pricesOn(
    tx,
    serviceDate,
    lines.map((line) => line.code),
  );
  return lines.map(({ charge, ...line }, at) => {
    const own = prices.get(line.code)?.price;
    return { ...line, lineNumber: at + 1, charge: charge ?? (own === undefined ? null : cents(own * line.units)) };
  });
}

function answer(content: Input["content"], lines: readonly PricedLine[], facts: PricingFacts) {
  const expected = new Map(expectedAllowed(content, lines, facts).map((one) => [one.lineNumber, one]));
  const made = lines.map((line) => ({ line, ...expected.get(line.lineNumber) }));
  return {
    lines: made.map(({ line, allowed = null, term = null, because = "" }) => ({
      lineNumber: line.lineNumber,
      code: line.code,
      modifiers: [...line.modifiers],
      units: line.units,
      charge: line.charge,
      allowed,
      term,
      because,
    })),
    allowed: made.some((one) => typeof one.allowed !== "number") ? null : sumCents(made.map((one) => one.allowed ?? 0)),
  };
}
