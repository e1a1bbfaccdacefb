import { describe, expect, test } from "vitest";
import { decideOrderStep, orderStateOf } from "./order-state.ts";

const sent = { state: "sent", channel: "fax", note: "Rite Aid, Cass St" } as const;
const received = { state: "received", channel: null, note: "" } as const;
const filled = { state: "filled", channel: null, note: "" } as const;
const failed = { state: "failed", channel: null, note: "Out of stock" } as const;
const code = (result: ReturnType<typeof decideOrderStep>) =>
  result.ok ? "ok" : result.error.code === "invalid-input" ? `field ${result.error.field}` : result.error.code;

test("CHT-110 signed is not sent; the last step is the state, and a draft has none", () => {
  expect(orderStateOf("signed", [])).toBe("signed");
  expect(orderStateOf("signed", [sent, failed])).toBe("failed");
  expect(orderStateOf("signed", [sent, failed, sent, filled])).toBe("filled");
  expect(orderStateOf("draft", [])).toBe("draft");
  expect(orderStateOf("cancelled", [])).toBe("cancelled");
});

describe("CHT-111 a step", () => {
  test.each([
    ["signed", sent, "ok"],
    ["sent", received, "ok"],
    ["sent", filled, "ok"],
    ["received", failed, "ok"],
    ["failed", sent, "ok"],
    ["draft", sent, "wrong-order-step"],
    ["cancelled", sent, "wrong-order-step"],
    ["signed", filled, "wrong-order-step"],
    ["sent", sent, "wrong-order-step"],
    ["filled", failed, "wrong-order-step"],
  ] as const)("from %s by %j is %s", (now, step, expected) => expect(code(decideOrderStep(now, step))).toBe(expected));
  test("says how it went out and why it failed", () => {
    expect(code(decideOrderStep("signed", { ...sent, channel: null }))).toBe("field channel");
    expect(code(decideOrderStep("sent", { ...received, channel: "fax" }))).toBe("field channel");
    expect(code(decideOrderStep("sent", { ...failed, note: " " }))).toBe("field note");
  });
});
