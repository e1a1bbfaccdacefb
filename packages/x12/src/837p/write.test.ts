import { describe, expect, test } from "vitest";
import { CLAIM, claimFile } from "../testing/samples.ts";
import type { Finding } from "../types.ts";
import type { Claim837P } from "./types.ts";
import { write837P } from "./write.ts";

function segments(claims: readonly Claim837P[]): string[] {
  const written = write837P(claimFile(claims));
  expect(written.ok ? [] : written.error).toEqual([]);
  return written.ok ? written.value.split("~") : [];
}

function refusals(claim: Claim837P): string[] {
  const written = write837P(claimFile([claim]));
  return written.ok ? [] : written.error.map((finding: Finding) => finding.rule);
}

const CHILD: Claim837P["patient"] = {
  relationship: "19",
  name: { kind: "person", last: "DOE", first: "SAM" },
  address: { line1: "1 ELM ST", city: "SAN DIEGO", state: "CA", zip: "92103" },
  birthDate: "2015-02-03",
  sex: "M",
};

describe("X12-P1 the text of a claim (005010X222A1)", () => {
  test("a subscriber who is the patient", () => {
    expect(segments([CLAIM])).toEqual([
      "ISA*00*          *00*          *ZZ*HARBOR         *ZZ*CARE1          *261120*0800*^*00501*000000001*0*T*:",
      "GS*HC*HARBOR*CARE1*20261120*0800*1*X*005010X222A1",
      "ST*837*0001*005010X222A1",
      "BHT*0019*00*BATCH1*20261120*0800*CH",
      "NM1*41*2*HARBOR FAMILY PRACTICE*****46*HARBOR",
      "PER*IC*BILLING*TE*6195550100",
      "NM1*40*2*CARE PLAN*****46*CARE1",
      "HL*1**20*1",
      "PRV*BI*PXC*207Q00000X",
      "NM1*85*2*HARBOR FAMILY PRACTICE*****XX*1234567893",
      "N3*100 HARBOR DR",
      "N4*SAN DIEGO*CA*921010001",
      "REF*EI*330000001",
      "HL*2*1*22*0",
      "SBR*P*18*******HM",
      "NM1*IL*1*DOE*JANE****MI*M00000001",
      "N3*1 ELM ST",
      "N4*SAN DIEGO*CA*92103",
      "DMG*D8*19700517*F",
      "NM1*PR*2*CARE PLAN*****PI*CARE1",
      "CLM*ACCT1*185***11:B:1*Y*A*Y*Y",
      "HI*ABK:E1165*ABF:I10",
      "LX*1",
      "SV1*HC:99213:25*140*UN*1***1:2",
      "DTP*472*D8*20261118",
      "REF*6R*ACCT1-1",
      "LX*2",
      "SV1*HC:83036:QW*45*UN*1***1",
      "DTP*472*D8*20261118",
      "REF*6R*ACCT1-2",
      "REF*X4*05D0000001",
      "SE*30*0001",
      "GE*1*1",
      "IEA*1*000000001",
      "",
    ]);
  });

  test("a child of the subscriber stands in loop 2000C, and SBR02 is empty", () => {
    const text = segments([{ ...CLAIM, patient: CHILD }]);
    expect(text).toContain("HL*2*1*22*1");
    expect(text).toContain("SBR*P********HM");
    const at = text.indexOf("HL*3*2*23*0");
    expect(text.slice(at, at + 6)).toEqual([
      "HL*3*2*23*0",
      "PAT*19",
      "NM1*QC*1*DOE*SAM",
      "N3*1 ELM ST",
      "N4*SAN DIEGO*CA*92103",
      "DMG*D8*20150203*M",
    ]);
  });

  test("neighbours share provider, subscriber and patient; numbering goes on", () => {
    const text = segments([
      CLAIM,
      { ...CLAIM, id: "ACCT2" },
      { ...CLAIM, id: "ACCT3", patient: CHILD },
      { ...CLAIM, id: "ACCT4", patient: CHILD },
      { ...CLAIM, id: "ACCT5", patient: { ...CHILD, sex: "F" } },
    ]);
    expect(text.filter((segment) => segment.startsWith("HL*"))).toEqual([
      "HL*1**20*1",
      "HL*2*1*22*0",
      "HL*3*1*22*1",
      "HL*4*3*23*0",
      "HL*5*3*23*0",
    ]);
  });

  test("providers, authorization, accident and corrected claim", () => {
    const person = { kind: "person", last: "SMITH", first: "ANN" } as const;
    const text = segments([
      {
        ...CLAIM,
        frequency: "7",
        originalClaimNumber: "ICN123",
        priorAuthorization: "AUTH1",
        referralNumber: "REFER1",
        relatedCauses: { causes: ["AA"], state: "CA" },
        dates: { accident: "2026-11-01" },
        referringProviders: [{ role: "DN", name: person, npi: "1234567893" }],
        renderingProvider: { name: person, npi: "1234567893", taxonomy: "207Q00000X" },
        supervisingProvider: { name: person, npi: "1234567893" },
        serviceFacility: {
          name: "HARBOR NORTH",
          npi: "1234567893",
          address: { line1: "9 NORTH ST", city: "SAN DIEGO", state: "CA", zip: "921040001" },
        },
      },
    ]);
    const at = text.indexOf("CLM*ACCT1*185***11:B:7*Y*A*Y*Y**AA:::CA");
    expect(text.slice(at, at + 13)).toEqual([
      "CLM*ACCT1*185***11:B:7*Y*A*Y*Y**AA:::CA",
      "DTP*439*D8*20261101",
      "REF*9F*REFER1",
      "REF*G1*AUTH1",
      "REF*F8*ICN123",
      "HI*ABK:E1165*ABF:I10",
      "NM1*DN*1*SMITH*ANN****XX*1234567893",
      "NM1*82*1*SMITH*ANN****XX*1234567893",
      "PRV*PE*PXC*207Q00000X",
      "NM1*77*2*HARBOR NORTH*****XX*1234567893",
      "N3*9 NORTH ST",
      "N4*SAN DIEGO*CA*921040001",
      "NM1*DQ*1*SMITH*ANN****XX*1234567893",
    ]);
  });

  test("a secondary claim carries what the primary payer decided, on claim and line", () => {
    const [first] = CLAIM.lines;
    if (!first) throw new Error("the sample has lines");
    const claim: Claim837P = {
      ...CLAIM,
      charge: 14_000,
      subscriber: { ...CLAIM.subscriber, responsibility: "S" },
      lines: [
        {
          ...first,
          adjudications: [
            {
              payerId: "FIRST1",
              paid: 8_000,
              procedure: first.procedure,
              quantity: 1,
              adjustments: [
                { group: "CO", reason: "45", amount: 4_000 },
                { group: "PR", reason: "2", amount: 2_000 },
              ],
              date: "2026-11-10",
            },
          ],
        },
      ],
      otherSubscribers: [
        {
          responsibility: "P",
          relationship: "18",
          filingIndicator: "CI",
          paid: 8_000,
          benefitsAssigned: "Y",
          releaseOfInformation: "Y",
          name: CLAIM.subscriber.name,
          memberId: "F1",
          payer: { name: "FIRST PLAN", id: { qualifier: "PI", value: "FIRST1" } },
        },
      ],
    };
    const text = segments([claim]);
    const at = text.indexOf("SBR*P*18*******CI");
    expect(text.slice(at, at + 5)).toEqual([
      "SBR*P*18*******CI",
      "AMT*D*80",
      "OI***Y***Y",
      "NM1*IL*1*DOE*JANE****MI*F1",
      "NM1*PR*2*FIRST PLAN*****PI*FIRST1",
    ]);
    expect(text).toContain("SVD*FIRST1*80*HC:99213:25**1");
    expect(text).toContain("CAS*CO*45*40");
    expect(refusals({ ...claim, otherSubscribers: [] })).toContain("837P-2300-SBR01-OTHERS");
  });
});

describe("X12-P2 what would make an invalid file is refused", () => {
  test.each<[string, Partial<Claim837P>, string]>([
    ["a total that is not the sum", { charge: 1 }, "837P-2300-CLM02-SUM"],
    ["a delimiter in a name", { id: "A*B" }, "X12-WRITE-CHARACTER"],
    ["a line break in a name", { id: "A\nB" }, "X12-WRITE-CHARACTER"],
    ["an accent that was not folded", { payer: { ...CLAIM.payer, name: "CAFÉ" } }, "X12-WRITE-CHARACTER"],
    ["no diagnosis", { diagnoses: [] }, "X12-SEGMENT-MISSING"],
    ["no line", { lines: [] }, "X12-LOOP-MISSING"],
    ["a code that is none", { patientSignatureSource: "Q" }, "X12-CODE"],
    ["too long a text", { payer: { ...CLAIM.payer, name: "X".repeat(61) } }, "X12-LONG"],
    ["a replacement without the payer's number", { frequency: "7" }, "837P-2300-CLM05-F8"],
    ["a false NPI", { billingProvider: { ...CLAIM.billingProvider, npi: "1234567890" } }, "X12-NPI"],
    ["an empty required element", { id: "" }, "X12-MISSING"],
    ["an accident without its date", { relatedCauses: { causes: ["OA"] } }, "837P-2300-CLM11-DATE"],
    ["a dotted diagnosis", { diagnoses: [{ qualifier: "ABK", code: "E11.65" }] }, "837P-2300-HI-FORM"],
    [
      "a patient who is the subscriber, without an address",
      { subscriber: { ...CLAIM.subscriber, address: undefined } },
      "837P-2010BA-PATIENT",
    ],
    [
      "a PO box",
      {
        billingProvider: { ...CLAIM.billingProvider, address: { ...CLAIM.billingProvider.address, line1: "PO BOX 9" } },
      },
      "837P-2010AA-N3-POBOX",
    ],
  ])("%s", (_what, part, rule) => {
    expect(refusals({ ...CLAIM, ...part })).toContain(rule);
  });

  test("a claim that is right is not", () => expect(refusals(CLAIM)).toEqual([]));

  test("findings hold no value of the claim", () => {
    const secret = "SECRETNAME";
    const written = write837P(
      claimFile([
        { ...CLAIM, charge: 7, subscriber: { ...CLAIM.subscriber, name: { kind: "person", last: `${secret}*` } } },
      ]),
    );
    expect(written.ok).toBe(false);
    expect(JSON.stringify(written)).not.toContain(secret);
  });
});
