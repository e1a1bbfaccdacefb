import { describe, expect, test } from "vitest";
import { decidePrint } from "./prescription-print.ts";

const signed = { state: "signed", steps: [], schedule: null, isOwnSigned: false, wasPrinted: false } as const;
const sent = (channel: "print" | "fax") => ({ state: "sent", channel }) as const;

describe("CHT-411 CHT-412 what printing gives", () => {
  test("what waits is sent by it, and is the prescription", () => {
    expect(decidePrint(signed)).toMatchObject({ value: { sheet: "original", isSentByIt: true } });
  });

  test("no draft is printed, nor a controlled one that nobody signed by itself", () => {
    expect(decidePrint({ ...signed, state: "draft" })).toMatchObject({ error: { code: "wrong-order-step" } });
    expect(decidePrint({ ...signed, schedule: 2 })).toMatchObject({ error: { code: "wrong-order-step" } });
    expect(decidePrint({ ...signed, schedule: 2, isOwnSigned: true })).toMatchObject({ value: { sheet: "original" } });
  });

  test("what lies on paper is printed again as a reprint, and sends nothing", () => {
    const printed = { ...signed, state: "sent", steps: [sent("print")], wasPrinted: true } as const;
    expect(decidePrint(printed)).toMatchObject({ value: { sheet: "reprint", isSentByIt: false } });
  });

  test("what went some other way, or was filled, is a copy", () => {
    expect(decidePrint({ ...signed, state: "sent", steps: [sent("fax")] })).toMatchObject({ value: { sheet: "copy" } });
    const filled = { ...signed, state: "filled", steps: [sent("print"), { state: "filled", channel: null }] } as const;
    expect(decidePrint(filled)).toMatchObject({ value: { sheet: "copy", isSentByIt: false } });
  });

  test("what failed is sent by it again", () => {
    const failed = { ...signed, state: "failed", steps: [sent("fax"), { state: "failed", channel: null }] } as const;
    expect(decidePrint(failed)).toMatchObject({ value: { sheet: "original", isSentByIt: true } });
    expect(decidePrint({ ...failed, wasPrinted: true })).toMatchObject({
      value: { sheet: "reprint", isSentByIt: true },
    });
  });
});
