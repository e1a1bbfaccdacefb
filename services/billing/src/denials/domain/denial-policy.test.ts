import { expect, test } from "vitest";
import { denialRule, recommendedAction } from "./denial-policy.ts";

test("BIL-44: a refusal because another physician is assigned leads to the coverage's PCP, guarded by the eligibility answer", () => {
  expect(denialRule("242")).toMatchObject({ family: "network", cause: "assignment" });
  expect(denialRule("242").preventedBy).toMatch(/^BIL-8:/);
  expect(recommendedAction("CO", "242")).toBe("appeal");
});

test("BIL-44: no check of ours knows whether a payer has enrolled a provider", () => {
  for (const reason of ["B7", "185"]) expect(denialRule(reason).preventedBy).toMatch(/^No check guards it/);
});
