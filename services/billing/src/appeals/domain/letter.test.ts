import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, test } from "vitest";
import { appealFileName, readAnswerFile } from "./appeal-mail.ts";
import { appealWarnings, isLate, type Written } from "./appeal-warnings.ts";
import { draftLetter, GAP, withNumber } from "./draft-letter.ts";
import { letterDocument, type LetterText } from "./letter-document.ts";
import { firstAccepted, type LetterFacts, type LetterLine } from "./letter-facts.ts";
import { paperKindOf, sizeOf } from "./paper-kind.ts";
import { readSealedNote } from "./sealed-note.ts";

const I10 = { code: "I10", label: "High blood pressure" };
const E119 = { code: "E11.9", label: "Type 2 diabetes" };
const line = (code: string, more: Partial<LetterLine> = {}): LetterLine => ({
  code,
  label: `service ${code}`,
  modifiers: [],
  units: 1,
  amount: 10_000,
  paid: 0,
  adjustments: [],
  diagnoses: [I10],
  refused: false,
  ...more,
});
const answer = (kind: string, accepted: boolean, on: string) => ({
  on,
  kind,
  accepted,
  words: `${kind} words`,
  segments: [`STC*${on}`],
});
const filing = (sentOn: string, ...answers: readonly ReturnType<typeof answer>[]) => ({
  sentOn,
  controlNumber: 7,
  reference: "837P-7",
  answers,
});
const facts: LetterFacts = {
  practice: {
    name: "Mission Bay",
    npi: "1234567893",
    taxId: "330123456",
    phone: "6195550100",
    address: { line1: "100 Harbor Drive", line2: null, city: "San Diego", state: "CA", zip: "921011234" },
  },
  payerName: "Care First",
  payerAddress: [],
  level: 1,
  levelName: "First Appeal",
  patient: {
    name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    mrn: "100042",
  },
  memberId: "CF1",
  claimNumber: "C1",
  payerClaimNumber: "P1",
  serviceDate: "2026-09-01",
  billed: 25_000,
  provider: "Chen, Ana MD",
  denied: {
    amount: 10_000,
    group: "CO",
    reason: "97",
    remarks: ["M15"],
    meaning: "part of another service",
    decidedOn: "2026-10-01",
    trace: "EFT1",
  },
  lines: [
    line("99213", { refused: true, modifiers: ["25"], diagnoses: [I10, E119] }),
    line("36415", { paid: 500, adjustments: ["CO-45 $95.00"] }),
  ],
  filings: [filing("2026-09-05", answer("999", true, "2026-09-05"), answer("277CA", true, "2026-09-07"))],
  filingDays: 90,
  earlier: [],
};
const argument = (
  grounds: Parameters<typeof draftLetter>[0],
  more: Partial<LetterFacts> = {},
  number: string | null = null,
) =>
  draftLetter(grounds, { ...facts, ...more }, number)
    .split("\n\n")
    .slice(1, -1);
const SERVICE = "99213 (service 99213)";

describe("BIL-181: the draft claims what the record holds", () => {
  test("it begins with the decision, goes over the levels before, and ends with what is asked for", () => {
    const earlier = [
      { levelName: "First Appeal", sentOn: "2026-10-05", answeredOn: "2026-10-20" },
      { levelName: "Second Appeal", sentOn: "2026-10-25", answeredOn: null },
    ];
    const paragraphs = draftLetter("network", { ...facts, earlier }, null).split("\n\n");
    expect(paragraphs.slice(0, 3)).toEqual([
      "We ask for the first appeal of your decision of 10/01/2026 (payment EFT1), which refused $100.00 of this claim with CO-97, M15: part of another service.",
      "Our first appeal of 10/05/2026 was answered on 10/20/2026; we do not agree with it.",
      "Our second appeal of 10/25/2026 was followed by another decision; we do not agree with it.",
    ]);
    expect(paragraphs).toHaveLength(5);
    expect(paragraphs.at(-1)).toContain("We ask you to reverse the refusal");
  });
  test("filed in time: the first sending that the payer itself accepted proves it, and no other", () => {
    const filings = [
      filing("2026-09-03", answer("999", true, "2026-09-03")),
      filing("2026-09-04", answer("277CA", false, "2026-09-05")),
      filing("2026-09-06", answer("999", true, "2026-09-06"), answer("277CA", true, "2026-09-08")),
      filing("2026-09-20", answer("277CA", true, "2026-09-21")),
    ];
    expect(firstAccepted({ filings })).toMatchObject({
      filing: { sentOn: "2026-09-06" },
      answer: { on: "2026-09-08" },
    });
    expect(argument("timely-filing", { filings })).toEqual([
      "The claim was filed in time. It was sent on 09/06/2026, 5 days after the service of 09/01/2026, and accepted for processing on 09/08/2026, as your own acknowledgment (277CA) enclosed says. The time for filing is 90 days.",
    ]);
    expect(argument("timely-filing", { filings: filings.slice(0, 2) })).toEqual([
      "The claim was filed within 90 days of the service, by 11/30/2026. [What proves that it was received in time]",
    ]);
  });
  test("a number stands in the text once it is there, and is a gap until then", () => {
    expect(argument("authorization", {}, "A1")).toEqual([
      `${SERVICE} was authorized under the number A1. The claim, with this number, and the signed note of the visit are enclosed.`,
    ]);
    expect(argument("referral", {}, "R1")[0]).toContain("referred under the number R1.");
    for (const grounds of ["authorization", "referral"] as const) {
      const draft = draftLetter(grounds, facts, null);
      expect(draft).toMatch(GAP);
      expect(withNumber(draft, null)).toBe(draft);
      expect(withNumber(draft, "N9")).not.toMatch(GAP);
      expect(withNumber(draft, "N9")).toContain("the number N9.");
    }
  });
  test("what was refused is named, not what was paid; where no line is, all of them", () => {
    expect(argument("medical-necessity")[0]).toMatch(
      /^99213 \(service 99213\) was medically necessary for High blood pressure \(I10\) and Type 2 diabetes \(E11\.9\)\. The signed note of Chen, Ana MD is enclosed/,
    );
    const all = [line("99213"), line("36415", { diagnoses: [I10, E119] }), line("87880")];
    expect(argument("medical-necessity", { lines: all })[0]).toMatch(
      /^99213 \(service 99213\), 36415 \(service 36415\) and 87880 \(service 87880\) were medically necessary for High blood pressure \(I10\) and Type 2 diabetes/,
    );
    expect(argument("medical-necessity", { lines: [] })[0]).toMatch(/^\[nothing in the record\] were medically/);
  });
  test("a separate service is set against the others of the visit", () => {
    expect(argument("bundled")[0]).toContain("part of another one: 36415 (service 36415) is another. The signed note");
    const lines = [...facts.lines, line("87880")];
    expect(argument("bundled", { lines })[0]).toContain("36415 (service 36415) and 87880 (service 87880) are another.");
    expect(argument("bundled", { lines: facts.lines.slice(0, 1) })[0]).toContain(
      "[the service that it is said to be a part of]",
    );
  });
  test("the coding is that of the refused lines, with modifiers and diagnoses", () => {
    const lines = [...facts.lines, line("87880", { refused: true })];
    expect(argument("coding", { lines })[0]).toBe(
      "The claim was coded as the signed note documents it: 99213 (service 99213) with modifier 25 for High blood pressure and Type 2 diabetes; 87880 (service 87880) for High blood pressure. Claim and note are enclosed.",
    );
  });
  test.each([
    ["duplicate", `It is the only claim for ${SERVICE} of 09/01/2026 by Chen, Ana MD, and no payment`, false],
    ["eligibility", "covered by you under the number CF1 on 09/01/2026. [What proves", true],
    ["network", "Chen, Ana MD gave the service to your member", true],
    ["credentialing", "Chen, Ana MD was enrolled with you and allowed to give this service on 09/01/2026. [Date", true],
    [
      "non-covered",
      `${SERVICE} was given for High blood pressure (I10) and Type 2 diabetes (E11.9) and was a benefit of the plan. [The section`,
      true,
    ],
    ["records", "the signed note of 09/01/2026 by Chen, Ana MD, and the claim as it was sent", false],
    ["other", "[Why the decision is wrong, and what shows it]", true],
  ] as const)("%s", (grounds, words, gap) => {
    const [text = ""] = argument(grounds);
    expect(text).toContain(words);
    expect(GAP.test(text)).toBe(gap);
  });
});

describe("BIL-183, BIL-184: what a person should know before it goes", () => {
  const written: Written = {
    status: "draft",
    grounds: "medical-necessity",
    levelName: "First Appeal",
    body: "All is said.",
    authorization: null,
    papers: ["remittance", "claim", "note"],
    dueOn: "2026-12-31",
  };
  const warn = (more: Partial<Written>, today = "2026-11-20", has: (paper: string) => boolean = () => true) =>
    appealWarnings({ ...written, ...more }, has, today);
  test("a whole letter in good time has none", () => {
    expect(warn({})).toEqual([]);
  });
  test.each([
    ["2026-12-17", "14 days are left for the first appeal."],
    ["2026-12-30", "1 days are left for the first appeal."],
    ["2026-12-31", "Today is the last day for the first appeal."],
    [
      "2027-01-01",
      "The payer's time for the first appeal ended on 12/31/2026. Say why it is late; the letter says so too.",
    ],
  ])("on %s: %s", (today, message) => {
    expect(warn({}, today)).toEqual([{ field: "dueOn", message }]);
  });
  test("two weeks and a day before nobody is warned, nor where there is no end, nor once it was sent", () => {
    expect(warn({}, "2026-12-16")).toEqual([]);
    expect(warn({ dueOn: null }, "2030-01-01")).toEqual([]);
    expect(warn({ status: "sent" as Written["status"] }, "2030-01-01")).toEqual([]);
  });
  test("it names each paper that these grounds need and that is not chosen, or not there", () => {
    expect(warn({ papers: ["remittance"] }).map((one) => one.field)).toEqual(["papers.claim", "papers.note"]);
    expect(warn({}, "2026-11-20", (paper) => paper !== "note")).toEqual([
      { field: "papers.note", message: "The signed note is not attached: these grounds mostly need it." },
    ]);
    expect(warn({ grounds: "timely-filing" })[0]).toEqual({
      field: "papers.acknowledgment",
      message: "No acknowledgment (277CA) goes with it: it is the proof of when the claim was filed.",
    });
    expect(warn({ papers: ["claim", "note"] })[0]?.message).toBe("The decision that is appealed does not go with it.");
    expect(warn({ papers: ["remittance", "note"] })[0]?.message).toBe("The claim as it was sent does not go with it.");
  });
  test("a number that the grounds stand on, and a gap in the text", () => {
    const number = { field: "authorization", message: "These grounds stand on the payer's number: enter it." };
    expect(warn({ grounds: "authorization" })).toEqual([number]);
    expect(warn({ grounds: "referral" })).toEqual([number]);
    expect(warn({ grounds: "authorization", authorization: "A1", body: "Number [authorization number]." })).toEqual([]);
    expect(warn({ body: "It was [when] so." })).toEqual([
      { field: "body", message: "The text has a gap in square brackets: fill it in, or take the sentence out." },
    ]);
  });
  test("a letter is late the day after the payer's time, and only while it is a draft", () => {
    expect([isLate(written, "2026-12-31"), isLate(written, "2027-01-01")]).toEqual([false, true]);
    expect(isLate({ ...written, status: "sent" as Written["status"] }, "2027-01-01")).toBe(false);
    expect(isLate({ ...written, dueOn: null }, "2027-01-01")).toBe(false);
  });
});

describe("BIL-184: the letter as it is printed", () => {
  const sealed = {
    provider: "Chen, Ana MD",
    serviceDate: "2026-09-01",
    sections: [{ heading: "Plan", text: "Rest.\nWater." }],
    diagnoses: ["I10 High blood pressure"],
    procedures: ["99213 Visit"],
    signedBy: "Ana Chen",
    signedOn: "2026-09-02",
    seal: "abc",
  };
  const text: LetterText = {
    purpose: "appeal",
    body: "First.\nSecond line.\n\nThird.",
    on: "2026-11-20",
    because: null,
    late: false,
    papers: ["remittance", "claim", "acknowledgment", "note"],
    note: sealed,
    files: ["photo.png"],
    signedBy: "Bea Biller",
  };
  const MARKS = { text: "", bold: "# ", small: "- ", mono: "> " };
  const print = (more: Partial<LetterText> = {}, about: Partial<LetterFacts> = {}) => {
    const made = letterDocument({ ...facts, ...about }, { ...text, ...more });
    return { ...made, parts: made.parts.map((part) => part.map((one) => MARKS[one.style] + one.text)) };
  };
  test("BIL-235: the payer's address for letters stands under its name, a line each", () => {
    const [first] = print({}, { payerAddress: ["PO Box 7", "San Diego CA 92112"] }).parts;
    expect(first?.slice(6, 11)).toEqual(["Care First", "Appeals", "PO Box 7", "San Diego CA 92112", ""]);
  });
  test("head, text, signature and what is enclosed, then each paper by itself", () => {
    const made = print();
    expect([made.title, made.foot]).toEqual([
      "Appeal, claim C1",
      "Claim C1 · Lopez, Maria · born 03/04/1981 · chart 100042",
    ]);
    expect(made.parts).toEqual([
      [
        "# Mission Bay",
        "- 100 Harbor Drive, San Diego, CA 921011234",
        "- Telephone 6195550100 · NPI 1234567893 · Tax id 330123456",
        "",
        "11/20/2026",
        "",
        "Care First",
        "Appeals",
        "",
        "# Appeal",
        "Level: First Appeal",
        "Patient: Maria Lopez, born 03/04/1981",
        "Member number: CF1",
        "Claim: C1, yours P1",
        "Date of service: 09/01/2026",
        "Provider: Chen, Ana MD",
        "Billed: $250.00",
        "Refused: $100.00, CO-97, M15",
        "",
        "First.",
        "Second line.",
        "",
        "Third.",
        "",
        "Sincerely,",
        "Bea Biller",
        "Mission Bay",
        "",
        "# Enclosed",
        "1. Decision that is appealed",
        "2. Claim as it was sent",
        "3. Acknowledgments (999, 277CA)",
        "4. Signed note of the visit",
        "5. photo.png",
      ],
      [
        "# Decision that is appealed",
        "Payment EFT1 of 10/01/2026, claim C1",
        "",
        "99213 service 99213: billed $100.00, paid $0.00",
        "36415 service 36415: billed $100.00, paid $5.00",
        "-     CO-45 $95.00",
      ],
      [
        "# Claim as it was sent",
        "Patient: Maria Lopez, born 03/04/1981",
        "Member number: CF1",
        "Claim: C1, yours P1",
        "Date of service: 09/01/2026",
        "Provider: Chen, Ana MD",
        "Billed: $250.00",
        "",
        "99213 25 service 99213, 1 x, $100.00, for I10 High blood pressure; E11.9 Type 2 diabetes",
        "36415 service 36415, 1 x, $100.00, for I10 High blood pressure",
      ],
      [
        "# Acknowledgments (999, 277CA)",
        "",
        "# Sent on 09/05/2026",
        "- ISA13 and GS06 7, BHT03 837P-7",
        "09/05/2026, 999: 999 words",
        "> STC*2026-09-05",
        "09/07/2026, 277CA: 277CA words",
        "> STC*2026-09-07",
      ],
      [
        "# Signed note of the visit",
        "Chen, Ana MD, visit of 09/01/2026",
        "",
        "# Plan",
        "Rest.",
        "Water.",
        "",
        "# Diagnoses",
        "I10 High blood pressure",
        "",
        "# Procedures",
        "99213 Visit",
        "",
        "- Signed by Ana Chen on 09/02/2026. SHA-256 of what was signed: abc",
      ],
    ]);
  });
  test("what is not there is not printed", () => {
    const bare = print(
      { papers: ["acknowledgment", "note"], note: null, files: [] },
      { practice: null, filings: [], payerClaimNumber: null },
    );
    expect(bare.parts).toHaveLength(1);
    expect(bare.parts[0]?.[0]).toBe("");
    expect(bare.parts[0]).toContain("Claim: C1");
    expect(bare.parts[0]?.slice(-6)).toEqual([
      "Sincerely,",
      "Bea Biller",
      "",
      "# Enclosed",
      "1. Acknowledgments (999, 277CA)",
      "2. Signed note of the visit",
    ]);
    expect(print({ papers: [], files: [] }).parts[0]?.at(-1)).toBe("Mission Bay");
    const note = print({ papers: ["note"], note: { ...sealed, diagnoses: [], procedures: [] } }).parts[1];
    expect(note).not.toContain("# Diagnoses");
    expect(note).not.toContain("# Procedures");
    const silent = [{ sentOn: "2026-09-05", controlNumber: null, reference: null, answers: [] }];
    expect(print({ papers: ["acknowledgment"] }, { filings: silent }).parts[1]).toEqual([
      "# Acknowledgments (999, 277CA)",
      "",
      "# Sent on 09/05/2026",
    ]);
    expect(print({ papers: ["remittance"] }, { lines: [line("99213", { paid: null })] }).parts[1]?.at(-1)).toBe(
      "99213 service 99213: billed $100.00, paid not said",
    );
  });
  test("a correction says what is corrected, a late letter why it comes late, a withdrawal encloses nothing", () => {
    const body = (more: Partial<LetterText>) => {
      const lines = print({ papers: [], files: [], body: "Text.", ...more }).parts[0] ?? [];
      return lines.slice(lines.indexOf("Refused: $100.00, CO-97, M15") + 2, lines.indexOf("Sincerely,") - 1);
    };
    expect(body({ because: "why" })).toEqual(["Text."]);
    expect(body({ purpose: "correction", because: "why" })).toEqual(["What is corrected: why", "", "Text."]);
    expect(body({ late: true, because: "why" })).toEqual([
      "Why this letter comes after the time for it: why",
      "",
      "Text.",
    ]);
    expect(body({ late: true })).toEqual(["Text."]);
    expect(body({ purpose: "withdrawal", because: "It was paid." })).toEqual([
      "We withdraw the appeal named above. It was paid.",
    ]);
    expect(body({ purpose: "withdrawal" })).toEqual(["We withdraw the appeal named above."]);
    const gone = print({ purpose: "withdrawal" });
    expect(gone.parts).toHaveLength(1);
    expect(gone.parts[0]).not.toContain("# Enclosed");
  });
});

describe("BIL-184: the note is what was signed, or it is not attached", () => {
  const note = {
    serviceDate: "2026-09-01",
    provider: { name: "Chen, Ana MD" },
    sections: { plan: "Rest.", reason: "Cough", exam: "  ", other: "not for letters" },
    diagnoses: [{ code: "I10", label: "High blood pressure" }],
    procedures: [{ code: "99213", label: "Visit" }],
    signed: { at: "2026-09-02T01:00:00.000Z", by: "Ana Chen" },
  };
  const sealOf = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));
  test("with its sections in their order, those that say something", () => {
    const text = JSON.stringify(note);
    expect(readSealedNote(text, sealOf(text))).toEqual({
      provider: "Chen, Ana MD",
      serviceDate: "2026-09-01",
      sections: [
        { heading: "Reason for the visit", text: "Cough" },
        { heading: "Plan", text: "Rest." },
      ],
      diagnoses: ["I10 High blood pressure"],
      procedures: ["99213 Visit"],
      signedBy: "Ana Chen",
      signedOn: "2026-09-02",
      seal: sealOf(text),
    });
  });
  test("whose sections say who wrote them and when, as notes since practicum-note/3 do", () => {
    const wrote = (text: string) => ({ text, version: 1, savedAt: "2026-09-02T09:00:00.000Z", savedBy: "Ana Chen" });
    const sections = Object.fromEntries(Object.entries(note.sections).map(([name, text]) => [name, wrote(text)]));
    const text = JSON.stringify({ ...note, form: "practicum-note/3", sections });
    expect(readSealedNote(text, sealOf(text))?.sections).toEqual([
      { heading: "Reason for the visit", text: "Cough" },
      { heading: "Plan", text: "Rest." },
    ]);
  });
  test("another text than the one that has the seal is none, nor is what is no note", () => {
    const text = JSON.stringify(note);
    expect(readSealedNote(text.replace("Rest", "Work"), sealOf(text))).toBeNull();
    expect(readSealedNote("{", sealOf("{"))).toBeNull();
    expect(readSealedNote("{}", sealOf("{}"))).toBeNull();
  });
});

test("BIL-185: a payer's answer is taken whole or not at all; what it lacks is named", () => {
  const guid = "0192f0c1-2b3a-7c4d-8e5f-001122334455";
  const file = {
    kind: "appeal-answer",
    appealId: guid,
    letterId: guid,
    outcome: "upheld",
    on: "2026-11-23",
    dueOn: null,
    words: "No.",
  };
  expect(readAnswerFile(JSON.stringify(file))).toEqual(file);
  expect(readAnswerFile(JSON.stringify({ ...file, on: "2026-02-30" }))).toContain('lacks "on"');
  expect(readAnswerFile(JSON.stringify({ ...file, outcome: "maybe" }))).toContain('lacks "outcome"');
  expect(readAnswerFile("{")).toBe("This answer to an appeal is damaged: it is no whole JSON.");
  expect(appealFileName("L1")).toBe("appeal-L1.json");
});

test("a paper is known by its first bytes, and has the size of its bytes", () => {
  const base64 = (...bytes: readonly number[]) => Buffer.from(bytes).toString("base64");
  expect(paperKindOf(Buffer.from("%PDF-1.7").toString("base64"))).toBe("pdf");
  expect(paperKindOf(base64(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe("png");
  expect(paperKindOf(base64(0xff, 0xd8, 0xff, 0xe0))).toBe("jpeg");
  expect(paperKindOf(Buffer.from("GIF89a").toString("base64"))).toBeNull();
  expect(paperKindOf(Buffer.from("x%PDF-1.7").toString("base64"))).toBeNull();
  for (const size of [0, 1, 2, 3, 4, 100]) expect(sizeOf(Buffer.alloc(size).toString("base64"))).toBe(size);
});
