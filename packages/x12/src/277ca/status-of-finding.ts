import type { StatusCode } from "../status/types.ts";
import type { Finding } from "../types.ts";

/** Whom a loop is about, as the entity codes of STC01-3 name them. */
const ENTITIES: Readonly<Record<string, string>> = {
  "2010AA": "85",
  "2010AB": "87",
  "2010BA": "IL",
  "2010BB": "PR",
  "2010CA": "QC",
  "2310A": "DN",
  "2310B": "82",
  "2310C": "77",
  "2310D": "DQ",
  "2330A": "GB",
  "2330B": "PR",
  "2420A": "82",
  "2420B": "QB",
  "2420C": "77",
  "2420D": "DQ",
  "2420E": "DK",
  "2420F": "DN",
};

/** Category and status of the claim status code lists, by rule; the first prefix that fits. `true`: with the entity. */
const STATUSES: readonly (readonly [prefix: string, category: string, status: string, withEntity: boolean])[] = [
  ["X12-NPI", "A7", "562", true],
  ["X12-STATE", "A7", "501", true],
  ["X12-ZIP", "A7", "500", true],
  ["837P-2010AA-N403", "A7", "500", true],
  ["837P-2010AA-N3", "A7", "126", true],
  ["837P-2010AA-REF", "A7", "128", true],
  ["837P-2010BA-NM109", "A6", "164", true],
  ["837P-2300-CLM02", "A7", "400", false],
  ["837P-2300-COB", "A7", "400", false],
  ["837P-2430-SVD-BALANCE", "A7", "400", false],
  ["837P-2300-CLM05-F8", "A7", "535", false],
  ["837P-2300-CLM05-FREQUENCY", "A7", "535", false],
  ["837P-2300-CLM05-POS", "A7", "249", false],
  ["837P-2300-HI", "A7", "255", false],
  ["837P-2300-DMG", "A7", "158", false],
  ["837P-2300-DTP472", "A7", "187", false],
  ["837P-2400-SV101-CODE", "A7", "454", false],
  ["837P-2400-SV101-MODIFIER", "A7", "453", false],
  ["837P-2400-SV104", "A7", "476", false],
  ["837P-2400-SV107", "A7", "477", false],
  ["837P-2410-LIN03", "A7", "218", false],
];

/** The claim status code for a fault; "missing or invalid information" (21) where there is none of its own. */
export function statusOfFinding(finding: Finding): StatusCode {
  if (finding.rule === "837P-2010BA-PATIENT") {
    const status = finding.segmentId === "DMG" ? "158" : "126";
    return { category: "A6", status, entity: "IL", codeList: undefined };
  }
  const known = STATUSES.find(([prefix]) => finding.rule.startsWith(prefix));
  const entity = known?.[3] ? ENTITIES[finding.loop ?? ""] : undefined;
  return { category: known?.[1] ?? "A7", status: known?.[2] ?? "21", entity, codeList: undefined };
}
