import type { StatusCode } from "../status/types.ts";
import type { Finding } from "../types.ts";

/** Whom a loop is about, as the entity codes of STC01-3 name them. */
const ENTITIES: Readonly<Record<string, string>> = {
  "1000A": "41",
  "1000B": "40",
  "2000A": "85",
  "2010AA": "85",
  "2010AB": "87",
  "2000B": "IL",
  "2010BA": "IL",
  "2010BB": "PR",
  "2000C": "QC",
  "2010CA": "QC",
  "2310A": "DN",
  "2310B": "82",
  "2310C": "77",
  "2310D": "DQ",
  "2310E": "PW",
  "2310F": "45",
  "2330A": "GB",
  "2330B": "PR",
  "2330C": "DN",
  "2330D": "82",
  "2330E": "77",
  "2330F": "DQ",
  "2330G": "85",
  "2420A": "82",
  "2420B": "QB",
  "2420C": "77",
  "2420D": "DQ",
  "2420E": "DK",
  "2420F": "DN",
  "2420G": "PW",
  "2420H": "45",
};

/** A status code of the claim status code list; `entity`: one that says nothing without whom it is about. */
interface Status {
  readonly code: string;
  readonly entity?: "of the loop" | "the patient";
}

const LOOP = "of the loop";

/** By rule, where the segment alone would say less; the first prefix that fits. */
const BY_RULE: readonly (readonly [prefix: string, Status])[] = [
  ["X12-NPI", { code: "562", entity: LOOP }],
  ["X12-STATE", { code: "501", entity: LOOP }],
  ["X12-ZIP", { code: "500", entity: LOOP }],
  ["837P-2010AA-N403", { code: "500", entity: LOOP }],
  ["837P-2010AA-REF", { code: "128", entity: LOOP }],
  ["837P-2300-CLM02", { code: "400" }],
  ["837P-2300-COB", { code: "400" }],
  ["837P-2430-SVD-BALANCE", { code: "400" }],
  ["837P-2300-CLM05-F8", { code: "535" }],
  ["837P-2300-CLM05-FREQUENCY", { code: "535" }],
  ["837P-2300-CLM05-POS", { code: "249" }],
  ["837P-2300-CLM11", { code: "248" }],
  ["837P-2300-DMG", { code: "158", entity: "the patient" }],
  ["837P-2300-DTP472", { code: "187" }],
  ["837P-2400-SV101-MODIFIER", { code: "453" }],
  ["837P-2400-SV102", { code: "178" }],
  ["837P-2400-SV104", { code: "476" }],
  ["837P-2400-SV107", { code: "477" }],
];

/** By segment, and its element where it matters. */
const BY_PLACE: Readonly<Record<string, Status>> = {
  NM1: { code: "125", entity: LOOP },
  N3: { code: "126", entity: LOOP },
  N4: { code: "126", entity: LOOP },
  DMG: { code: "158", entity: LOOP },
  DMG03: { code: "157", entity: LOOP },
  HI: { code: "255" },
  SV1: { code: "454" },
  SV102: { code: "178" },
  SV104: { code: "476" },
  SV105: { code: "249" },
  SV107: { code: "477" },
  LIN: { code: "218" },
};

/** Missing or invalid information: it needs a status beside it that says of what. */
const UNNAMED = "21";

/**
 * The claim status codes for a fault: one that names what is wrong; or else that information is missing or invalid (21), and
 * where: in another payer's decision (286), in a line (247), in the claim as it was sent (481).
 *
 * @param patient whom "the patient" is in this claim: the subscriber (IL) or a dependent (QC).
 */
export function statusOfFinding(finding: Finding, patient: "IL" | "QC"): readonly StatusCode[] {
  const category = MISSING.test(finding.rule) ? "A6" : "A7";
  const status = named(finding);
  const entity = status?.entity === "the patient" ? patient : ENTITIES[finding.loop ?? ""];
  if (status && (!status.entity || entity))
    return [{ category, status: status.code, ...(status.entity ? { entity } : {}) }];
  return [
    { category, status: UNNAMED },
    { category, status: whereabouts(finding.loop ?? "") },
  ];
}

/** Rules that are broken by what isn't there. */
const MISSING = /^837P-2010BA-(?:PATIENT|NM109)/;

function named(finding: Finding): Status | undefined {
  const byRule = BY_RULE.find(([prefix]) => finding.rule.startsWith(prefix));
  if (byRule) return byRule[1];
  const { segmentId, elementPosition = 0, loop } = finding;
  // A member number is the subscriber's alone (2010BA); elsewhere NM109 is a number that no single status stands for.
  if (segmentId === "NM1" && elementPosition >= 8)
    return loop === "2010BA" ? { code: "164", entity: LOOP } : { code: "153", entity: LOOP };
  return BY_PLACE[`${segmentId}${String(elementPosition).padStart(2, "0")}`] ?? BY_PLACE[segmentId];
}

function whereabouts(loop: string): string {
  if (/^23[23]0|^2430/.test(loop)) return "286";
  return loop.startsWith("24") ? "247" : "481";
}
