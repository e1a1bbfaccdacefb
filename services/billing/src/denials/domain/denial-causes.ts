import { DENIAL_SPOTS, type DenialSpot, type SpotName } from "./denial-spots.ts";

/**
 * Where a refusal comes from, by reason (CARC), remark (RARC) and group together (BIL-44). The first row that fits stands. What the
 * codes mean is what the public lists say of them (X12's CARC and RARC lists); the words and the places are ours.
 *
 * `ANY` as a reason: one of those that say nothing without their remark.
 */
export type CauseRow = readonly [reason: string, remark: string | null, group: string | null, spot: SpotName];

const ANY = "any";

/** Reasons that only ask to read the remark: 16, 148, 226, 227 and the like say "something is missing". */
const BY_REMARK = new Set(
  "16 95 125 129 148 206 207 208 226 227 250 251 252 272 A1 P1 96 4 50 97 109 22 197 198 236 5 58 204".split(" "),
);

const byRemark = (spot: SpotName, ...remarks: string[]): CauseRow[] =>
  remarks.map((remark) => [ANY, remark, null, spot] as const);
const byReason = (spot: SpotName, ...reasons: string[]): CauseRow[] =>
  reasons.map((reason) => [reason, null, null, spot] as const);

export const DENIAL_CAUSES: readonly CauseRow[] = [
  // A reason whose remark, or group, leads elsewhere than either alone.
  ["16", "N418", null, "right-payer"],
  ["109", "N418", null, "right-payer"],
  ["22", "N4", null, "earlier-decision"],
  ["22", "N479", null, "earlier-decision"],
  ["22", "MA04", null, "earlier-decision"],
  ["18", "N522", null, "earlier-decision"],
  ["197", "N475", null, "referral"],
  ["197", "N476", null, "referral"],
  ["197", "N489", null, "referral"],
  ["197", "N490", null, "referral"],
  ["96", "N115", null, "pointers"],
  ["96", "N386", null, "pointers"],
  ["96", "N30", "PR", "plan-benefits"],
  ["96", null, "PR", "plan-benefits"],
  // The provider bears it: the code is not one that the contract pays, whatever the plan covers.
  ["96", null, "CO", "procedure"],
  ["49", null, "CO", "procedure"],
  ["204", null, "PR", "plan-benefits"],
  ["49", null, "PR", "plan-benefits"],
  ["119", null, "PR", "plan-benefits"],
  ["227", null, "PR", "patient-answer"],
  // By the remark, for reasons that ask to read it.
  ...byRemark("member-number", "MA27", "MA61", "N382"),
  ...byRemark("member-name", "MA36"),
  ...byRemark("patient-birth-date", "N329"),
  ...byRemark("patient-sex", "MA39"),
  ...byRemark("subscriber-birth-date", "N340"),
  ...byRemark("payer-order", "MA83", "MA92"),
  ...byRemark("secondary-reason", "N245"),
  ...byRemark("right-payer", "M56"),
  ...byRemark("earlier-decision", "MA04", "N4", "N479"),
  ...byRemark("plan-benefits", "N30", "N130", "N425"),
  ...byRemark("accident", "M44", "M45"),
  ...byRemark("accident-date", "N299", "N305"),
  ...byRemark("ordering-name", "N264", "N266"),
  ...byRemark("ordering-npi", "N265", "N31", "M68"),
  ...byRemark("referring-name", "N285"),
  ...byRemark("referring-npi", "N284", "N286"),
  ...byRemark("original-number", "M47", "N152"),
  ...byRemark("authorization", "M62", "N54"),
  ...byRemark("referral", "N475", "N476", "N489", "N490", "N335"),
  ...byRemark("clia", "MA120"),
  ...byRemark("first-diagnosis", "MA63"),
  ...byRemark("diagnosis", "M64", "M76", "M81"),
  ...byRemark("pointers", "N115", "N386"),
  ...byRemark("service-date", "M52", "M59"),
  ...byRemark("place-of-service", "M77", "M97", "N428"),
  ...byRemark("procedure", "M20", "M51", "N56", "N180", "N657", "MA66", "M67"),
  ...byRemark("add-on", "N122"),
  ...byRemark("modifiers", "N519", "N822", "N823", "N572"),
  ...byRemark("bundle", "M15", "M80", "N19", "N20"),
  ...byRemark("unlisted", "N350", "MA95"),
  ...byRemark("drug", "M119", "M123"),
  ...byRemark("drug-quantity", "N378"),
  ...byRemark("charge", "M54", "M79"),
  ...byRemark("units", "M53", "N362", "N430", "N640"),
  ...byRemark("rendering-npi", "N289", "N290", "N32"),
  ...byRemark("rendering-taxonomy", "N288", "N95"),
  ...byRemark("rendering-enrollment", "N198", "N570"),
  ...byRemark("supervising-npi", "N297"),
  ...byRemark("billing-npi", "N257", "MA112"),
  ...byRemark("billing-taxonomy", "N255"),
  ...byRemark("billing-address", "N258"),
  ...byRemark("service-site", "MA114"),
  ...byRemark("record", "M25", "M60", "M127", "N29", "N225", "N463", "N706"),
  // By the reason.
  ...byReason("member-number", "31", "32", "33", "34", "140", "177"),
  ...byReason("coverage-begins", "26"),
  ...byReason("coverage-ends", "27", "200"),
  ...byReason("payer-order", "22"),
  ...byReason("right-payer", "109", "254", "B9", "258"),
  ...byReason("earlier-decision", "129", "136", "276"),
  ...byReason("patient-answer", "227"),
  ...byReason("accident", "19", "20", "21", "P4"),
  ...byReason("assigned-provider", "242", "243"),
  ...byReason("authorization", "15", "38", "39", "95", "197", "198", "210", "284", "296"),
  ...byReason("referral", "288"),
  ...byReason("ordering-npi", "173", "184"),
  ...byReason("referring-npi", "183"),
  ...byReason("modifiers", "4", "182"),
  ...byReason("place-of-service", "5", "58", "171"),
  ...byReason("patient-birth-date", "6", "9", "14"),
  ...byReason("patient-sex", "7", "10"),
  ...byReason("rendering-taxonomy", "8", "12", "170", "172"),
  ...byReason("rendering-npi", "206", "207", "208"),
  ...byReason("rendering-enrollment", "185", "B7", "B8", "147"),
  ...byReason("diagnosis", "146", "167"),
  ...byReason("pointers", "11", "50", "55", "56"),
  ...byReason("units", "151", "222", "B14"),
  ...byReason("record", "112", "148", "150", "152", "153", "163", "164", "226", "250", "251", "252", "B12"),
  ...byReason("bundle", "59", "97", "231", "234", "236", "249"),
  ...byReason("duplicate", "18", "B13"),
  ...byReason("filed-late", "29"),
  ...byReason("service-date", "13", "110", "238", "239", "267"),
  ...byReason("procedure", "16", "125", "181", "189", "199", "107"),
  ...byReason("new-patient", "B16"),
  ...byReason("plan-benefits", "35", "49", "51", "96", "119", "149", "204", "256", "269", "272", "273"),
];

/** Where a refusal comes from. With several remarks, the first that leads somewhere counts. */
export function denialSpot(group: string, reason: string, remarks: readonly string[]): DenialSpot {
  const fits = (row: CauseRow, remark: string | null) => {
    const [ofReason, ofRemark, ofGroup] = row;
    const sameReason = ofReason === reason || (ofReason === ANY && BY_REMARK.has(reason));
    return sameReason && ofRemark === remark && (ofGroup === null || ofGroup === group);
  };
  for (const remark of [...remarks, null]) {
    const row = DENIAL_CAUSES.find((one) => fits(one, remark));
    if (row) return DENIAL_SPOTS[row[3]];
  }
  return DENIAL_SPOTS.unknown;
}
