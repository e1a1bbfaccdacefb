import type { AlertRuleState } from "@practicum/contracts/charting/alert-budget";
import { expect, test } from "vitest";
import { shareOf, sumByRule, type AlertReport } from "./alert-sums.ts";

const rule = (name: AlertRuleState["rule"]): AlertRuleState => ({
  rule: name,
  label: name,
  usual: "warn",
  level: "usual",
  version: 0,
  levels: ["usual", "passive", "off"],
  kept: null,
  versions: [],
});
const row = (more: Partial<AlertReport["rows"][number]>): AlertReport["rows"][number] => ({
  rule: "pair-warn",
  providerKind: "physician",
  providerId: null,
  providerName: "Chen Test, MD",
  raised: 0,
  interrupting: 0,
  changed: 0,
  dropped: 0,
  overridden: 0,
  kept: 0,
  open: 0,
  ...more,
});

test("CHT-482 useful is changed or dropped, and what is not known yet is in no share", () => {
  const rows = [
    row({ raised: 5, interrupting: 5, changed: 1, dropped: 1, kept: 2, open: 1 }),
    row({ raised: 3, interrupting: 3, kept: 3, providerKind: "nurse-practitioner" }),
    row({ rule: "duplicate-drug", raised: 9, interrupting: 9, kept: 9 }),
  ];
  const rules = [rule("pair-warn"), rule("duplicate-drug"), rule("pair-stop")];
  const all = sumByRule(rules, rows, { kind: null, providerId: null });
  expect(all.map((one) => one.state.rule)).toEqual(["duplicate-drug", "pair-warn", "pair-stop"]);
  expect(all[1]).toMatchObject({ raised: 8, useful: 2, kept: 5, open: 1 });
  const [pair] = sumByRule([rule("pair-warn")], rows, { kind: "physician", providerId: null });
  expect(pair && shareOf(pair.useful, pair)).toBe("50%");
  expect(all[2] && shareOf(all[2].useful, all[2])).toBe("–");
});
