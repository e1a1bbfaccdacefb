import { describe, expect, test } from "vitest";
import { outcomeText, sentenceOf, spanOf, whatWasDone } from "./audit-sentence.ts";

describe("the audit viewer's sentences", () => {
  test("filters read as a question", () => {
    expect(sentenceOf({ patient: null, person: null, period: "today" })).toBe("Who did what today?");
    expect(sentenceOf({ patient: "LOPEZ, Maria", person: null, period: "week" })).toBe(
      "Who opened or changed LOPEZ, Maria in the last 7 days?",
    );
    expect(sentenceOf({ patient: null, person: "Bea Kim", period: "yesterday" })).toBe(
      "What did Bea Kim do yesterday?",
    );
    expect(sentenceOf({ patient: "LOPEZ, Maria", person: "Bea Kim", period: "today" })).toBe(
      "What did Bea Kim open or change for LOPEZ, Maria today?",
    );
  });
  test("a period is whole days of the practice", () => {
    const zone = "America/Los_Angeles";
    expect(spanOf("today", "2026-11-23", zone)).toEqual({
      from: "2026-11-23T08:00:00.000Z",
      to: "2026-11-24T08:00:00.000Z",
    });
    expect(spanOf("yesterday", "2026-11-23", zone)).toEqual({
      from: "2026-11-22T08:00:00.000Z",
      to: "2026-11-23T08:00:00.000Z",
    });
    expect(spanOf("week", "2026-11-05", zone).from).toBe("2026-10-30T07:00:00.000Z");
  });
  test("what was done is told in the contract's words, and nothing is ever without words", () => {
    expect(whatWasDone({ service: "scheduling", operation: "getPatient" })).toBe("A patient's demographics");
    expect(whatWasDone({ service: "identity", operation: "sign-in" })).toBe("Signed in");
    expect(whatWasDone({ service: "billing", operation: "unheardOf" })).toBe("billing: unheardOf");
    expect(outcomeText("ok")).toBe("Done");
    expect(outcomeText("stale-version")).toBe("Refused: stale version");
  });
});
