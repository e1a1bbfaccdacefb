import { cents } from "@practicum/kernel/money";
import { describe, expect, test } from "vitest";
import type { Cause } from "../payer/causes.ts";
import type { DecidedClaim } from "../payer/state.ts";
import { answerDaysOf, answerFile, chanceOf, decideAppeal, readAppeal, type Appeal } from "./appeal.ts";

const cause = (policy: Cause["policy"], line?: number): Cause => ({
  code: "CO-50",
  policy,
  field: "",
  words: "",
  ...(line === undefined ? {} : { line }),
});
const decided = (...causes: Cause[]): DecidedClaim => ({
  id: "C1",
  payerClaimNumber: "P1",
  payerId: "SHARP",
  memberId: "M",
  fingerprint: "",
  receivedOn: "2026-11-01",
  decidedOn: "2026-11-20",
  status: "denied",
  causes,
  lines: [],
  patientResponsibility: cents(0),
  paid: cents(0),
  charge: cents(100),
  interest: cents(0),
});
const reply = { appealId: "a", letterId: "l", purpose: "appeal" as const, level: 1 };
const appeal = (more: Partial<Appeal> = {}): Appeal => ({
  payerId: "SHARP",
  claimNumber: "P1",
  grounds: "medical-necessity",
  authorization: null,
  attachments: ["note"],
  reply,
  ...more,
});
const NO_CHANCE = { acceptedEarlier: false, chance: null };

describe("SIM-20: what a reviewer makes of a letter", () => {
  test.each([
    ["medical-necessity", "medical-necessity", { attachments: ["note"] }],
    ["bundled", "bundled", { attachments: ["note"] }],
    ["authorization", "authorization", { authorization: "AUTH0001" }],
    ["referral", "referral", { authorization: "REF0001" }],
    ["timely-filing", "timely-filing", { attachments: ["277CA"] }],
    ["payer-mistake", "downcoded", { attachments: ["contract"] }],
  ] as const)(
    "%s with what it wants is overturned, without it is asked for and then upheld",
    (grounds, policy, has) => {
      const facts = { acceptedEarlier: true, chance: null };
      const claim = decided(cause(policy));
      const good = decideAppeal(appeal({ grounds, attachments: [], ...has }), claim, facts);
      expect(good.outcome).toBe("overturned");
      expect(good.waived).toContain(policy);
      const bare = appeal({ grounds, attachments: [], authorization: null });
      expect(decideAppeal(bare, claim, facts)).toMatchObject({ outcome: "information", waived: [] });
      const asked = { ...bare, reply: { ...reply, purpose: "information" as const } };
      expect(decideAppeal(asked, claim, facts)).toMatchObject({ outcome: "upheld", waived: [] });
    },
  );

  test("an acknowledgment proves nothing where no earlier sending was accepted", () => {
    const late = appeal({ grounds: "timely-filing", attachments: ["277CA"] });
    expect(decideAppeal(late, decided(cause("timely-filing")), NO_CHANCE).outcome).toBe("information");
  });

  test("grounds that do not speak to the refusal are upheld", () => {
    expect(decideAppeal(appeal(), decided(cause("authorization")), NO_CHANCE).outcome).toBe("upheld");
    expect(decideAppeal(appeal({ grounds: "other" }), decided(cause("bundled")), NO_CHANCE).outcome).toBe("upheld");
  });

  test("the answer names the letter, and by when it wants what it asks for", () => {
    const asked = decideAppeal(appeal({ attachments: [] }), decided(cause("medical-necessity")), NO_CHANCE);
    expect(JSON.parse(answerFile(appeal(), asked, "2026-12-01") ?? "")).toEqual({
      kind: "appeal-answer",
      appealId: "a",
      letterId: "l",
      outcome: "information",
      on: "2026-12-01",
      dueOn: "2026-12-22",
      words: "Please send the signed note of the visit.",
    });
  });
});

describe("SIM-21: the same seed, the same reviewer", () => {
  const claim = decided(cause("medical-necessity", 2), cause("medical-necessity", 3));
  test.each([
    [0.05, "upheld"],
    [0.2, "information"],
    [0.3, "partly"],
    [0.9, "overturned"],
  ] as const)("a first level at %d is %s", (chance, outcome) => {
    const decision = decideAppeal(appeal(), claim, { acceptedEarlier: false, chance });
    expect(decision.outcome).toBe(outcome);
    expect(decision.waivedLines).toEqual(outcome === "partly" ? [2] : undefined);
    const second = appeal({ reply: { ...reply, level: 2 } });
    expect(decideAppeal(second, claim, { acceptedEarlier: false, chance }).outcome).toBe("overturned");
  });

  test("chance and days follow from seed, claim, level and purpose", () => {
    expect(chanceOf("s", "C1", reply)).toBe(chanceOf("s", "C1", reply));
    expect(chanceOf("s", "C1", reply)).not.toBe(chanceOf("s", "C1", { ...reply, level: 2 }));
    const days = Array.from({ length: 200 }, (_, at) => answerDaysOf("s", `C${at}`, reply));
    expect([Math.min(...days), Math.max(...days)]).toEqual([12, 20]);
  });
});

test("SIM-22: only a whole index is an appeal; the letter itself is not kept", () => {
  const file = { kind: "appeal", ...appeal(), ...reply, reply: undefined, letter: "JVBERi" };
  const read = readAppeal({ name: "appeal-1.json", content: JSON.stringify(file) });
  expect(read).toEqual(appeal());
  expect(readAppeal({ name: "appeal-1.json", content: "{" })).toBeNull();
  expect(readAppeal({ name: "other.json", content: JSON.stringify(file) })).toBeNull();
});
