import { expect, test } from "vitest";
import { stateWords, stepName } from "./operations-words.ts";

const idle = {
  unpublished: 0,
  unpublishedSeconds: 0,
  timersDue: 0,
  timersLateSeconds: 0,
  timersWaiting: 0,
  deadLetters: 0,
};

test("the state of a part of the system, in a manager's words", () => {
  expect(stateWords(idle)).toBe("Up to date.");
  expect(stateWords({ ...idle, timersWaiting: 3 })).toBe("Up to date. 3 steps are planned for later.");
  expect(stateWords({ ...idle, unpublished: 1, timersDue: 1, timersWaiting: 1, deadLetters: 1 })).toBe(
    "2 steps wait to be done; that should take moments. 1 step is planned for later. 1 step failed and needs you.",
  );
});

test("a step that has no words yet keeps its own name", () => {
  expect(stepName("billing", "capture-charges")).toBe("Make the charges of a signed note");
  expect(stepName("billing", "something-new")).toBe("something-new");
});
