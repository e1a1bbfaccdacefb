import { expect, test } from "vitest";
import { answer } from "./search-answer.ts";

const found = { data: ["J02.9", "J03.90"], isPending: false, isPlaceholderData: false, isError: false, error: null };
const ask = (state: Partial<typeof found>, text: string) =>
  answer(
    { ...found, ...state },
    text,
    (code) => code,
    (code) => code,
  );

test("what was found is offered, and an answer to fewer letters still counts as searching", () => {
  expect(ask({}, "pharyngitis").choices.map((one) => one.key)).toEqual(["J02.9", "J03.90"]);
  expect(ask({}, "pharyngitis").searching).toBe(false);
  expect(ask({ isPlaceholderData: true }, "pharyngitis").searching).toBe(true);
  expect(ask({ isPending: true }, "pharyngitis").searching).toBe(true);
});

test("an emptied field searches for nothing, though the query keeps what it showed before", () => {
  expect(ask({ isPlaceholderData: true }, "")).toEqual({ choices: [], searching: false, problem: null });
});
