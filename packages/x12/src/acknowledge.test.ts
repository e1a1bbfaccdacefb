import { describe, expect, test } from "vitest";
import { build277CA, type Build277CA } from "./277ca/build.ts";
import { statusOfFinding } from "./277ca/status-of-finding.ts";
import { read277CA } from "./277ca/read.ts";
import { write277CA } from "./277ca/write.ts";
import type { Claim837P } from "./837p/types.ts";
import { write837P } from "./837p/write.ts";
import { build999 } from "./999/build.ts";
import { write999 } from "./999/write.ts";
import { CLAIM, claimFile } from "./testing/samples.ts";
import { buildTa1 } from "./ta1/ta1.ts";
import { validate } from "./validate.ts";

const REPLY = { controlNumber: 900, groupControlNumber: 901, date: "2026-11-21", time: "09:00" };

function claims(...list: Claim837P[]): string {
  const result = write837P(claimFile(list));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
/** With SE01 set right again. */
function recounted(text: string): string {
  const segments = text.split("~");
  const st = segments.findIndex((segment) => segment.startsWith("ST*"));
  const se = segments.findIndex((segment) => segment.startsWith("SE*"));
  segments[se] = (segments[se] as string).replace(/^SE\*\d+/, `SE*${se - st + 1}`);
  return segments.join("~");
}

describe("X12-A1 the 999 for a file", () => {
  test("accepts what has no fault of form, and is valid itself", () => {
    const [answer] = build999(claims(CLAIM), REPLY);
    expect(answer?.transactions[0]).toMatchObject({
      groupCode: "HC",
      groupControlNumber: "1",
      outcome: "A",
      included: 1,
      received: 1,
      accepted: 1,
      transactions: [{ transactionCode: "837", controlNumber: "0001", outcome: "A", segmentErrors: [] }],
    });
    expect(answer?.interchange).toMatchObject({ senderId: "CARE1", receiverId: "HARBOR", controlNumber: 900 });
    const written = answer && write999(answer);
    expect(written?.ok).toBe(true);
    if (written?.ok) expect(validate(written.value)).toEqual([]);
  });

  test("names segment, element and account number of a fault of form", () => {
    const text = claims(CLAIM).replace("CLM*ACCT1*185", "CLM*ACCT1*ABC");
    const [answer] = build999(text, REPLY);
    expect(answer?.transactions[0]).toMatchObject({
      outcome: "R",
      accepted: 0,
      transactions: [
        {
          outcome: "R",
          errors: ["5"],
          segmentErrors: [
            {
              segmentId: "CLM",
              position: 19,
              loop: "2300",
              code: "8",
              contexts: [{ name: "CLM01", value: "ACCT1" }],
              elementErrors: [{ elementPosition: 2, elementNumber: 782, code: "6" }],
            },
          ],
        },
      ],
    });
    const written = answer && write999(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
  });

  test("a missing segment is code 3, a wrong count code 4", () => {
    const missing = build999(recounted(claims(CLAIM).replace("HI*ABK:E1165*ABF:I10~", "")), REPLY);
    expect(missing[0]?.transactions[0]?.transactions[0]?.segmentErrors[0]).toMatchObject({
      segmentId: "HI",
      code: "3",
    });
    const count = build999(claims(CLAIM).replace("SE*30", "SE*31"), REPLY);
    expect(count[0]?.transactions[0]?.transactions[0]).toMatchObject({
      outcome: "R",
      errors: ["4"],
      segmentErrors: [],
    });
  });

  test.each([
    ["a real segment that has no place there", "SV2*0300*HC:80053*10*UN*1", "SV2", "2"],
    ["one of the described ones", "EB*1", "EB", "2"],
    ["an id that is none", "QQ9*1", "QQ9", "1"],
    ["what is no id is not repeated", "JANE DOE*1", "ZZZ", "1"],
  ])("names %s", (_, segment, segmentId, code) => {
    const text = recounted(claims(CLAIM).replace("SV1*HC:99213", `${segment}~SV1*HC:99213`));
    const [answer] = build999(text, REPLY);
    expect(answer?.transactions[0]?.transactions[0]?.segmentErrors).toMatchObject([{ segmentId, code }]);
    const written = answer && write999(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
  });

  test("a transaction without its first segment is refused", () => {
    const [answer] = build999(recounted(claims(CLAIM).replace(/BHT\*[^~]*~/, "")), REPLY);
    expect(answer?.transactions[0]?.transactions[0]).toMatchObject({
      outcome: "R",
      segmentErrors: [{ segmentId: "BHT", position: 1, code: "3" }],
    });
  });

  test("what AK1 and AK2 can't carry is cut to what they can", () => {
    const text = claims(CLAIM).replace("ST*837*0001", "ST*8370*1").replaceAll("X*005010X222A1~", "X*005010X222A1LONG~");
    const [answer] = build999(text, REPLY);
    const written = answer && write999(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
    expect(answer?.transactions[0]).toMatchObject({
      version: undefined,
      transactions: [{ transactionCode: "837", controlNumber: "0001", outcome: "R" }],
    });
  });

  test("says nothing of what claims mean", () => {
    const text = claims(CLAIM).replace("*XX*1234567893", "*XX*1234567890");
    expect(build999(text, REPLY)[0]?.transactions[0]?.outcome).toBe("A");
  });

  test("a count of transactions that is wrong rejects the group", () => {
    const [answer] = build999(claims(CLAIM).replace("GE*1*1", "GE*2*1"), REPLY);
    expect(answer?.transactions[0]).toMatchObject({
      outcome: "R",
      groupErrors: ["5"],
      included: 2,
      received: 1,
      accepted: 0,
    });
    expect(answer && write999(answer).ok).toBe(true);
  });
});

/** A payer that does not know the second claim's member. */
const judge = (claim: Claim837P) => (claim.id === "ACCT2" ? [{ category: "A3", status: "33", entity: "IL" }] : []);

describe("X12-A2 the 277CA for a file", () => {
  const options: Build277CA = {
    reply: REPLY,
    source: {
      role: "PR",
      name: { kind: "organization", name: "CARE PLAN" },
      id: { qualifier: "PI", value: "CARE1" },
    },
    receivedOn: "2026-11-21",
    processedOn: "2026-11-22",
    claimNumber: (_claim, position) => `ICN${position + 1}`,
  };
  const second: Claim837P = { ...CLAIM, id: "ACCT2" };

  test("accepts good claims, and is valid itself", () => {
    const [answer] = build277CA(claims(CLAIM, second), options);
    const [transaction] = answer?.transactions ?? [];
    expect(transaction?.receiver).toMatchObject({
      trace: "BATCH1",
      totals: { acceptedCount: 2, acceptedAmount: 37_000 },
    });
    expect(transaction?.receiver.providers[0]?.claims.map((one) => [one.claimId, one.payerClaimNumber])).toEqual([
      ["ACCT1", "ICN1"],
      ["ACCT2", "ICN2"],
    ]);
    const written = answer && write277CA(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
    if (written?.ok) expect(read277CA(written.value).value).toEqual([answer]);
  });

  test("rejects the claim that has the fault, with its code, and no other", () => {
    const text = claims(CLAIM, second).replace("CLM*ACCT2*185", "CLM*ACCT2*186");
    const [answer] = build277CA(text, options);
    const all = answer?.transactions[0]?.receiver.providers[0]?.claims ?? [];
    expect(all.map((one) => one.statuses[0]?.action)).toEqual(["WQ", "U"]);
    expect(all[1]?.statuses[0]?.codes).toEqual([{ category: "A7", status: "400" }]);
    expect(all[1]?.payerClaimNumber).toBeUndefined();
    const written = answer && write277CA(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
  });

  test("a billing provider's false NPI rejects all its claims", () => {
    const text = claims(CLAIM, second).replace("*XX*1234567893", "*XX*1234567890");
    const [answer] = build277CA(text, options);
    const written = answer && write277CA(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
    const provider = answer?.transactions[0]?.receiver.providers[0];
    expect(provider?.id).toEqual({ qualifier: "FI", value: "330000001" });
    const all = provider?.claims ?? [];
    expect(all.map((one) => one.statuses[0]?.codes[0])).toEqual([
      { category: "A7", status: "562", entity: "85" },
      { category: "A7", status: "562", entity: "85" },
    ]);
  });

  test("a company that is the subscriber stands where a patient's name is", () => {
    const company: Claim837P = {
      ...CLAIM,
      subscriber: { ...CLAIM.subscriber, name: { kind: "organization", name: "ACME" } },
    };
    const [answer] = build277CA(claims(company), options);
    const written = answer && write277CA(answer);
    expect(written?.ok ? validate(written.value) : written?.error).toEqual([]);
  });

  test("the payer's own judgement", () => {
    const all = build277CA(claims(CLAIM, second), { ...options, judge })[0]?.transactions[0]?.receiver.providers[0];
    expect(all?.claims.map((one) => one.statuses[0]?.codes[0]?.category)).toEqual(["A2", "A3"]);
    expect(all?.totals).toMatchObject({ acceptedCount: 1, rejectedCount: 1 });
  });

  test("there is none for a transaction that the 999 refuses", () => {
    expect(build277CA(claims(CLAIM).replace("CLM*ACCT1*185", "CLM*ACCT1*ABC"), options)).toEqual([]);
  });
});

describe("X12-A3 the TA1 for a file", () => {
  test("accepted", () =>
    expect(buildTa1(claims(CLAIM))).toEqual({
      controlNumber: 1,
      date: "2026-11-20",
      time: "08:00",
      outcome: "A",
      note: "000",
    }));
  test("a group header that no 999 could repeat", () =>
    expect(buildTa1(claims(CLAIM).replace("*0800*1*X*", "*0800*ONE*X*"))).toMatchObject({ outcome: "R", note: "024" }));
  test("IEA02 is not ISA13", () =>
    expect(buildTa1(claims(CLAIM).replace("IEA*1*000000001", "IEA*1*000000009"))).toMatchObject({
      outcome: "R",
      note: "001",
    }));
  test("no interchange, no answer", () => expect(buildTa1("hello")).toBeUndefined());
});

describe("X12-A2 the status codes of a fault", () => {
  const fault = (rule: string, segmentId: string, loop: string, elementPosition?: number) =>
    statusOfFinding(
      {
        severity: "error",
        segmentNumber: 9,
        segmentId,
        loop,
        rule,
        message: "",
        ...(elementPosition ? { elementPosition } : {}),
      },
      "QC",
    ).map((one) => [one.category, one.status, one.entity ?? ""].join(":"));
  test.each([
    ["no member number", fault("837P-2010BA-NM109", "NM1", "2010BA", 9), ["A6:164:IL"]],
    ["no birth date of the subscriber", fault("837P-2010BA-PATIENT", "DMG", "2010BA"), ["A6:158:IL"]],
    ["no address of the subscriber", fault("837P-2010BA-PATIENT", "N3", "2010BA"), ["A6:126:IL"]],
    ["served before birth", fault("837P-2300-DMG-AFTER", "DTP", "2300"), ["A7:158:QC"]],
    ["a false NPI", fault("X12-NPI", "NM1", "2310B", 9), ["A7:562:82"]],
    ["a diagnosis", fault("837P-2300-HI-FORM", "HI", "2300", 1), ["A7:255:"]],
    ["a procedure", fault("837P-2400-SV101-CODE", "SV1", "2400", 1), ["A7:454:"]],
    ["a place without an entity for it", fault("X12-STATE", "N4", "2010AC", 2), ["A7:21:", "A7:481:"]],
    ["another payer's decision", fault("837P-2430-SVD01", "SVD", "2430", 1), ["A7:21:", "A7:286:"]],
    ["anything in a line", fault("837P-2400-LX01", "LX", "2400", 1), ["A7:21:", "A7:247:"]],
    ["anything else", fault("837P-2000B-SBR09", "SBR", "2000B", 9), ["A7:21:", "A7:481:"]],
  ])("%s", (_, told, codes) => expect(told).toEqual(codes));
});
