import { describe, expect, test } from "vitest";
import { build277CA } from "./277ca/build.ts";
import { write277CA } from "./277ca/write.ts";
import { build999 } from "./999/build.ts";
import { write999 } from "./999/write.ts";
import { readAny } from "./any.ts";
import { MADE, madeFile } from "./testing/made-files.ts";
import { readTa1 } from "./ta1/ta1.ts";
import type { Finding } from "./types.ts";
import { validate } from "./validate.ts";

type Kind = keyof typeof MADE;
/** Takes the segments of a transaction's body and spoils one thing in them. */
type Plant = (segments: string[]) => void;
/** What must be said of it; a rule may be given by its beginning. */
type Expected = Pick<Finding, "rule"> & Partial<Finding>;

function find(segments: readonly string[], begins: string): number {
  const at = segments.findIndex((segment) => segment.startsWith(begins));
  if (at < 0) throw new Error(`there is no ${begins} to spoil`);
  return at;
}
const change =
  (begins: string, from: string, to: string): Plant =>
  (segments) => {
    const at = find(segments, begins);
    const made = (segments[at] as string).replace(from, to);
    if (made === segments[at]) throw new Error(`${begins} has no ${from} to spoil`);
    segments[at] = made;
  };
const drop =
  (begins: string, count = 1): Plant =>
  (segments) => {
    segments.splice(find(segments, begins), count);
  };
const after =
  (begins: string, ...more: string[]): Plant =>
  (segments) => {
    segments.splice(find(segments, begins) + 1, 0, ...more);
  };
const move =
  (begins: string, before: string): Plant =>
  (segments) => {
    const [moved = ""] = segments.splice(find(segments, begins), 1);
    segments.splice(find(segments, before), 0, moved);
  };

function planted(kind: Kind, plant: Plant): string {
  const segments = MADE[kind].body.trim().split("\n");
  plant(segments);
  return madeFile({ ...MADE[kind], body: segments.join("\n") });
}

describe("X12-V1 the made files have no finding", () => {
  test.each(Object.keys(MADE) as Kind[])("%s", (kind) => expect(validate(madeFile(MADE[kind]))).toEqual([]));
});

const FAULTS: readonly (readonly [Kind, string, Plant, Expected])[] = [
  [
    "837P",
    "an address without ZIP code",
    change("N4*SAN DIEGO*CA*92103", "*CA*92103", "*CA"),
    { rule: "X12-MISSING", segmentId: "N4", elementPosition: 3, loop: "2010CA" },
  ],
  ["837P", "a line without its number", drop("LX*1"), { rule: "X12-LOOP-MISSING", segmentId: "LX", loop: "2400" }],
  [
    "837P",
    "a line's reference of a kind that only claims have",
    after("REF*6R*L1", "REF*EA*X"),
    { rule: "X12-QUALIFIER", segmentId: "REF", elementPosition: 1, loop: "2400" },
  ],
  [
    "837P",
    "a decision of the other payer without what it paid",
    drop("AMT*D"),
    { rule: "837P-2320-AMT-D", segmentId: "AMT", loop: "2320" },
  ],
  [
    "837P",
    "ICD-9 diagnoses in 2026",
    change("HI*ABK", "ABK:S52501A*ABF:W010XXA", "BK:4659"),
    { rule: "837P-2300-HI-ICD9", segmentId: "HI", elementPosition: 1, componentPosition: 1, loop: "2300" },
  ],
  [
    "837P",
    "one ICD-9 diagnosis among the others",
    change("HI*ABK", "ABF:W010XXA", "BF:4660"),
    { rule: "837P-2300-HI-VERSION", segmentId: "HI", elementPosition: 2, componentPosition: 1, loop: "2300" },
  ],
  [
    "837P",
    "a birth in the future",
    change("DMG*D8", "20150517", "20350517"),
    { rule: "837P-2300-DMG-AFTER", segmentId: "DMG", elementPosition: 2, loop: "2010CA" },
  ],
  [
    "837P",
    "a taxonomy that is too short",
    change("PRV*BI", "207Q00000X", "203B"),
    { rule: "X12-TAXONOMY", segmentId: "PRV", elementPosition: 3, loop: "2000A" },
  ],
  [
    "837P",
    "a CLIA number that is none",
    after("REF*6R*L1", "REF*X4*ABC"),
    { rule: "X12-CLIA", segmentId: "REF", elementPosition: 2, loop: "2400" },
  ],
  [
    "837P",
    "a third cause of an accident",
    change("CLM*", "AA:::CA", "AA:EM:OA:CA"),
    { rule: "X12-NOT-USED", segmentId: "CLM", elementPosition: 11, componentPosition: 3, loop: "2300" },
  ],
  [
    "837P",
    "an institutional service",
    change("SV1*HC:J1100", "SV1", "SV2"),
    { rule: "X12-SEGMENT-ID", segmentId: "SV2" },
  ],
  [
    "837P",
    "an adjustment of zero",
    change("CAS*CO*45*30", "CAS*CO*45*30", "CAS*CO*45*30**97*0"),
    { rule: "X12-ZERO", severity: "warning", segmentId: "CAS", elementPosition: 6, loop: "2430" },
  ],
  [
    "837P",
    "a death before the birth",
    change("PAT*19", "PAT*19", "PAT*19****D8*20140101"),
    { rule: "837P-2000C-PAT06", severity: "error", segmentId: "PAT", elementPosition: 6, loop: "2000C" },
  ],
  [
    "837P",
    "a service after the death",
    change("PAT*19", "PAT*19", "PAT*19****D8*20261117"),
    { rule: "837P-2300-PAT06-SERVED", severity: "warning", segmentId: "DTP", elementPosition: 3, loop: "2400" },
  ],
  [
    "837P",
    "a weight of nothing",
    change("PAT*19", "PAT*19", "PAT*19******01*0"),
    { rule: "837P-2000C-PAT08", severity: "error", segmentId: "PAT", elementPosition: 8, loop: "2000C" },
  ],
  [
    "837P",
    "a boy who is pregnant",
    change("PAT*19", "PAT*19", "PAT*19********Y"),
    { rule: "837P-2000C-PAT09", severity: "error", segmentId: "PAT", elementPosition: 9, loop: "2000C" },
  ],
  [
    "837P",
    "the same line twice",
    (segments) => {
      drop("LIN**N4", 3)(segments);
      change("SV1*HC:J1100", "HC:J1100", "HC:99213:25")(segments);
    },
    { rule: "837P-2300-LINE-TWICE", severity: "warning", segmentId: "SV1", loop: "2400" },
  ],
  [
    "837P",
    "two lines with one number",
    change("LIN**N4", "LIN**N4", "REF*6R*L1~LIN**N4"),
    { rule: "837P-2300-REF6R-TWICE", severity: "error", segmentId: "REF", elementPosition: 2, loop: "2400" },
  ],
  [
    "837P",
    "an unlisted service without words",
    change("SV1*HC:99213", "99213:25", "17999"),
    { rule: "837P-2400-SV101-DESCRIPTION", severity: "warning", segmentId: "SV1", elementPosition: 1, loop: "2400" },
  ],
  [
    "835",
    "a remark code that is none, of an inpatient stay",
    change("MOA***MA01", "MOA***MA01", "MIA*2****XX9"),
    { rule: "X12-REMARK", segmentId: "MIA", elementPosition: 5, loop: "2100" },
  ],
  [
    "835",
    "an adjustment of zero",
    change("CAS*PR*1*50", "CAS*PR*1*50", "CAS*PR*1*50**3*0.00"),
    { rule: "X12-ZERO", severity: "warning", segmentId: "CAS", elementPosition: 6, loop: "2110" },
  ],
  [
    "835",
    "a claim without a date and without lines",
    drop("DTM*232*20260901"),
    { rule: "835-2100-DATE", severity: "warning", segmentId: "DTM", loop: "2100" },
  ],
  [
    "835",
    "an amount allowed with two digits changed",
    change("AMT*B6", "170", "107"),
    { rule: "835-2110-AMT-B6", severity: "warning", segmentId: "AMT", elementPosition: 2, loop: "2110" },
  ],
  [
    "835",
    "an amount allowed above what the contract leaves",
    change("AMT*B6", "170", "171"),
    { rule: "835-2110-AMT-B6", severity: "warning", segmentId: "AMT", elementPosition: 2, loop: "2110" },
  ],
  [
    "270",
    "two questions where one suffices",
    after("EQ*30^98", "EQ*35"),
    { rule: "270-2110D-EQ-ONE", severity: "warning", segmentId: "EQ", elementPosition: 1, loop: "2110D" },
  ],
  [
    "834",
    "reporting categories that are not closed",
    after("NM1*P3*1*SMITH", "LS*2700", "LX*1", "N1*75*DIVISION", "REF*17*NORTH"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "LE", loop: "2700" },
  ],
  // 837P: people and payers
  [
    "837P",
    "an organization with a first name",
    change("NM1*85", "PRACTICE*", "PRACTICE*JOHN"),
    { rule: "X12-NAME", segmentId: "NM1", elementPosition: 4, loop: "2010AA" },
  ],
  [
    "837P",
    "a submitter id without its kind",
    change("NM1*41", "46*HB001", "*HB001"),
    { rule: "X12-MISSING", segmentId: "NM1", elementPosition: 8, loop: "1000A" },
  ],
  [
    "837P",
    "a kind of id without the id",
    change("NM1*82", "XX*1999999992", "XX"),
    { rule: "X12-CONDITION-P", segmentId: "NM1", elementPosition: 9, loop: "2310B" },
  ],
  [
    "837P",
    "a receiver that is a person",
    change("NM1*40*2", "40*2", "40*1"),
    { rule: "X12-CODE", segmentId: "NM1", elementPosition: 2, loop: "1000B" },
  ],
  [
    "837P",
    "an unknown kind of telephone",
    change("PER*IC", "TE*619", "CP*619"),
    { rule: "X12-CODE", segmentId: "PER", elementPosition: 3, loop: "1000A" },
  ],
  [
    "837P",
    "a payer id of an unknown kind",
    change("NM1*PR*2*SECOND", "PI*", "ZZ*"),
    { rule: "X12-CODE", segmentId: "NM1", elementPosition: 8, loop: "2010BB" },
  ],
  [
    "837P",
    "a specialty that is not a taxonomy",
    change("PRV*BI", "PXC", "ZZ"),
    { rule: "X12-CODE", segmentId: "PRV", elementPosition: 2, loop: "2000A" },
  ],
  [
    "837P",
    "a pay-to loop without its address",
    drop("N3*PO BOX"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "N3", loop: "2010AB" },
  ],
  [
    "837P",
    "a billing address in a PO box",
    change("N3*100", "100 HARBOR DR", "P.O. BOX 9"),
    { rule: "837P-2010AA-N3-POBOX", segmentId: "N3", elementPosition: 1 },
  ],
  [
    "837P",
    "a tax id with a hyphen",
    change("REF*EI", "330000001", "33-0000001"),
    { rule: "837P-2010AA-REF-TAXID", segmentId: "REF", elementPosition: 2 },
  ],
  [
    "837P",
    "the subscriber's relation when a patient follows",
    change("SBR*S", "SBR*S*", "SBR*S*18"),
    { rule: "837P-2000B-SBR02", segmentId: "SBR", elementPosition: 2 },
  ],
  [
    "837P",
    "an unknown relation of the patient",
    change("PAT*19", "19", "02"),
    { rule: "X12-CODE", segmentId: "PAT", elementPosition: 1, loop: "2000C" },
  ],
  [
    "837P",
    "a patient without sex",
    change("DMG*D8*20150517*M", "*M", ""),
    { rule: "X12-MISSING", segmentId: "DMG", elementPosition: 3, loop: "2010CA" },
  ],
  [
    "837P",
    "a birth date of the other order",
    change("DMG*D8*20150517", "20150517", "05172015"),
    { rule: "X12-DATE", segmentId: "DMG", elementPosition: 2, loop: "2010CA" },
  ],
  [
    "837P",
    "no city",
    change("N4*SAN DIEGO*CA*92103", "SAN DIEGO", ""),
    { rule: "X12-MISSING", segmentId: "N4", elementPosition: 1, loop: "2010CA" },
  ],
  [
    "837P",
    "a state and a subdivision of another country",
    change("N4*SAN DIEGO*CA*92103", "92103", "92103*MX***BCN"),
    { rule: "X12-CONDITION-E", segmentId: "N4", loop: "2010CA" },
  ],
  [
    "837P",
    "a subdivision without country",
    change("N4*SAN DIEGO*CA*92103", "CA*92103", "*92103****BCN"),
    { rule: "X12-CONDITION-C", segmentId: "N4", loop: "2010CA" },
  ],
  [
    "837P",
    "a ZIP code with a hyphen",
    change("N4*SAN DIEGO*CA*92112", "92112", "92112-0001"),
    { rule: "X12-ZIP", segmentId: "N4", elementPosition: 3, loop: "2010AB" },
  ],
  [
    "837P",
    "a member number of one character",
    change("NM1*IL*1*DOE*JANE", "SEC555", "S"),
    { rule: "X12-SHORT", segmentId: "NM1", elementPosition: 9, loop: "2010BA" },
  ],
  [
    "837P",
    "a last name that is too long",
    change("NM1*QC", "DOE", "D".repeat(61)),
    { rule: "X12-LONG", segmentId: "NM1", elementPosition: 3, loop: "2010CA" },
  ],
  [
    "837P",
    "blanks at the end of a name",
    change("NM1*QC", "TIM", "TIM  "),
    { rule: "X12-SPACES", severity: "warning", segmentId: "NM1", elementPosition: 4, loop: "2010CA" },
  ],
  // 837P: the claim
  [
    "837P",
    "a currency amount with a sign",
    change("CLM*", "250", "+250"),
    { rule: "X12-NUMBER", segmentId: "CLM", elementPosition: 2 },
  ],
  [
    "837P",
    "a thousands comma",
    change("CLM*", "250", "1,250"),
    { rule: "X12-NUMBER", segmentId: "CLM", elementPosition: 2 },
  ],
  [
    "837P",
    "a place of service of the wrong kind",
    change("CLM*", "11:B:1", "11:A:1"),
    { rule: "X12-CODE", segmentId: "CLM", elementPosition: 5, componentPosition: 2 },
  ],
  [
    "837P",
    "a frequency that professional claims do not have",
    change("CLM*", "11:B:1", "11:B:3"),
    { rule: "837P-2300-CLM05-FREQUENCY", segmentId: "CLM", elementPosition: 5, componentPosition: 3 },
  ],
  [
    "837P",
    "an unknown assignment",
    change("CLM*", "*Y*A*Y*Y", "*Y*P*Y*Y"),
    { rule: "X12-CODE", segmentId: "CLM", elementPosition: 7 },
  ],
  [
    "837P",
    "no release of information",
    change("CLM*", "*Y*A*Y*Y", "*Y*A*Y*"),
    { rule: "X12-MISSING", segmentId: "CLM", elementPosition: 9 },
  ],
  [
    "837P",
    "an auto accident without state",
    change("CLM*", "AA:::CA", "AA"),
    { rule: "837P-2300-CLM11-STATE", segmentId: "CLM", elementPosition: 11 },
  ],
  [
    "837P",
    "an auto accident without its day",
    drop("DTP*439"),
    { rule: "837P-2300-CLM11-DATE", segmentId: "DTP", loop: "2300" },
  ],
  [
    "837P",
    "an accident in a state that is none",
    change("CLM*", "AA:::CA", "AA:::XX"),
    { rule: "837P-2300-CLM11-STATE", segmentId: "CLM", elementPosition: 11, componentPosition: 4 },
  ],
  [
    "837P",
    "an accident after the service",
    change("DTP*439", "20261101", "20261119"),
    { rule: "837P-2300-DTP439-AFTER", severity: "warning", segmentId: "DTP", elementPosition: 3, loop: "2300" },
  ],
  [
    "837P",
    "disability dates that are no period",
    after("DTP*439", "DTP*314*D8*20261101"),
    { rule: "837P-2300-DTP314", segmentId: "DTP", elementPosition: 2, loop: "2300" },
  ],
  [
    "837P",
    "an unknown kind of attachment",
    change("PWK*OZ", "OZ", "QQ"),
    { rule: "X12-CODE", segmentId: "PWK", elementPosition: 1, loop: "2300" },
  ],
  [
    "837P",
    "an attachment that comes without its number",
    change("PWK*OZ", "***AC*ATT1", ""),
    { rule: "837P-2300-PWK06", segmentId: "PWK", elementPosition: 6, loop: "2300" },
  ],
  [
    "837P",
    "a period as the day of an accident",
    change("DTP*439", "D8*20261101", "RD8*20261101-20261102"),
    { rule: "X12-CODE", segmentId: "DTP", elementPosition: 2, loop: "2300" },
  ],
  [
    "837P",
    "two prior authorizations",
    after("REF*G1", "REF*G1*AUTH2"),
    { rule: "X12-SEGMENT-REPEAT", segmentId: "REF", loop: "2300" },
  ],
  [
    "837P",
    "a note of an unknown kind",
    change("NTE*ADD", "ADD", "ZZZ"),
    { rule: "X12-QUALIFIER", segmentId: "NTE", elementPosition: 1 },
  ],
  [
    "837P",
    "a note that is too long",
    change("NTE*ADD", "SEEN", "X".repeat(80)),
    { rule: "X12-LONG", segmentId: "NTE", elementPosition: 2, loop: "2300" },
  ],
  [
    "837P",
    "the first diagnosis of the kind of a later one",
    change("HI*ABK", "ABK", "ABF"),
    { rule: "X12-QUALIFIER", segmentId: "HI", loop: "2300" },
  ],
  [
    "837P",
    "a later diagnosis of the kind of the first",
    change("HI*ABK", "ABF:", "ABK:"),
    { rule: "X12-CODE", segmentId: "HI", elementPosition: 2, componentPosition: 1 },
  ],
  [
    "837P",
    "a diagnosis with a dot",
    change("HI*ABK", "S52501A", "S52.501A"),
    { rule: "837P-2300-HI-FORM", segmentId: "HI", elementPosition: 1, componentPosition: 2 },
  ],
  [
    "837P",
    "a referring organization",
    change("NM1*DN", "DN*1", "DN*2"),
    { rule: "X12-CODE", segmentId: "NM1", elementPosition: 2, loop: "2310A" },
  ],
  [
    "837P",
    "a facility without address",
    drop("N3*5 PIER", 2),
    { rule: "X12-SEGMENT-MISSING", segmentId: "N3", loop: "2310C" },
  ],
  [
    "837P",
    "a rendering provider twice",
    after("PRV*PE", "NM1*82*1*OTHER*ABE****XX*1999999992"),
    { rule: "X12-LOOP-REPEAT", segmentId: "NM1", loop: "2300" },
  ],
  // 837P: coordination of benefits
  [
    "837P",
    "the second payer's claim without the first",
    drop("SBR*P*19", 8),
    { rule: "837P-2300-SBR01-OTHERS", segmentId: "SBR", loop: "2320" },
  ],
  [
    "837P",
    "two payers of one rank",
    change("SBR*P*19", "SBR*P", "SBR*S"),
    { rule: "837P-2300-SBR01-TWICE", segmentId: "SBR", elementPosition: 1, loop: "2320" },
  ],
  [
    "837P",
    "other insurance without its relation",
    change("SBR*P*19", "19", ""),
    { rule: "X12-MISSING", segmentId: "SBR", elementPosition: 2, loop: "2320" },
  ],
  [
    "837P",
    "no agreements of the other insurance",
    drop("OI*"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "OI", loop: "2320" },
  ],
  ["837P", "no other payer", drop("NM1*PR*2*FIRST"), { rule: "X12-LOOP-MISSING", segmentId: "NM1", loop: "2330B" }],
  [
    "837P",
    "the other payer's money does not add up",
    change("AMT*D", "150", "149"),
    { rule: "837P-2300-COB-BALANCE", segmentId: "AMT", elementPosition: 2, loop: "2320" },
  ],
  [
    "837P",
    "a line decided by a payer that is not there",
    change("SVD*FST01*120", "FST01", "OTHER"),
    { rule: "837P-2430-SVD01", segmentId: "SVD", elementPosition: 1, loop: "2430" },
  ],
  [
    "837P",
    "a line decision without its day",
    drop("DTP*573"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "DTP", loop: "2430" },
  ],
  [
    "837P",
    "an unknown group of adjustments",
    change("CAS*CO*45*30", "CO", "XX"),
    { rule: "X12-CODE", segmentId: "CAS", elementPosition: 1, loop: "2430" },
  ],
  [
    "837P",
    "a second adjustment without reason",
    change("CAS*CO*45*30", "45*30", "45*20***10"),
    { rule: "X12-CONDITION-C", segmentId: "CAS", loop: "2430" },
  ],
  [
    "837P",
    "a second adjustment without amount",
    change("CAS*CO*45*30", "45*30", "45*30**253"),
    { rule: "X12-CONDITION-L", segmentId: "CAS", loop: "2430" },
  ],
  // 837P: lines
  [
    "837P",
    "line numbers from two",
    change("LX*1", "1", "2"),
    { rule: "837P-2400-LX01", segmentId: "LX", elementPosition: 1 },
  ],
  ["837P", "no line number", drop("LX*2"), { rule: "X12-", segmentId: "SV1" }],
  [
    "837P",
    "units of an unknown kind",
    change("SV1*HC:99213", "*UN*", "*EA*"),
    { rule: "X12-CODE", segmentId: "SV1", elementPosition: 3, loop: "2400" },
  ],
  [
    "837P",
    "no units",
    change("SV1*HC:99213", "*UN*1*", "*UN**"),
    { rule: "X12-MISSING", segmentId: "SV1", elementPosition: 4, loop: "2400" },
  ],
  [
    "837P",
    "a modifier of three characters",
    change("SV1*HC:99213", "99213:25", "99213:025"),
    { rule: "X12-LONG", segmentId: "SV1", elementPosition: 1, componentPosition: 3 },
  ],
  [
    "837P",
    "a code range where none may be",
    change("SV1*HC:99213", "99213:25", "99213:25:26:59:76:TEXT:77"),
    { rule: "X12-", segmentId: "SV1", elementPosition: 1 },
  ],
  [
    "837P",
    "a code list that is not used for lines",
    change("SV1*HC:J1100", "HC", "N4"),
    { rule: "X12-CODE", segmentId: "SV1", elementPosition: 1, componentPosition: 1 },
  ],
  [
    "837P",
    "five pointers",
    change("SV1*HC:99213", "***1:2", "***1:2:1:2:1"),
    { rule: "X12-SURPLUS", segmentId: "SV1", elementPosition: 7 },
  ],
  [
    "837P",
    "a pointer that is a letter",
    change("SV1*HC:99213", "***1:2", "***A"),
    { rule: "X12-NUMBER", segmentId: "SV1", elementPosition: 7, componentPosition: 1 },
  ],
  [
    "837P",
    "no pointer",
    change("SV1*HC:99213", "***1:2", ""),
    { rule: "X12-MISSING", segmentId: "SV1", elementPosition: 7 },
  ],
  [
    "837P",
    "a service day with a time",
    change("DTP*472", "20261118", "202611181030"),
    { rule: "X12-DATE", segmentId: "DTP", elementPosition: 3, loop: "2400" },
  ],
  [
    "837P",
    "a drug code with hyphens",
    change("LIN**", "00641036725", "00641-0367-25"),
    { rule: "837P-2410-LIN03-NDC", segmentId: "LIN", elementPosition: 3, loop: "2410" },
  ],
  ["837P", "a drug without quantity", drop("CTP*"), { rule: "X12-SEGMENT-MISSING", segmentId: "CTP", loop: "2410" }],
  [
    "837P",
    "a drug in a unit that is none",
    change("CTP*", "ML", "MG"),
    { rule: "X12-CODE", segmentId: "CTP", elementPosition: 5, componentPosition: 1, loop: "2410" },
  ],
  ["837P", "the drug before the date of service", move("LIN**", "DTP*472"), { rule: "X12-", segmentId: "DTP" }],
  [
    "837P",
    "levels that hang on the wrong one",
    change("HL*3*2*23", "HL*3*2", "HL*3*1"),
    { rule: "X12-HL02", segmentId: "HL", elementPosition: 2, loop: "2000C" },
  ],
  [
    "837P",
    "a level that says that none follows",
    change("HL*2*1*22*1", "22*1", "22*0"),
    { rule: "X12-HL04", segmentId: "HL", elementPosition: 4, loop: "2000B" },
  ],
  ["837P", "an unknown kind of level", change("HL*2*1*22", "22", "24"), { rule: "X12-", segmentId: "HL" }],
  // 835
  [
    "835",
    "an unknown handling code",
    change("BPR*I", "BPR*I", "BPR*Z"),
    { rule: "X12-CODE", segmentId: "BPR", elementPosition: 1 },
  ],
  [
    "835",
    "an electronic payment without bank",
    change("BPR*I", "*01*122000661*DA*900001*", "*****"),
    { rule: "835-BPR04-BANK", segmentId: "BPR", elementPosition: 6 },
  ],
  [
    "835",
    "a bank number that is too short",
    change("BPR*I", "01*122000661*DA*9", "01*12*DA*9"),
    { rule: "X12-SHORT", segmentId: "BPR", elementPosition: 7 },
  ],
  [
    "835",
    "a payer that names itself differently in the trace",
    change("TRN*1", "1953000001", "1953000002"),
    { rule: "835-TRN03-BPR10", severity: "warning", segmentId: "TRN", elementPosition: 3 },
  ],
  ["835", "no trace", drop("TRN*"), { rule: "X12-SEGMENT-MISSING", segmentId: "TRN" }],
  ["835", "no payee", drop("N1*PE", 2), { rule: "X12-LOOP-MISSING", segmentId: "N1", loop: "1000B" }],
  [
    "835",
    "a payee without id",
    change("N1*PE", "*XX*1234567893", ""),
    { rule: "X12-MISSING", segmentId: "N1", elementPosition: 3, loop: "1000B" },
  ],
  [
    "835",
    "a payee with a wrong NPI",
    change("N1*PE", "1234567893", "1234567890"),
    { rule: "X12-NPI", segmentId: "N1", elementPosition: 4, loop: "1000B" },
  ],
  [
    "835",
    "a payer's number of an unknown kind",
    change("REF*2U", "2U", "ZZ"),
    { rule: "X12-QUALIFIER", segmentId: "REF", elementPosition: 1 },
  ],
  ["835", "a claim outside of a group", drop("LX*1"), { rule: "X12-LOOP-MISSING", segmentId: "LX", loop: "2000" }],
  [
    "835",
    "a line's reference of a kind that only claims have",
    after("DTM*472*20261118", "REF*F8*X"),
    { rule: "X12-QUALIFIER", segmentId: "REF", elementPosition: 1, loop: "2110" },
  ],
  [
    "835",
    "a line's adjustment that is wrong",
    change("CAS*CO*45*30", "*30", "*31"),
    { rule: "835-2110-SVC-BALANCE", segmentId: "CAS", elementPosition: 3, loop: "2110" },
  ],
  [
    "835",
    "a line's charge that is wrong",
    change("SVC*HC:J1100", "*50*30", "*51*30"),
    { rule: "835-2110-SVC-BALANCE", segmentId: "SVC", elementPosition: 2, loop: "2110" },
  ],
  [
    "835",
    "a claim's charge that is wrong",
    change("CLP*ACCT9", "*250*150", "*251*150"),
    { rule: "835-2100-CLP-BALANCE", segmentId: "CLP", elementPosition: 3, loop: "2100" },
  ],
  [
    "835",
    "a wire without banks",
    change("BPR*I", "*ACH*CCP*01*122000661*DA*900001*1953000001**01*122000661*DA*330001*", "*FWT************"),
    { rule: "835-BPR04-BANK", segmentId: "BPR", elementPosition: 5 },
  ],
  [
    "835",
    "a remark that is none",
    change("LQ*HE", "N130", "ZZZ9"),
    { rule: "X12-REMARK", segmentId: "LQ", elementPosition: 2, loop: "2110" },
  ],
  [
    "835",
    "an address without state",
    change("N4*SACRAMENTO", "*CA*", "**"),
    { rule: "X12-MISSING", segmentId: "N4", elementPosition: 2, loop: "1000A" },
  ],
  [
    "835",
    "no claim number of the payer",
    change("CLP*ACCT9", "ICN9", ""),
    { rule: "X12-MISSING", segmentId: "CLP", elementPosition: 7, loop: "2100" },
  ],
  [
    "835",
    "a claim without patient",
    drop("NM1*QC*1*DOE"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "NM1", loop: "2100" },
  ],
  [
    "835",
    "the patient after the dates",
    move("NM1*QC*1*DOE", "DTM*050"),
    { rule: "X12-ORDER", segmentId: "NM1", loop: "2100" },
  ],
  [
    "835",
    "a kind of insurance that the 835 has not",
    change("CLP*ACCT9", "*12*ICN9", "*CI*ICN9"),
    { rule: "X12-CODE", segmentId: "CLP", elementPosition: 6, loop: "2100" },
  ],
  [
    "835",
    "a reversal with a positive charge",
    (s) => {
      change("CLP*ACCT8", "-100*-80", "100*80")(s);
      change("CAS*CO*45*-20", "-20", "20")(s);
      change("BPR*I", "130", "290")(s);
    },
    { rule: "835-2100-CLP02-REVERSAL", severity: "warning", segmentId: "CLP", elementPosition: 3 },
  ],
  [
    "835",
    "a group of adjustments of the 837",
    change("CAS*CO*45*30", "CO", "CR"),
    { rule: "X12-CODE", segmentId: "CAS", elementPosition: 1, loop: "2110" },
  ],
  [
    "835",
    "a date of a kind that claims have not",
    change("DTM*050", "050", "573"),
    { rule: "X12-QUALIFIER", segmentId: "DTM", elementPosition: 1 },
  ],
  [
    "835",
    "a service with a description where none may be",
    change("SVC*HC:J1100", "HC:J1100", "HC:J1100:::::TEXT"),
    { rule: "X12-NOT-USED", segmentId: "SVC", elementPosition: 1, componentPosition: 7, loop: "2110" },
  ],
  [
    "835",
    "the first day of a period only",
    drop("DTM*151"),
    { rule: "835-2110-DTM", severity: "warning", segmentId: "DTM", loop: "2110" },
  ],
  [
    "835",
    "an amount of an unknown kind",
    change("AMT*B6", "B6", "QQ"),
    { rule: "X12-QUALIFIER", segmentId: "AMT", elementPosition: 1 },
  ],
  [
    "835",
    "a remark list that is none",
    change("LQ*HE", "HE", "ZZ"),
    { rule: "X12-QUALIFIER", segmentId: "LQ", elementPosition: 1 },
  ],
  [
    "835",
    "two line control numbers",
    after("REF*6R*L1", "REF*6R*L9"),
    { rule: "X12-SEGMENT-REPEAT", segmentId: "REF", loop: "2110" },
  ],
  [
    "835",
    "a provider adjustment without amount",
    change("PLB*", "*L6:ICN9*-70", "*L6:ICN9"),
    { rule: "X12-CONDITION-P", segmentId: "PLB", elementPosition: 6 },
  ],
  [
    "835",
    "an unknown reason of a provider adjustment",
    change("PLB*", "WO:ICN5", "ZZ:ICN5"),
    { rule: "X12-CODE", segmentId: "PLB", elementPosition: 3, componentPosition: 1 },
  ],
  [
    "835",
    "a fiscal period that is no day",
    change("PLB*", "20261231", "20261331"),
    { rule: "X12-DATE", segmentId: "PLB", elementPosition: 2 },
  ],
  [
    "835",
    "a provider adjustment that is not in the payment",
    change("PLB*", "*10*", "*11*"),
    { rule: "835-BPR02-BALANCE", segmentId: "BPR", elementPosition: 2 },
  ],
  // 270 and 271
  [
    "270",
    "an unknown service type",
    change("EQ*30", "30^98", "30^Q9"),
    { rule: "X12-CODE", segmentId: "EQ", elementPosition: 1, loop: "2110D" },
  ],
  [
    "270",
    "neither service type nor procedure",
    change("EQ*30", "30^98", "**FAM"),
    { rule: "X12-CONDITION-R", segmentId: "EQ", loop: "2110D" },
  ],
  [
    "270",
    "a trace without originator",
    change("TRN*1*T2", "*9330000001", ""),
    { rule: "X12-MISSING", segmentId: "TRN", elementPosition: 3, loop: "2000D" },
  ],
  [
    "270",
    "an originator that is too short",
    change("TRN*1*T2", "9330000001", "933"),
    { rule: "X12-SHORT", segmentId: "TRN", elementPosition: 3, loop: "2000D" },
  ],
  [
    "270",
    "a dependent with a member number",
    change("NM1*03", "TIM", "TIM****MI*X1"),
    { rule: "X12-NOT-USED", segmentId: "NM1", elementPosition: 8, loop: "2100D" },
  ],
  [
    "270",
    "a dependent that is the subscriber",
    change("INS*N", "N*19", "Y*18"),
    { rule: "X12-CODE", segmentId: "INS", elementPosition: 1, loop: "2100D" },
  ],
  [
    "270",
    "a date of a kind that is not asked with",
    change("DTP*291", "291", "472"),
    { rule: "X12-QUALIFIER", segmentId: "DTP", elementPosition: 1 },
  ],
  ["270", "no question", drop("EQ*"), { rule: "X12-LOOP-MISSING", segmentId: "EQ", loop: "2110D" }],
  [
    "271",
    "an unknown kind of benefit",
    change("EB*B", "EB*B", "EB*ZZ"),
    { rule: "X12-CODE", segmentId: "EB", elementPosition: 1, loop: "2110C" },
  ],
  [
    "271",
    "an unknown coverage level",
    change("EB*B", "IND", "ALL"),
    { rule: "X12-CODE", segmentId: "EB", elementPosition: 2, loop: "2110C" },
  ],
  [
    "271",
    "an unknown service type",
    change("EB*B", "*98*", "*Q9*"),
    { rule: "X12-CODE", segmentId: "EB", elementPosition: 3, loop: "2110C" },
  ],
  [
    "271",
    "an unknown period",
    change("EB*B", "*27*25", "*99*25"),
    { rule: "X12-CODE", segmentId: "EB", elementPosition: 6, loop: "2110C" },
  ],
  [
    "271",
    "a quantity without its kind",
    change("EB*F", "VS*12", "*12"),
    { rule: "X12-CONDITION-P", segmentId: "EB", elementPosition: 9, loop: "2110C" },
  ],
  [
    "271",
    "a network code that is none",
    change("EB*F", "**Y", "**Q"),
    { rule: "X12-CODE", segmentId: "EB", elementPosition: 12, loop: "2110C" },
  ],
  [
    "271",
    "an unknown kind of delivery",
    change("HSD*VS", "VS", "QQ"),
    { rule: "X12-CODE", segmentId: "HSD", elementPosition: 1, loop: "2110C" },
  ],
  [
    "271",
    "a copay without amount",
    change("EB*B", "*27*25", "*27"),
    { rule: "271-2110C-EB-VALUE", severity: "warning", segmentId: "EB", loop: "2110C" },
  ],
  ["271", "no end of the related entities", drop("LE*"), { rule: "271-2110C-LS", segmentId: "LE", loop: "2110C" }],
  ["271", "no begin of the related entities", drop("LS*"), { rule: "271-2110C-LS", segmentId: "LS", loop: "2110C" }],
  [
    "271",
    "an unknown reason of rejection",
    change("AAA*Y", "72", "99"),
    { rule: "X12-CODE", segmentId: "AAA", elementPosition: 3, loop: "2100C" },
  ],
  [
    "271",
    "a follow-up that is not given to a person",
    change("AAA*Y", "*C", "*P"),
    { rule: "X12-CODE", segmentId: "AAA", elementPosition: 4, loop: "2100C" },
  ],
  ["271", "no answer at all", drop("AAA*"), { rule: "271-2100C-EMPTY", segmentId: "EB", loop: "2100C" }],
  // 276 and 277
  ["276", "no birth date", drop("DMG*"), { rule: "276-2000D-DMG", segmentId: "DMG", loop: "2000D" }],
  [
    "276",
    "a line without units",
    change("SVC*HC", "*200*****1", "*200"),
    { rule: "X12-MISSING", segmentId: "SVC", elementPosition: 7, loop: "2210D" },
  ],
  [
    "276",
    "an amount of another kind",
    change("AMT*T3", "T3", "F5"),
    { rule: "X12-QUALIFIER", segmentId: "AMT", elementPosition: 1 },
  ],
  [
    "276",
    "a trace of an answer",
    change("TRN*1", "TRN*1", "TRN*2"),
    { rule: "X12-CODE", segmentId: "TRN", elementPosition: 1, loop: "2200D" },
  ],
  [
    "276",
    "a provider with an id of an unknown kind",
    change("NM1*1P", "XX", "PI"),
    { rule: "X12-CODE", segmentId: "NM1", elementPosition: 8, loop: "2100C" },
  ],
  [
    "277",
    "no status",
    drop("STC*F1:65*20261125**250"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "STC", loop: "2200D" },
  ],
  [
    "277",
    "a category without status",
    change("STC*F1:65", "F1:65", "F1"),
    { rule: "X12-MISSING", segmentId: "STC", elementPosition: 1, componentPosition: 2, loop: "2200D" },
  ],
  [
    "277",
    "a status category that is none",
    change("STC*F1:65", "F1:65", "Q9:65"),
    { rule: "277-2200D-STC01", segmentId: "STC", elementPosition: 1, loop: "2200D" },
  ],
  [
    "277",
    "a check day that is none",
    change("STC*F1:65", "*20261125*EFT", "*20261345*EFT"),
    { rule: "X12-DATE", segmentId: "STC", elementPosition: 8, loop: "2200D" },
  ],
  [
    "277",
    "a payer that is a person",
    change("NM1*PR", "PR*2", "PR*1"),
    { rule: "X12-CODE", segmentId: "NM1", elementPosition: 2, loop: "2100A" },
  ],
  // 277CA
  [
    "277CA",
    "a category of a status answer",
    change("STC*A2", "A2", "F1"),
    { rule: "277CA-2200D-STC01", segmentId: "STC", elementPosition: 1, loop: "2200D" },
  ],
  [
    "277CA",
    "an unknown action",
    change("STC*A2", "WQ", "XX"),
    { rule: "X12-CODE", segmentId: "STC", elementPosition: 3, loop: "2200D" },
  ],
  [
    "277CA",
    "an entity that is none",
    change("STC*A7:562:82", ":82", ":QQQ"),
    { rule: "X12-CODE", segmentId: "STC", elementPosition: 1, componentPosition: 3, loop: "2200D" },
  ],
  [
    "277CA",
    "a rejection with the action of an acceptance",
    change("STC*A7:562:82", "*U*", "*WQ*"),
    { rule: "277CA-2200D-STC03", severity: "warning", segmentId: "STC", elementPosition: 3, loop: "2200D" },
  ],
  ["277CA", "no dates of service", drop("DTP*472"), { rule: "X12-SEGMENT-MISSING", segmentId: "DTP", loop: "2200D" }],
  ["277CA", "no day of processing", drop("DTP*009"), { rule: "X12-SEGMENT-MISSING", segmentId: "DTP", loop: "2200A" }],
  [
    "277CA",
    "a count that is wrong",
    change("QTY*QA", "1", "3"),
    { rule: "277CA-2000C-TOTALS", severity: "warning", segmentId: "QTY", elementPosition: 2, loop: "2200C" },
  ],
  [
    "277CA",
    "a charge that is missing",
    change("STC*A2", "*250", ""),
    { rule: "X12-MISSING", segmentId: "STC", elementPosition: 4, loop: "2200D" },
  ],
  [
    "277CA",
    "a patient without number",
    change("NM1*QC*1*DOE", "MI*FIRST77", ""),
    { rule: "X12-MISSING", segmentId: "NM1", elementPosition: 8, loop: "2100D" },
  ],
  [
    "277CA",
    "a patient level under the wrong provider",
    change("HL*5*3", "HL*5*3", "HL*5*2"),
    { rule: "X12-HL02", segmentId: "HL", elementPosition: 2, loop: "2000D" },
  ],
  [
    "277CA",
    "a line that is accepted",
    change("STC*A7:454", "*U", "*WQ"),
    { rule: "X12-CODE", segmentId: "STC", elementPosition: 3, loop: "2220D" },
  ],
  // 999
  [
    "999",
    "an unknown kind of segment error",
    change("IK3*", "2010*8", "2010*Q"),
    { rule: "X12-CODE", segmentId: "IK3", elementPosition: 4, loop: "2100" },
  ],
  [
    "999",
    "a position that is a word",
    change("IK3*", "*8*2010", "*X*2010"),
    { rule: "X12-NUMBER", segmentId: "IK3", elementPosition: 2, loop: "2100" },
  ],
  [
    "999",
    "a loop id that is too long",
    change("IK3*", "2010", "2010AABB"),
    { rule: "X12-LONG", segmentId: "IK3", elementPosition: 3, loop: "2100" },
  ],
  [
    "999",
    "an unknown kind of element error",
    change("IK4*", "*7", "*77"),
    { rule: "X12-CODE", segmentId: "IK4", elementPosition: 3, loop: "2110" },
  ],
  [
    "999",
    "no outcome of a transaction",
    drop("IK5*R"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "IK5", loop: "2000" },
  ],
  [
    "999",
    "an unknown outcome",
    change("IK5*A", "A", "Z"),
    { rule: "X12-CODE", segmentId: "IK5", elementPosition: 1, loop: "2000" },
  ],
  [
    "999",
    "a wrong number of accepted transactions",
    change("AK9*", "*2*2*1", "*2*2*2"),
    { rule: "999-AK904", segmentId: "AK9", elementPosition: 4 },
  ],
  [
    "999",
    "an accepted group with a rejected transaction",
    change("AK9*", "AK9*P", "AK9*A"),
    { rule: "999-AK901", segmentId: "AK9", elementPosition: 1 },
  ],
  ["999", "no outcome of the group", drop("AK9*"), { rule: "X12-SEGMENT-MISSING", segmentId: "AK9" }],
  [
    "835",
    "a remark of the claim that is no remark code",
    change("MOA*", "MA01", "X99"),
    { rule: "X12-REMARK", segmentId: "MOA", elementPosition: 3, loop: "2100" },
  ],
  // 834
  [
    "834",
    "an unknown maintenance type",
    change("INS*Y", "*030*", "*099*"),
    { rule: "X12-CODE", segmentId: "INS", elementPosition: 3, loop: "2000" },
  ],
  [
    "834",
    "a subscriber that is a child",
    change("INS*Y", "Y*18", "Y*19"),
    { rule: "834-2000-INS02", segmentId: "INS", elementPosition: 2, loop: "2000" },
  ],
  ["834", "no subscriber number", drop("REF*0F"), { rule: "X12-SEGMENT-MISSING", segmentId: "REF", loop: "2000" }],
  ["834", "no day of coverage", drop("DTP*348", 2), { rule: "X12-", segmentId: "DTP", loop: "2300" }],
  [
    "834",
    "a coverage that ends before it begins",
    change("DTP*349", "20261231", "20251231"),
    { rule: "834-2300-DATES", segmentId: "DTP", elementPosition: 3, loop: "2300" },
  ],
  [
    "834",
    "an unknown line of insurance",
    change("HD*030", "HMO", "XXX"),
    { rule: "X12-CODE", segmentId: "HD", elementPosition: 3, loop: "2300" },
  ],
  [
    "834",
    "a member's death day without its format",
    change("INS*N", "XN*A", "XN*A*******20260101"),
    { rule: "X12-", segmentId: "INS", loop: "2000" },
  ],
  [
    "834",
    "a provider number without provider",
    drop("NM1*P3"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "NM1", loop: "2310" },
  ],
  [
    "834",
    "reporting categories without their end",
    after("DTP*349", "LS*2700", "LX*1", "N1*75*REGION", "REF*17*SOUTH"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "LE", loop: "2700" },
  ],
  [
    "834",
    "a reporting category without its value",
    after("DTP*349", "LS*2700", "LX*1", "N1*75*REGION", "LE*2700"),
    { rule: "X12-SEGMENT-MISSING", segmentId: "REF", loop: "2750" },
  ],
  ["834", "no sponsor", drop("N1*P5"), { rule: "X12-LOOP-MISSING", segmentId: "N1", loop: "1000A" }],
];

test("X12-W1 an 834 with reporting categories (loop 2700, LS to LE) is a good file", () => {
  const categories = [
    "LS*2700",
    "LX*1",
    "N1*75*REGION",
    "REF*17*SOUTH",
    "DTP*007*D8*20260101",
    "LX*2",
    "N1*75*UNIT",
    "REF*ZZ*7",
    "LE*2700",
  ];
  // After the providers of the coverage, whose own LX is not one of these.
  const file = planted("834", after("NM1*P3", ...categories));
  expect(validate(file).filter((one) => one.severity === "error")).toEqual([]);
});

describe("X12-V2 each planted fault is named where it is, in every kind", () => {
  test.each(FAULTS)("%s: %s", (kind, _name, plant, { rule, ...where }) => {
    const findings = validate(planted(kind, plant));
    const wanted = { severity: "error", ...where };
    const named = findings.filter((finding) => finding.rule.startsWith(rule));
    expect(named, JSON.stringify(findings)).toContainEqual(expect.objectContaining(wanted));
  });
});

describe("X12-I the envelope", () => {
  const text = madeFile(MADE["835"]);
  const SPOILED: readonly (readonly [string, string, string, Expected])[] = [
    [
      "an authorization of an unknown kind",
      "ISA*00*",
      "ISA*99*",
      { rule: "X12-ISA-CODE", segmentId: "ISA", elementPosition: 1 },
    ],
    [
      "a security of an unknown kind",
      "          *00*          *ZZ",
      "          *77*          *ZZ",
      { rule: "X12-ISA-CODE", segmentId: "ISA", elementPosition: 3 },
    ],
    [
      "a kind of id that the guides do not allow",
      "*ZZ*MADERECEIVER",
      "*11*MADERECEIVER",
      { rule: "X12-ISA-CODE", segmentId: "ISA", elementPosition: 7 },
    ],
    [
      "a group of another kind",
      "GS*HP",
      "GS*HC",
      { rule: "X12-GS01", segmentId: "GS", segmentNumber: 2, elementPosition: 1 },
    ],
    [
      "an acknowledgment with an unknown outcome",
      "~GS*",
      "~TA1*000000001*261120*0800*X*000~GS*",
      { rule: "X12-TA1-CODE", segmentId: "TA1", elementPosition: 4 },
    ],
    [
      "an acknowledgment of an impossible day",
      "~GS*",
      "~TA1*000000001*991399*0800*A*000~GS*",
      { rule: "X12-TA1-DATE", segmentId: "TA1", elementPosition: 2 },
    ],
  ];
  test.each(SPOILED)("%s", (_name, from, to, where) => {
    expect(text).toContain(from);
    expect(validate(text.replace(from, to))).toContainEqual(expect.objectContaining({ severity: "error", ...where }));
  });

  test("a group whose version is not that of its claims", () => {
    const claims = madeFile(MADE["837P"]).replace("*X*005010X222A1", "*X*005010X999");
    expect(validate(claims)).toContainEqual(
      expect.objectContaining({ rule: "X12-ST03-GS08", segmentId: "GS", segmentNumber: 2, elementPosition: 8 }),
    );
  });
});

test("X12-I an interchange acknowledgment of an unknown outcome is not read as a yes", () => {
  const text = madeFile(MADE["835"]).replace("~GS*", "~TA1*000000001*261120*0800*X*000~GS*");
  expect(readTa1(text).value[0]?.acknowledgments[0]?.outcome).toBe("R");
});

test("X12-W6 a claim without its group, and a line without its number, are read", () => {
  expect(JSON.stringify(readAny(planted("835", drop("LX*1"))).value)).toContain("ACCT9");
  expect(JSON.stringify(readAny(planted("837P", drop("LX*1"))).value)).toContain('"L1"');
});

test("X12-W4 a wrong code in a line leaves the line's money to the line", () => {
  const [before, after_] = [madeFile(MADE["835"]), planted("835", after("DTM*472*20261118", "REF*F8*X"))].map((text) =>
    JSON.stringify(readAny(text).value).match(/"adjustments":\[[^\]]*\]/g),
  );
  expect(after_).toEqual(before);
});

const REPLY = { controlNumber: 900, groupControlNumber: 901, date: "2026-11-21", time: "09:00" };
const ANSWER = {
  reply: REPLY,
  source: {
    role: "PR" as const,
    name: { kind: "organization" as const, name: "SECOND HEALTH" },
    id: { qualifier: "PI", value: "SEC01" },
  },
  receivedOn: "2026-11-20",
  processedOn: "2026-11-21",
  claimNumber: () => "ICN1",
};

describe("X12-A1, X12-A2 whatever is planted in claims, they are answered by files that are valid", () => {
  test.each(FAULTS.filter(([kind]) => kind === "837P"))("%s: %s", (kind, _name, plant) => {
    const text = planted(kind, plant);
    const acknowledgments = build999(text, REPLY).map((one) => write999(one));
    expect(acknowledgments.length).toBe(1);
    const answers = [...acknowledgments, ...build277CA(text, ANSWER).map((one) => write277CA(one))];
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: true });
      if (answer.ok) expect(validate(answer.value).filter((one) => one.severity === "error")).toEqual([]);
    }
  });
});

test("X12-T1 whatever is planted, the rest of the file is read", () => {
  const unread = FAULTS.filter(([kind, , plant]) => readAny(planted(kind, plant)).value.length !== 1);
  expect(unread).toEqual([]);
});
