import { expect, it } from "vitest";
import { readTime } from "./downtime-words.ts";

it("SVC-54: a time is read as it stands on paper, and what is none is not guessed", () => {
  expect(["10:20", "10:20 am", "1020p", "2:05 PM", "12:10 am", "12 p.m.", "14"].map(readTime)).toEqual([
    "10:20",
    "10:20",
    "22:20",
    "14:05",
    "00:10",
    "12:00",
    "14:00",
  ]);
  expect(["", "25:00", "10:75", "13 pm", "noon"].map(readTime)).toEqual([null, null, null, null, null]);
});
