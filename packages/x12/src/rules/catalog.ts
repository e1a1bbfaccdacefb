import type { Rule } from "../core/rules.ts";
import type { TransactionSpec } from "../spec/describe.ts";
import { CODE_RULES_835, CODE_RULES_837P } from "./code-lists.ts";
import { RULES_270, RULES_271, RULES_834, RULES_999 } from "./others.ts";
import { RULES_276, RULES_277, RULES_277CA } from "./status.ts";
import { LINE_RULES_835 } from "./t835-lines.ts";
import { RULES_835 } from "./t835.ts";
import { CLAIM_RULES_837P } from "./t837p-claim.ts";
import { FACT_RULES_837P } from "./t837p-facts.ts";
import { LINE_RULES_837P } from "./t837p-line.ts";
import { PARTY_RULES_837P } from "./t837p-parties.ts";
import { PATIENT_RULES_837P } from "./t837p-patient.ts";
import { REPEAT_RULES_837P } from "./t837p-repeats.ts";

const NONE: readonly Rule[] = [];
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  "837P": [
    ...PARTY_RULES_837P,
    ...CLAIM_RULES_837P,
    ...FACT_RULES_837P,
    ...PATIENT_RULES_837P,
    ...REPEAT_RULES_837P,
    ...LINE_RULES_837P,
    ...CODE_RULES_837P,
  ],
  "835": [...RULES_835, ...LINE_RULES_835, ...CODE_RULES_835],
  "270": RULES_270,
  "271": RULES_271,
  "276": RULES_276,
  "277": RULES_277,
  "277CA": RULES_277CA,
  "999": RULES_999,
  "834": RULES_834,
};

/** The situational and arithmetical rules of a kind of transaction. */
export function rulesOf(spec: TransactionSpec): readonly Rule[] {
  return RULES[spec.short] ?? NONE;
}
