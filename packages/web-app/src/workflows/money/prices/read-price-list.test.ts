import { expect, test } from "vitest";
import { readPriceList } from "./read-price-list.ts";

test("BIL-223 codes and dollars are read as cents, with headings, quotes, separators and thousands as files have them", () => {
  const text = 'Code,Price\n99213,92.5\n"99214","$1,130.00",office visit\n36415;9\n\nG0438\t172.07';
  expect(readPriceList(text, 100)).toEqual({
    prices: [
      { code: "99213", price: 9250 },
      { code: "99214", price: 113_000 },
      { code: "36415", price: 900 },
      { code: "G0438", price: 17_207 },
    ],
    problems: [],
  });
});

test("BIL-223 a percentage is of what the file says, rounded to the cent; a description between them is passed over", () => {
  expect(readPriceList("99213,Office visit,91.39", 150).prices).toEqual([{ code: "99213", price: 13_709 }]);
  expect(readPriceList("99213,0.05", 110).prices).toEqual([{ code: "99213", price: 6 }]);
});

test("BIL-223 a line without a price, and a code with two prices, are named; neither is guessed at", () => {
  expect(readPriceList("99213,90\nOffice visit,10\n99213,95\n99214,0", 100).problems).toEqual([
    "line 2: no code and price",
    "line 3: 99213 stands here twice with two prices",
    "line 4: no code and price",
  ]);
});
