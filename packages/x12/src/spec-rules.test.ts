import { describe, expect, test } from "vitest";
import { read837P } from "./837p/read.ts";
import { write837P } from "./837p/write.ts";
import { read835, stream835 } from "./835/read.ts";
import type { CodeLists, CodePeriod } from "./core/rules.ts";
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

describe("what the guides want of facts, where the file is right", () => {
  test("an 834's reporting categories (loop 2700, LS to LE) are read and belong to the member", () => {
    const categories = "LS*2700~LX*1~N1*75*DIVISION~REF*17*NORTH~DTP*007*D8*20261201~LX*2~N1*75*PLANT~REF*ZZ*7~LE*2700";
    const text = changed("834", "~INS*N*19", `~${categories}~INS*N*19`);
    expect(validate(text)).toEqual([]);
    expect(errors(changed("834", "~INS*N*19", `~${categories.replace("LS*2700~", "")}~INS*N*19`))).not.toEqual([]);
  });
  test("X12-V5 the claim's own date is enough, and so is one at each line", () => {
    const ofLines = changed("835", "DTM*232*20261118~DTM*233*20261118~", "");
    expect(rulesIn(ofLines)).toEqual([]);
    expect(rulesIn(ofLines.replace("DTM*472*20261118~", ""))).toContain("835-2100-DATE");
    expect(rulesIn(changed("835", "DTM*472*20261118~", ""))).toEqual([]);
  });
  test("X12-V5 the amount allowed of a line that the contract pays below the fee is not off", () => {
    for (const allowed of ["170", "170.00"])
      expect(rulesIn(changed("835", "AMT*B6*170", `AMT*B6*${allowed}`))).toEqual([]);
    expect(rulesIn(changed("835", "AMT*B6*170", "AMT*B6*169.99"))).toEqual(["835-2110-AMT-B6"]);
    // The patient's part is what the payer calls the patient's: reason 1 under another group is no deductible.
    expect(rulesIn(changed("835", "CAS*CO*45*30", "CAS*CO*1*30"))).toEqual([]);
  });
  test("X12-E15 an adjustment of zero is told, one of a cent is not", () => {
    expect(rulesIn(changed("835", "CAS*PR*1*50", "CAS*PR*1*50**3*0"))).toEqual(["X12-ZERO"]);
    expect(rulesIn(changed("835", "CAS*PR*1*50", "CAS*PR*1*49.99**3*0.01"))).toEqual([]);
  });
  test("X12-V6 death, weight and pregnancy that can be are let through", () => {
    expect(rulesIn(changed("837P", "PAT*19", "PAT*19****D8*20261118*01*88.5"))).toEqual([]);
    expect(rulesIn(changed("837P", "PAT*19", "PAT*19******01*2000.1"))).toEqual(["837P-2000C-PAT08"]);
    const girl = changed("837P", "PAT*19", "PAT*19********Y").replace("20150517*M", "20080517*F");
    expect(rulesIn(girl)).toEqual([]);
  });
  test("X12-V6 a line that says that it was done again is no repeat, nor is one of another day", () => {
    const withDrug = changed("837P", "SV1*HC:J1100", "SV1*HC:99213:25");
    expect(rulesIn(withDrug)).not.toContain("837P-2300-LINE-TWICE");
    const twice = withDrug.replace("LIN**N4*00641036725~CTP****2*ML~REF*XZ*RX1~", "");
    expect(rulesIn(twice)).toContain("837P-2300-LINE-TWICE");
    expect(rulesIn(twice.replace("SV1*HC:99213:25*50", "SV1*HC:99213:25:76*50"))).not.toContain("837P-2300-LINE-TWICE");
    const second = twice.lastIndexOf("DTP*472*D8*20261118");
    const otherDay = `${twice.slice(0, second)}DTP*472*D8*20261117${twice.slice(second + 19)}`;
    expect(rulesIn(otherDay)).not.toContain("837P-2300-LINE-TWICE");
  });
  test("X12-V6 an unlisted service with words, and an unlisted drug with its NDC, are let through", () => {
    const words = changed("837P", "SV1*HC:99213:25*", "SV1*HC:17999:::::LASER OF A SCAR*");
    expect(rulesIn(words)).not.toContain("837P-2400-SV101-DESCRIPTION");
    expect(rulesIn(changed("837P", "SV1*HC:J1100", "SV1*HC:J3490"))).not.toContain("837P-2400-SV101-DESCRIPTION");
  });
  test("X12-V8 questions that differ in more than the service type are two", () => {
    expect(rulesIn(changed("270", "EQ*30^98", "EQ*30~EQ*98**FAM"))).toEqual([]);
    expect(rulesIn(changed("270", "EQ*30^98", "EQ*30~EQ*98"))).toEqual(["270-2110D-EQ-ONE"]);
  });
});

describe("X12-V7 codes by a list that was loaded", () => {
  const open: readonly CodePeriod[] = [{ from: "19950101" }];
  const carc = new Map<string, readonly CodePeriod[]>([
    ["1", open],
    ["45", open],
  ]);
  const rarc = new Map([
    ["MA01", open],
    ["N130", open],
  ]);
  const found = (text: string, lists: CodeLists) => validate(text, lists);
  test.each<Kind>(["835", "837P"])("%s: nothing is said without a list, nor of codes that it has", (kind) => {
    expect(found(madeFile(MADE[kind]), {})).toEqual([]);
    expect(found(madeFile(MADE[kind]), { carc, rarc })).toEqual([]);
  });
  test("a reason that the list lacks is named where it stands, at a line and in an earlier payer's decision", () => {
    const reasons = found(changed("835", "CAS*PR*1*50", "CAS*PR*1*40**999*10"), { carc });
    expect(reasons).toMatchObject([
      { rule: "835-2100-CARC", severity: "error", segmentId: "CAS", elementPosition: 5, loop: "2110" },
    ]);
    expect(found(changed("837P", "CAS*PR*1*50", "CAS*PR*998*50"), { carc })).toMatchObject([
      { rule: "837P-2300-CARC", segmentId: "CAS", elementPosition: 2, loop: "2430" },
    ]);
  });
  test("so is a remark, of the claim and of a line; the other list says nothing of it", () => {
    const text = changed("835", "MOA***MA01", "MOA***MA99").replace("LQ*HE*N130", "LQ*HE*N999");
    expect(found(text, { rarc })).toMatchObject([
      { rule: "835-2100-RARC", segmentId: "MOA", elementPosition: 3, loop: "2100" },
      { rule: "835-2100-RARC", segmentId: "LQ", elementPosition: 2, loop: "2110" },
    ]);
    expect(found(text, { carc })).toEqual([]);
  });
  test("a code that had ended by the day of the payment is told; a second period counts", () => {
    const ended = new Map<string, readonly CodePeriod[]>([...carc, ["45", [{ from: "19950101", to: "20261124" }]]]);
    expect(found(madeFile(MADE["835"]), { carc: ended }).map(({ rule }) => rule)).toEqual([
      "835-2100-CARC-ENDED",
      "835-2100-CARC-ENDED",
      "835-2100-CARC-ENDED",
    ]);
    const lastDay = new Map<string, readonly CodePeriod[]>([...carc, ["45", [{ from: "19950101", to: "20261125" }]]]);
    expect(found(madeFile(MADE["835"]), { carc: lastDay })).toEqual([]);
    const again = new Map<string, readonly CodePeriod[]>([
      ...carc,
      ["45", [{ from: "19950101", to: "20200101" }, { from: "20250101" }]],
    ]);
    expect(found(madeFile(MADE["835"]), { carc: again })).toEqual([]);
  });
});
