import { describe, expect, test } from "vitest";
import { ndcKeys, readBarcode } from "./gs1.ts";

const GS = "\u001D";
/** NDC 12345-678-90 in a GTIN: check digit 6. */
const GTIN = "00312345678906";

describe("a barcode on a vaccine", () => {
  test.each([
    [`01${GTIN}1727063010UJ123AB`, { lot: "UJ123AB", expiresOn: "2027-06-30" }],
    [`]d201${GTIN}21SN77${GS}17270600${GS}10A1`, { lot: "A1", expiresOn: "2027-06-30" }],
    [`01${GTIN}10A1${GS}17280200`, { lot: "A1", expiresOn: "2028-02-29" }],
    [`(01)${GTIN}(17)270630(10)UJ123AB`, { lot: "UJ123AB", expiresOn: "2027-06-30" }],
    [GTIN, { lot: null, expiresOn: null }],
    [GTIN.slice(2), { lot: null, expiresOn: null }],
  ])("%j names product, lot and expiry", (text, expected) =>
    expect(readBarcode(text)).toEqual({ ndc: "1234567890", ...expected }),
  );

  test.each(["tdap", "115", "12345-678-90", "00312345678905", "00412345678906", `01${GTIN}99zz`, "(01)5", ""])(
    "%j is none",
    (text) => expect(readBarcode(text)).toBeUndefined(),
  );

  test("a day that cannot be is left out, not guessed", () =>
    expect(readBarcode(`01${GTIN}17271399`)).toMatchObject({ expiresOn: null }));
});

test("an NDC with its dashes is one number; eleven digits stand for those they can come from", () => {
  expect(ndcKeys("12345-678-90")).toEqual(["1234567890"]);
  expect(ndcKeys("12345-0678-90")).toEqual(["1234567890"]);
  expect(ndcKeys("01234567890")).toEqual(["1234567890"]);
  expect(ndcKeys("01234067800")).toEqual(["1234067800", "0123467800", "0123406780"]);
  expect(ndcKeys("tdap")).toEqual([]);
});
