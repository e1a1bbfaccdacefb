import { expect, test } from "vitest";
import { ndcText, readNdc, readQuantity } from "./ndc.ts";

test("an NDC is read in each of its printed forms, with the zero in the part that is short", () => {
  expect(readNdc("0002-1433-80")).toBe("00002143380");
  expect(readNdc("12345-678-90")).toBe("12345067890");
  expect(readNdc("12345-6789-1")).toBe("12345678901");
  expect(readNdc("12345-6789-01")).toBe("12345678901");
  expect(readNdc(" 00002143380 ")).toBe("00002143380");
  expect(ndcText("00002143380")).toBe("00002-1433-80");
});

test("what does not say where its zero belongs is no NDC", () => {
  for (const text of ["0002143380", "123-4567-89", "12345-678-9", "12345-6789-012", "", "abc"])
    expect(readNdc(text)).toBeNull();
});

test("a quantity in thousandths, never rounded", () => {
  expect(readQuantity("0.5")).toBe(500);
  expect(readQuantity(".125")).toBe(125);
  expect(readQuantity("10")).toBe(10_000);
  for (const text of ["0", "", "1.2345", "-1", "one"]) expect(readQuantity(text)).toBeNull();
});
