import { expect, test } from "vitest";
import type { Kind, Whose } from "./happened.ts";
import { inLines, type NamedHappening } from "./told-lines.ts";

const told = (kind: Kind, what: string | null, whom: string | null, by: string | null, whose: Whose = "practice") => ({
  kind,
  what,
  whom,
  by,
  whose,
  at: "2026-11-17T18:00:00.000Z",
  commandId: null,
  amount: null,
  number: null,
  route: null,
  recordId: null,
});

test("WLD-61: the same by the same person is one line with its number; one's own, and another's, stand by themselves", () => {
  const items: readonly NamedHappening[] = [
    told("task", "Coverage of a claim", "Front desk", "Priya Nair"),
    told("task", "Coverage of a claim", "Front desk", "Priya Nair", "yours"),
    told("task", "Coverage of a claim", "Front desk", "Priya Nair"),
    told("task", "Coverage of a claim", "Elena Alvarez", "Priya Nair"),
    told("task-done", "Coverage of a claim", "Front desk", "Tanya Brooks"),
    told("task-done", "Coverage of a claim", "Front desk", "Omar Haddad"),
    told("booked", null, null, "Tanya Brooks"),
    told("booked", null, null, "Tanya Brooks"),
  ];
  expect(inLines(items).map(({ item, times }) => [times, item.kind, item.whom, item.by, item.whose])).toEqual([
    [2, "task", "Front desk", "Priya Nair", "practice"],
    [1, "task", "Front desk", "Priya Nair", "yours"],
    [1, "task", "Elena Alvarez", "Priya Nair", "practice"],
    [1, "task-done", "Front desk", "Tanya Brooks", "practice"],
    [1, "task-done", "Front desk", "Omar Haddad", "practice"],
    [1, "booked", null, "Tanya Brooks", "practice"],
    [1, "booked", null, "Tanya Brooks", "practice"],
  ]);
});
