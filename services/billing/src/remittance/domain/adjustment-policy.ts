import { FORCED } from "./force.ts";

/**
 * What an adjustment of an 835 (CAS group and reason, CARC) is to the practice. The lists are those of public billing guides; the
 * meaning of each code in words is terminology's.
 *
 * - `contractual`: given up by contract, never billed to anyone (CO-45, CO-253, CO-24 of capitation).
 * - `patient`: the patient's share (PR-1, PR-2, PR-3): to the next payer or to the patient.
 * - `other-payer`: what another payer decided before (OA-23): nothing to post here.
 * - `forced`: what a second person let go because the payer's sums do not hold (BIL-93).
 * - `denial`: the payer refuses; a person decides. The money stays open until then.
 */
export type Disposition = "forced" | "contractual" | "patient" | "other-payer" | "denial";

/** Reasons that take money off without being a refusal. */
const CONTRACTUAL = new Set([
  "24",
  "44",
  "45",
  "59",
  "90",
  "91",
  "94",
  "100",
  "101",
  "102",
  "104",
  "131",
  "144",
  "161",
  "169",
  "172",
  "205",
  "216",
  "223",
  "237",
  "253",
]);
const PATIENT = new Set(["1", "2", "3", "66", "142", "187", "241", "247", "248"]);

/** CAS01 and CAS02 (or 05, 08, ...) of X12 005010X221A1, loops 2100 and 2110. */
export function dispositionOf(group: string, reason: string): Disposition {
  if (reason === FORCED) return "forced";
  if (reason === "23") return "other-payer";
  if (group === "PR") return PATIENT.has(reason) ? "patient" : "denial";
  if (CONTRACTUAL.has(reason) && reason !== "59") return "contractual";
  // A correction of the payer's own earlier decision carries the difference, not a refusal (group CR of older files).
  return group === "CR" ? "contractual" : "denial";
}

/** Whether someone other than the patient must bear it (BIL-36): a contractual obligation is never the patient's. */
export function mayBillPatient(group: string): boolean {
  return group === "PR";
}
