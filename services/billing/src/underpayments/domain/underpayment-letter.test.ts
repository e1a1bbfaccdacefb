import { expect, test } from "vitest";
import { draftUnderpaymentLetter, underpaymentLetter, type LetterLine } from "./underpayment-letter.ts";

const line: LetterLine = {
  claimNumber: "C000042",
  payerClaimNumber: "PCN9",
  patient: "Maria López",
  birthDate: "1981-03-04",
  memberId: "CF1234567",
  serviceDate: "2026-11-20",
  provider: "Chen, Ana MD",
  billedCode: "99214",
  billedLabel: "Established visit",
  paidCode: "99214",
  billed: 21_000,
  allowed: 10_000,
  expected: 13_500,
  missing: 3500,
  contract: "Care First 2026",
  term: "Schedule",
  because: "90% of $150.00 in Care First fees.",
  decidedOn: "2026-11-23",
  trace: "T1",
};
const letter = (...lines: LetterLine[]) => {
  const facts = { practice: null, payerName: "Care First", payerAddress: ["PO Box 1"], lines };
  const body = draftUnderpaymentLetter(facts);
  const { parts } = underpaymentLetter(facts, { body, on: "2026-11-24", signedBy: "Ana Chen" });
  return { body, text: parts.flat().map((one) => one.text) };
};

test("BIL-393: each line says what was agreed by which term, and what is missing comes to the sum of the lines", () => {
  const { text, body } = letter(line, { ...line, claimNumber: "C000043", missing: 1250, expected: 11_250 });
  expect(text).toContain("Claim C000042, yours PCN9 · 99214 Established visit");
  expect(text).toContain("Billed $210.00, allowed $100.00, missing $35.00. Your payment T1 of 11/23/2026.");
  expect(text).toContain("Agreed $135.00: Care First 2026, Schedule. 90% of $150.00 in Care First fees.");
  expect(text.at(-1)).toBe("Missing in all, as far as it is known: $47.50");
  expect(body).toContain("The 2 services below were allowed at less than the agreement says. $47.50 are missing.");
  expect(body).not.toContain("another code");
});

test("BIL-393: what is not known is not told as nothing, and a changed code is asked about", () => {
  const unknown = {
    ...line,
    paidCode: "99213",
    missing: null,
    expected: null,
    contract: null,
    term: null,
    because: null,
  };
  const alone = letter(unknown);
  expect(alone.body).not.toContain("missing");
  expect(alone.body).toContain("One service was decided under another code than was billed.");
  expect(alone.text).toContain("Billed $210.00, allowed $100.00. Your payment T1 of 11/23/2026.");
  expect(alone.text.some((one) => one.startsWith("Agreed"))).toBe(false);
  expect(letter(unknown, line).body).toContain("Of those whose amount we can tell, $35.00 are missing.");
});
