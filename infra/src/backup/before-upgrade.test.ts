import { expect, it } from "vitest";
import { stepsInWords } from "./before-upgrade.ts";

it("SVC-50: what an upgrade is about to do is said by service, each step by its name", () => {
  expect(
    stepsInWords(["identity platform/0003-timers", "billing service/0021-paper-claims", "billing service/0022-merges"]),
  ).toBe("identity 0003 timers (of every service); billing 0021 paper claims, 0022 merges");
});
