import { claimStatus } from "@practicum/contracts/billing/claims";
import { depositCheck } from "@practicum/contracts/billing/deposits";
import { encounterStatus } from "@practicum/contracts/charting/encounters";
import { expect, test } from "vitest";
import { recordStates, stateWords, type StateWords } from "./record-states.ts";

const kinds = Object.entries(recordStates).map(([kind, states]) => [kind, Object.entries<StateWords>(states)] as const);

test("GTW-102 within a kind of record no two states have one word, and none is without", () => {
  for (const [kind, states] of kinds) {
    const words = states.map(([, { word }]) => word);
    expect([kind, new Set(words).size]).toEqual([kind, words.length]);
    for (const word of words) expect(word).toMatch(/^[A-Z0-9]/);
  }
});

test("GTW-102 every state that the contracts know has its word", () => {
  const words = (states: readonly string[], all: object) => states.filter((state) => !(state in all));
  expect(words(claimStatus.options, recordStates.claim)).toEqual([]);
  expect(words(encounterStatus.options, recordStates.encounter)).toEqual([]);
  expect(words(depositCheck.shape.state.options, recordStates.deposit)).toEqual([]);
});

test("GTW-102 what is refused by a payer is red, what somebody has to do is yellow, and what is over has no alarm", () => {
  for (const state of ["rejected", "denied", "partly-denied"] as const)
    expect(stateWords("claim", state).tone).toBe("danger");
  expect(stateWords("claim", "needs-correction").tone).toBe("warn");
  expect(stateWords("order", "signed")).toMatchObject({ tone: "warn", word: expect.stringContaining("not sent") });
  for (const [kind, states] of kinds)
    for (const [state, { tone }] of states)
      if (/^(closed|settled|paid|filled|processed|voided|reversed)$/.test(state))
        expect([kind, state, tone]).not.toContain("danger");
});
