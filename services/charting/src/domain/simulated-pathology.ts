import type { ProcedureStep } from "@practicum/contracts/charting/procedures";
import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt } from "@practicum/kernel/random";

type Report = Omit<Extract<ProcedureStep, { kind: "resulted" }>, "kind" | "reportedOn">;

/** What the demonstration's laboratory finds: made up, in our own words, and the same again for the same order. */
const REPORTS: readonly Report[] = [
  {
    category: "benign",
    diagnosis: "Compound melanocytic nevus, benign",
    report: "Skin with nests of ordinary nevus cells. The margins that were taken are free.",
  },
  {
    category: "benign",
    diagnosis: "Seborrheic keratosis",
    report: "Thickened epidermis with horn cysts. No atypia.",
  },
  {
    category: "atypical",
    diagnosis: "Dysplastic nevus with moderate atypia",
    report: "Irregular nests, moderate atypia, reaches the margin at one side. Consider to excise what is left.",
  },
  {
    category: "malignant",
    diagnosis: "Melanoma in situ",
    report: "Atypical melanocytes along the basal layer and above it. Reaches the margin. Wider excision is needed.",
  },
  {
    category: "insufficient",
    diagnosis: "Not enough tissue for a diagnosis",
    report: "Superficial fragments alone. Repeat the biopsy if the spot is still there.",
  },
];

/** @returns the report, and after how many hours it comes. */
export function simulatedReport(random: Random): { readonly report: Report; readonly hours: number } {
  return { hours: randomInt(random, 48, 120), report: pick(random, REPORTS) };
}
