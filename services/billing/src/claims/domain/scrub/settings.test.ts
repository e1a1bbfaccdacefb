import { USUAL, type RuleMode, type RuleSetting } from "@practicum/contracts/billing/scrub-rules";
import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import { goodClaim } from "../../../testing/claim.ts";
import { CATALOGUE, modesOf } from "./catalogue.ts";
import { decideSetting } from "./decide-setting.ts";
import { error, warning, type Finding } from "./finding.ts";
import { applySettings, isStricter, sameSetting } from "./settings.ts";

const claim = goodClaim();
const stop = (rule: string, field = "x") => error(rule, "E", `stops ${rule}`, claim, { screen: "claim", field });
const warn = (rule: string) => warning(rule, "E", `warns ${rule}`, claim, { screen: "claim", field: "x" });
const all = (mode: RuleMode): RuleSetting => ({ mode, payers: [] });
const but = (mode: RuleMode, payerId: string, apart: RuleMode): RuleSetting => ({
  mode,
  payers: [{ payerId, mode: apart }],
});
const heard = (findings: Finding[], rule: string, setting: RuleSetting, payerId = "p1") =>
  applySettings(findings, new Map([[rule, setting]]), payerId).map((one) => `${one.rule} ${one.severity}`);
const entryOf = (rule: string) => must(CATALOGUE.get(rule));

test("BIL-370: every rule from 1 to 44 says what it checks, in which element, by which source, and how it may be set", () => {
  expect([...CATALOGUE.keys()]).toEqual(Array.from({ length: 44 }, (_, at) => String(at + 1)));
  for (const entry of CATALOGUE.values()) {
    expect(entry.title.length, entry.rule).toBeGreaterThan(4);
    expect(entry.checks.length, entry.rule).toBeGreaterThan(20);
    expect(entry.elements, entry.rule).not.toBe("");
    expect(entry.source, entry.rule).not.toBe("");
  }
});

describe("BIL-371: a rule speaks as it was set", () => {
  const both = [stop("23"), warn("23"), stop("44")];

  test("off says nothing, warns only warns, stops stops; another rule is as it was", () => {
    expect(heard(both, "23", USUAL)).toEqual(["23 error", "23 warning", "44 error"]);
    expect(heard(both, "23", all("off"))).toEqual(["44 error"]);
    expect(heard(both, "23", all("warns"))).toEqual(["23 warning", "23 warning", "44 error"]);
    expect(heard(both, "23", all("stops"))).toEqual(["23 error", "23 error", "44 error"]);
  });

  test("for a payer that is set apart, that one's claims alone", () => {
    const apart = but("usual", "p2", "off");
    expect(heard(both, "23", apart, "p1")).toEqual(["23 error", "23 warning", "44 error"]);
    expect(heard(both, "23", apart, "p2")).toEqual(["44 error"]);
    expect(heard(both, "23", but("off", "p2", "usual"), "p1")).toEqual(["44 error"]);
    expect(heard(both, "23", but("off", "p2", "usual"), "p2")).toEqual(["23 error", "23 warning", "44 error"]);
  });
});

describe("BIL-372: what the format of the file or law asks for stays", () => {
  test("a rule that stays is neither switched off nor softened, for all or for one payer, and says why", () => {
    const fixed = [...CATALOGUE.values()].filter((one) => !modesOf(one).includes("off"));
    expect(fixed.map((one) => one.rule)).toEqual(
      "1 2 3 4 5 6 7 8 9 11 12 13 14 16 17 18 19 20 21 22 25 26 27 28 30 31 32 36 40 41 42".split(" "),
    );
    for (const entry of fixed) {
      expect(entry.stays, entry.rule).toMatch(/\.$/);
      for (const mode of ["off", "warns"] as const) {
        for (const setting of [all(mode), but("usual", "p1", mode)]) {
          const decided = decideSetting(entry, USUAL, { setting, because: "We want to", replay: null });
          expect(decided, entry.rule).toMatchObject({
            ok: false,
            error: { code: "rule-stays", detail: { rule: entry.rule, why: entry.stays } },
          });
        }
        // Even where such a setting was written some other way.
        expect(heard([stop(entry.rule)], entry.rule, all(mode))).toEqual([`${entry.rule} error`]);
      }
    }
  });

  test("the field that can't be is named", () => {
    const setting = but("usual", "p1", "off");
    expect(decideSetting(entryOf("5"), USUAL, { setting, because: "x", replay: null })).toMatchObject({
      error: { field: "setting.payers.0.mode" },
    });
  });

  test("a service in the future stops its claim also where rule 37 is off", () => {
    expect(heard([stop("37", "serviceDate"), stop("37", "to")], "37", all("off"))).toEqual(["37 error"]);
    expect(heard([stop("37", "serviceDate")], "37", all("warns"))).toEqual(["37 error"]);
  });
});

describe("BIL-375: what stops more is tried before", () => {
  const entry = entryOf("23");
  const replay = (setting: RuleSetting, before: RuleSetting = USUAL, more = {}) => ({
    state: "done" as const,
    subject: { kind: "rule" as const, rule: "23", setting },
    before: { setting: before },
    ...more,
  });
  const decide = (now: RuleSetting, setting: RuleSetting, more: object = {}) => {
    const decided = decideSetting(entry, now, { setting, because: null, replay: null, ...more });
    return decided.ok ? "set" : decided.error.code;
  };

  test("without a trial and without a reason it is refused; either is enough", () => {
    expect(decide(USUAL, all("stops"))).toBe("try-first");
    expect(decide(USUAL, all("stops"), { because: "The payer wrote to us" })).toBe("set");
    expect(decide(USUAL, all("stops"), { replay: replay(all("stops")) })).toBe("set");
  });

  test("a trial of something else, of another rule, against another state, or that has not ended is none", () => {
    expect(decide(USUAL, all("stops"), { replay: replay(but("usual", "p1", "stops")) })).toBe("try-first");
    expect(decide(USUAL, all("stops"), { replay: replay(all("stops"), all("off")) })).toBe("try-first");
    expect(decide(USUAL, all("stops"), { replay: replay(all("stops"), USUAL, { state: "running" }) })).toBe(
      "try-first",
    );
    expect(decide(USUAL, all("stops"), { replay: replay(all("stops"), USUAL, { state: "stopped" }) })).toBe(
      "try-first",
    );
    const other = { subject: { kind: "rule", rule: "44", setting: all("stops") } };
    expect(decide(USUAL, all("stops"), { replay: replay(all("stops"), USUAL, other) })).toBe("try-first");
  });

  test("what stops less needs its reason and no trial; what changes nothing is not set", () => {
    expect(decide(USUAL, all("off"))).toBe("reason-needed");
    expect(decide(USUAL, all("off"), { replay: replay(all("off")) })).toBe("reason-needed");
    expect(decide(USUAL, all("off"), { because: "Too many" })).toBe("set");
    expect(decide(USUAL, USUAL, { because: "x" })).toBe("already-recorded");
    expect(decide(USUAL, but("usual", "p1", "usual"), { because: "x" })).toBe("already-recorded");
  });

  test("stricter is: for all, or for one payer, from off or a warning to stopping", () => {
    expect(isStricter(all("off"), USUAL)).toBe(true);
    expect(isStricter(all("warns"), USUAL)).toBe(true);
    expect(isStricter(USUAL, all("stops"))).toBe(true);
    expect(isStricter(all("off"), all("warns"))).toBe(false);
    expect(isStricter(all("stops"), USUAL)).toBe(false);
    expect(isStricter(USUAL, but("usual", "p1", "stops"))).toBe(true);
    expect(isStricter(but("usual", "p1", "off"), USUAL)).toBe(true);
    expect(isStricter(but("off", "p1", "usual"), all("off"))).toBe(false);
    // Less for most, and more for one.
    expect(isStricter(USUAL, but("off", "p1", "stops"))).toBe(true);
  });

  test("payers in another order, and those that are as all others, are the same setting", () => {
    const two = (...ids: string[]): RuleSetting => ({
      mode: "usual",
      payers: ids.map((payerId) => ({ payerId, mode: "off" as const })),
    });
    expect(sameSetting(two("a", "b"), two("b", "a"))).toBe(true);
    expect(sameSetting(two("a"), two("b"))).toBe(false);
    expect(sameSetting(but("off", "a", "off"), all("off"))).toBe(true);
    // The database keeps keys in an order of its own.
    const kept: RuleSetting = { payers: [{ mode: "off", payerId: "a" }], mode: "usual" };
    expect(sameSetting(two("a"), kept)).toBe(true);
  });
});
