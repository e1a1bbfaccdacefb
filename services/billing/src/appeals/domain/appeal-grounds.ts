import type { AppealGrounds, RecordPaper } from "@practicum/contracts/billing/appeals";

/**
 * On what grounds a refusal is appealed, by reason (CARC), remark (RARC) and group together (BIL-181): the first row that fits stands.
 * What the codes mean is what the public lists say of them (X12's CARC and RARC lists); grounds and words are ours.
 */
export type GroundsRow = readonly [reason: string, remark: string | null, group: string | null, grounds: AppealGrounds];

const all = (grounds: AppealGrounds, reasons: string): GroundsRow[] =>
  reasons.split(" ").map((reason) => [reason, null, null, grounds] as const);
const withRemarks = (grounds: AppealGrounds, reason: string, remarks: string): GroundsRow[] =>
  remarks.split(" ").map((remark) => [reason, remark, null, grounds] as const);

export const GROUNDS: readonly GroundsRow[] = [
  // A remark, or the group, that makes another case of a reason.
  ...withRemarks("referral", "197", "N475 N476 N489 N490 N335"),
  ...withRemarks("records", "16", "M60 M127 N29 N225 N463 N706"),
  ...withRemarks("authorization", "16", "M62 N54"),
  ...withRemarks("duplicate", "16", "N522"),
  ...withRemarks("records", "50", "M127 N29 N225 N463 N706"),
  ...withRemarks("bundled", "16", "M15 M80"),
  ...withRemarks("medical-necessity", "96", "N115 N386"),
  ...withRemarks("bundled", "96", "M15 M80 N19 N20"),
  // Refused as the patient's: what the plan covers is the question, not what the contract pays.
  ["96", null, "PR", "non-covered"],
  ["204", null, "PR", "non-covered"],
  ["27", null, "PR", "eligibility"],
  // Paid by the wrong hand: another payer's turn, whatever its group says.
  ["22", null, null, "eligibility"],
  ...all("timely-filing", "29"),
  ...all("authorization", "15 38 39 197 198 210 284 296"),
  ...all("referral", "288"),
  ...all("medical-necessity", "11 40 50 54 55 56 58 150 151 152 153 167 186 222 B8 B14"),
  ...all("bundled", "59 97 231 234 236 249"),
  ...all("duplicate", "18 B13"),
  ...all("eligibility", "26 27 31 32 33 34 109 140 177 200"),
  ...all("network", "242 243"),
  ...all("credentialing", "8 147 170 171 172 183 184 185 B7"),
  ...all("coding", "4 5 6 7 9 10 12 13 16 125 129 146 181 182 189 199 206 207 208"),
  ...all("records", "112 148 163 164 226 227 250 251 252"),
  ...all("non-covered", "35 49 51 96 119 149 204 256 269 272 273"),
];

/** With several remarks, the first that leads somewhere counts. */
export function groundsOf(group: string, reason: string, remarks: readonly string[]): AppealGrounds {
  for (const remark of [...remarks, null]) {
    const row = GROUNDS.find(
      ([ofReason, ofRemark, ofGroup]) =>
        ofReason === reason && ofRemark === remark && (ofGroup === null || ofGroup === group),
    );
    if (row) return row[3];
  }
  return "other";
}

/** The papers that speak for each of the grounds; the remittance shows what is appealed, so it is always with them. */
export const PAPERS: { readonly [G in AppealGrounds]: readonly RecordPaper[] } = {
  "timely-filing": ["remittance", "claim", "acknowledgment"],
  authorization: ["remittance", "claim", "note"],
  referral: ["remittance", "claim", "note"],
  "medical-necessity": ["remittance", "claim", "note"],
  bundled: ["remittance", "claim", "note"],
  duplicate: ["remittance", "claim", "acknowledgment"],
  eligibility: ["remittance", "claim"],
  network: ["remittance", "claim"],
  credentialing: ["remittance", "claim"],
  coding: ["remittance", "claim", "note"],
  "non-covered": ["remittance", "claim", "note"],
  records: ["remittance", "claim", "note"],
  other: ["remittance", "claim"],
};

/** Whether a number of the payer's is what the appeal stands on. */
export function wantsNumber(grounds: AppealGrounds): boolean {
  return grounds === "authorization" || grounds === "referral";
}
