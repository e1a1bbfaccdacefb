import { describe, expect, test } from "vitest";
import { read837P } from "./837p/read.ts";
import { write837P } from "./837p/write.ts";
import { read835, stream835 } from "./835/read.ts";
import { CLAIM, claimFile } from "./testing/samples.ts";
import { MADE, madeFile } from "./testing/made-files.ts";
import { validate } from "./validate.ts";

type Kind = keyof typeof MADE;

/** A made file with one thing changed, which must be there to change. The count of segments is corrected where one was added. */
function changed(kind: Kind, from: string, to: string): string {
  const text = madeFile(MADE[kind]);
  const at = text.indexOf(from);
  if (at < 0) throw new Error(`there is no ${from} to change`);
  const more = to.split("~").length - from.split("~").length;
  const made = text.slice(0, at) + to + text.slice(at + from.length);
  return more === 0 ? made : made.replace(/~SE\*(\d+)\*/, (_, count) => `~SE*${Number(count) + more}*`);
}

const errors = (text: string) =>
  validate(text)
    .filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);
const rulesIn = (text: string) => validate(text).map(({ rule }) => rule);

describe("X12-I5 the frame holds together", () => {
  const second = "~ST*835*0001~SE*2*0001~GE*";
  test.each<[string, string, string, string]>([
    ["IEA02 is ISA13", "IEA*1*000000042", "IEA*1*000000043", "X12-IEA02"],
    ["GE02 is GS06", "GE*1*42", "GE*1*43", "X12-GE02"],
    ["SE02 is ST02", "*0001~GE", "*0002~GE", "X12-SE02"],
    ["IEA01 counts groups", "IEA*1*", "IEA*2*", "X12-IEA01"],
    ["GE01 counts transactions", "GE*1*", "GE*2*", "X12-GE01"],
    ["SE01 counts segments", "~SE*", "~SE*1", "X12-SE01"],
    ["ST02 is there once in its group", "~GE*", second, "X12-ST02-TWICE"],
    ["GS01 fits ST01", "GS*HP", "GS*HC", "X12-GS01"],
    ["a transaction is closed", "~SE*", "~ZZ*", "X12-SE-MISSING"],
    ["a group is closed", "~GE*1*42", "", "X12-GE-MISSING"],
    ["an interchange is closed", "~IEA*1*000000042", "", "X12-IEA-MISSING"],
  ])("%s", (_name, from, to, rule) => {
    const text = madeFile(MADE["835"]);
    expect(text).toContain(from);
    expect(errors(text.replace(from, to))).toContain(rule);
  });
  test("ST03 is GS08, and the 835 has none", () => {
    expect(errors(madeFile(MADE["837P"]).replace("*X*005010X222A1", "*X*005010X222"))).toContain("X12-ST03-GS08");
    expect(madeFile(MADE["835"])).toContain("~ST*835*0001~");
    expect(errors(madeFile(MADE["835"]))).toEqual([]);
  });
});

describe("loops and segments", () => {
  test("X12-W1 a reference belongs to the innermost loop that is open: to the line, and before any line to the claim", () => {
    const ofClaim = read837P(changed("837P", "REF*G1*AUTH1", "REF*G1*AUTH1~REF*F8*ICN1")).value;
    const claim = ofClaim[0]?.transactions[0]?.claims[0];
    expect(claim?.lines.map(({ controlNumber }) => controlNumber)).toEqual(["L1", undefined]);
    expect(JSON.stringify(claim?.lines)).not.toContain("ICN1");
    expect(JSON.stringify({ ...claim, lines: [] })).toContain("ICN1");
  });
  test("X12-W1 a loop that is left is complete: what it lacked is named", () => {
    expect(validate(changed("837P", "NM1*PR*2*FIRST HEALTH*****PI*FST01~", ""))).toContainEqual(
      expect.objectContaining({ rule: "X12-LOOP-MISSING", loop: "2330B" }),
    );
  });
  test("X12-W2 neighbours of one id may change places, others may not", () => {
    const dates = "DTM*232*20261118~DTM*233*20261118";
    expect(errors(changed("835", dates, "DTM*233*20261118~DTM*232*20261118"))).toEqual([]);
    expect(errors(changed("835", "AMT*AU*200~SVC", "SVC"))).toEqual([]);
    expect(errors(changed("835", "MOA***MA01~REF*EA*MRN1", "REF*EA*MRN1~MOA***MA01"))).toEqual(["X12-ORDER"]);
  });
  test.each<[string, Kind, string, string, string]>([
    [
      "a required segment",
      "837P",
      "N3*1 ELM ST~N4*SAN DIEGO*CA*92103~DMG",
      "N4*SAN DIEGO*CA*92103~DMG",
      "X12-SEGMENT-MISSING",
    ],
    ["a required loop", "835", "N1*PE*HARBOR FAMILY PRACTICE*XX*1234567893~REF*TJ*330000001~", "", "X12-LOOP-MISSING"],
    ["a segment too often", "837P", "REF*G1*AUTH1", "REF*G1*AUTH1~REF*G1*AUTH2", "X12-SEGMENT-REPEAT"],
    ["a loop too often", "837P", "NM1*DQ*", "NM1*DQ*1*OAK*AMY****XX*1999999976~NM1*DQ*", "X12-LOOP-REPEAT"],
  ])("X12-W3 %s", (_name, kind, from, to, rule) => expect(errors(changed(kind, from, to))).toContain(rule));
  test.each([
    ["HL01 counts from 1", "HL*1**20*1", "HL*2**20*1", "X12-HL01"],
    ["HL02 is the parent's HL01", "HL*3*2*23*0", "HL*3*1*23*0", "X12-HL02"],
    ["HL04 is true", "HL*2*1*22*1", "HL*2*1*22*0", "X12-HL04"],
  ])("X12-W5 %s", (_name, from, to, rule) => expect(errors(changed("837P", from, to))).toContain(rule));
});

describe("elements", () => {
  test.each<[string, Kind, string, string, string]>([
    ["X12-E1 required", "837P", "DMG*D8*20150517*M", "DMG*D8*20150517", "X12-MISSING"],
    ["X12-E1 not used", "837P", "CLM*ACCT9*250***", "CLM*ACCT9*250*X**", "X12-NOT-USED"],
    ["X12-E1 surplus", "837P", "PAT*19", "PAT*19*********X", "X12-SURPLUS"],
    ["X12-E1 empty at the end", "837P", "PAT*19", "PAT*19*", "X12-TRAILING"],
    ["X12-E1 repeated too often", "270", "EQ*30^98", `EQ*30${"^98".repeat(100)}`, "X12-REPETITIONS"],
    ["X12-E2 too long", "837P", "NTE*ADD*SEEN", `NTE*ADD*${"X".repeat(90)}`, "X12-LONG"],
    ["X12-E2 too short", "837P", "NM1*IL*1*DOE*JANE****MI*SEC555", "NM1*IL*1*DOE*JANE****MI*S", "X12-SHORT"],
    ["X12-E4 a code that the guide does not list", "837P", "AMT*F5*20", "AMT*F9*20", "X12-QUALIFIER"],
    [
      "X12-E4 a code that the guide does not list, in a place",
      "837P",
      "CLM*ACCT9*250***11:B:1*Y",
      "CLM*ACCT9*250***11:B:1*X",
      "X12-CODE",
    ],
    ["X12-E5 paired", "837P", "NM1*82*1*SMITH*LEE****XX*1999999992", "NM1*82*1*SMITH*LEE****XX", "X12-CONDITION-P"],
    ["X12-E5 required, one of", "270", "EQ*30^98", "EQ***IND", "X12-CONDITION-R"],
    ["X12-E5 exclusive", "837P", "N4*SAN DIEGO*CA*92103~DMG", "N4*SAN DIEGO*CA*92103***BC~DMG", "X12-CONDITION"],
    ["X12-E5 list, conditional", "837P", "CAS*PR*1*50", "CAS*PR*1*50**2", "X12-CONDITION-L"],
    ["X12-E6 a day where a day is named", "837P", "DTP*439*D8*20261101", "DTP*439*D8*20261131", "X12-DATE"],
    [
      "X12-E6 an end before its beginning",
      "837P",
      "DTP*472*D8*20261118~REF*6R",
      "DTP*472*RD8*20261118-20261117~REF*6R",
      "X12-DATE",
    ],
    ["X12-E7 three decimals", "837P", "AMT*F5*20", "AMT*F5*20.005", "X12-CENTS"],
    ["X12-E9 an NPI with a wrong check digit", "837P", "XX*1999999992", "XX*1999999993", "X12-NPI"],
    ["X12-E10 a state that is none", "837P", "N4*SAN DIEGO*CA*92103~DMG", "N4*SAN DIEGO*XQ*92103~DMG", "X12-STATE"],
    ["X12-E10 a ZIP code of four digits", "837P", "N4*SAN DIEGO*CA*92103~DMG", "N4*SAN DIEGO*CA*9210~DMG", "X12-ZIP"],
    [
      "X12-E10 no state in the United States",
      "837P",
      "N4*SAN DIEGO*CA*92103~DMG",
      "N4*SAN DIEGO**92103~DMG",
      "X12-MISSING",
    ],
    ["X12-E11 a telephone of nine digits", "837P", "TE*6195550100", "TE*619555010", "X12-PHONE"],
    [
      "X12-E12 an organization with a first name",
      "837P",
      "NM1*85*2*HARBOR FAMILY PRACTICE*",
      "NM1*85*2*HARBOR FAMILY PRACTICE*ANN",
      "X12-NAME",
    ],
    ["X12-E14 a taxonomy without its form", "837P", "PRV*BI*PXC*207Q00000X", "PRV*BI*PXC*207Q0000", "X12-TAXONOMY"],
    ["X12-E14 a CLIA number without its form", "837P", "REF*6R*L1", "REF*6R*L1~REF*X4*05D00", "X12-CLIA"],
    ["X12-E14 a remark without its form", "835", "LQ*HE*N130", "LQ*HE*1N30", "X12-REMARK"],
  ])("%s", (_name, kind, from, to, rule) =>
    expect(rulesIn(changed(kind, from, to)).some((found) => found.startsWith(rule))).toBe(true),
  );
  test("X12-E2 minus and point do not count, and no number is too short", () => {
    expect(errors(changed("837P", "AMT*F5*20", "AMT*F5*0"))).not.toContain("X12-SHORT");
    expect(errors(changed("835", "CLP*ACCT8*22*-100*-80", "CLP*ACCT8*22*-100.00*-80.00"))).toEqual([]);
  });
  test("X12-E4 a diagnosis that no list has is none of our business", () =>
    expect(errors(changed("837P", "ABF:W010XXA", "ABF:Z99999"))).toEqual([]));
  test("X12-E7 what is more than cents is cut when it is read", () => {
    const claim = read837P(changed("837P", "AMT*F5*20", "AMT*F5*20.009")).value[0]?.transactions[0]?.claims[0];
    expect(claim?.patientPaid).toBe(2000);
  });
  test("X12-E10 another country has states and codes of its own", () =>
    expect(errors(changed("837P", "N4*SAN DIEGO*CA*92103~DMG", "N4*OSLO***NO~DMG")).includes("X12-STATE")).toBe(false));
});

test("X12-P4 delimiters and line breaks are the caller's; *~:^ and none are the default", () => {
  const written = (options?: Parameters<typeof write837P>[1]) => {
    const result = write837P(claimFile([CLAIM]), options);
    return result.ok ? result.value : "";
  };
  const plain = written();
  expect([plain[3], plain[82], plain[104], plain[105]]).toEqual(["*", "^", ":", "~"]);
  expect(plain).not.toContain("\n");
  const own = written({
    delimiters: { element: "|", repetition: "!", component: ">", segment: "\u001c" },
    lineBreaks: true,
  });
  expect([own[3], own[82], own[104], own[105], own[106]]).toEqual(["|", "!", ">", "\u001c", "\n"]);
  expect(read837P(own).value[0]?.transactions).toEqual(read837P(plain).value[0]?.transactions);
});

describe("typed values", () => {
  test("X12-T2 two claims of one subscriber each have that subscriber, provider and payer whole", () => {
    const written = write837P(claimFile([CLAIM, { ...CLAIM, id: "ACCT2" }]));
    const text = written.ok ? written.value : "";
    expect(text.match(/~HL\*/g)).toHaveLength(2);
    const claims = read837P(text).value[0]?.transactions[0]?.claims ?? [];
    expect(
      claims.map(({ id, subscriber, billingProvider, payer }) => [id, subscriber, billingProvider, payer]),
    ).toEqual(
      ["ACCT1", "ACCT2"].map((id) => [id, claims[0]?.subscriber, claims[0]?.billingProvider, claims[0]?.payer]),
    );
    expect(claims[1]?.subscriber).toEqual(CLAIM.subscriber);
  });
  test("X12-T3 a stream gives each claim as it ends, and what the payer took beside them at the end", () => {
    const text = madeFile(MADE["835"]);
    const seen: string[] = [];
    const reader = stream835({
      onItem: (item, place) =>
        seen.push(`${item.id} of ${place.transaction.trace.number} to ${place.group.receiverCode}`),
      onTransaction: (whole) =>
        seen.push(`${whole.claims.length} claims, ${whole.providerAdjustments.length} adjustments`),
    });
    reader.push(text.slice(0, text.indexOf("SVC*")));
    expect(seen).toEqual(["ACCT8 of EFT4200 to MADERECEIVER"]);
    reader.push(text.slice(text.indexOf("SVC*")));
    reader.end();
    const all = read835(text).value[0]?.transactions[0];
    expect(all?.claims).toHaveLength(2);
    expect(seen).toEqual([
      "ACCT8 of EFT4200 to MADERECEIVER",
      "ACCT9 of EFT4200 to MADERECEIVER",
      `0 claims, ${all?.providerAdjustments.length} adjustments`,
    ]);
  });
});
