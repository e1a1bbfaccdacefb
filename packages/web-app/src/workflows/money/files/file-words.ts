import type { exchangeFile } from "@practicum/contracts/billing/exchange";
import type { z } from "zod";

type ExchangeFile = z.output<typeof exchangeFile>;

export const fileKinds: { readonly [K in ExchangeFile["kind"]]: string } = {
  "270": "270 Eligibility question",
  "271": "271 Eligibility answer",
  "837": "837P Claims",
  TA1: "TA1 File receipt",
  "999": "999 Form acknowledged",
  "277CA": "277CA Claims taken in or not",
  "276": "276 Claim status question",
  "277": "277 Claim status answer",
  "835": "835 Remittance",
  appeal: "Appeal",
  "appeal-answer": "Answer to an appeal",
  other: "Something else",
};

/** A file's segments, one a line. The segment terminator stands where every ISA has it: the 106th character. */
export function segmentsOf(content: string): string[] {
  const text = content.trimStart();
  const terminator = text.startsWith("ISA") && text.length > 105 ? text.charAt(105) : "\n";
  return text
    .split(terminator)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== "");
}
