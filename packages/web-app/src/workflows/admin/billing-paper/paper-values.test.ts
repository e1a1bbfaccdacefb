import { usualPaper } from "@practicum/contracts/billing/billing-paper";
import { expect, test } from "vitest";
import { changeWords, paperInput, paperValues } from "./paper-values.ts";

const BOX = { line1: "PO Box 4410", line2: null, city: "San Diego", state: "CA", zip: "92138" };

test("BIL-411: what is shown and saved again is the same; an address that is not used is none", () => {
  const paper = { ...usualPaper, payTo: BOX, phone: "6195550177", payUrl: "https://pay.example.com" };
  expect(paperInput(paperValues(paper))).toEqual(paper);
  expect(paperInput(paperValues(usualPaper))).toEqual(usualPaper);
  expect(paperInput({ ...paperValues(paper), elsewhere: false }).payTo).toBeNull();
});

test("telephone, state and ZIP are taken as people type them", () => {
  const values = paperValues({ ...usualPaper, payTo: BOX });
  const typed = { ...values, phone: "(619) 555-0177", payTo: { ...values.payTo, state: " ca", zip: "92138-0410" } };
  expect(paperInput(typed)).toMatchObject({
    phone: "6195550177",
    payTo: { state: "CA", zip: "921380410", line2: null },
  });
});

test("what changed is said in words", () => {
  expect(["payTo", "logo", "words.es.notice3", "words.en.howToPay"].map(changeWords)).toEqual([
    "pay-to address",
    "logo",
    "third notice (Spanish)",
    "how to pay (English)",
  ]);
});
