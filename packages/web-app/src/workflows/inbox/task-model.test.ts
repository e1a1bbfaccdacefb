import { describe, expect, test } from "vitest";
import { aboutLink, assignmentOf, choiceOf, dueText, ownerText } from "./task-model.ts";

const id = "00000000-0000-7000-8000-000000000001";

describe("tasks", () => {
  test("a due day is told in words", () => {
    expect(dueText("2026-11-20", "2026-11-23")).toEqual({ text: "Overdue: 11/20/2026", overdue: true });
    expect(dueText("2026-11-23", "2026-11-23").text).toBe("Today");
    expect(dueText("2026-11-24", "2026-11-23").text).toBe("Tomorrow");
    expect(dueText(null, "2026-11-23")).toEqual({ text: "—", overdue: false });
  });
  test("whose it is", () => {
    expect(ownerText({ ownerName: "Bea Kim", pool: null })).toBe("Bea Kim");
    expect(ownerText({ ownerName: null, pool: "biller" })).toBe("Biller pool");
    expect(ownerText({ ownerName: null, pool: null })).toBe("Nobody");
  });
  test("an assignment survives the list of choices", () => {
    for (const each of [
      { ownerId: id, pool: null },
      { ownerId: null, pool: "biller" as const },
      { ownerId: null, pool: null },
    ]) {
      expect(assignmentOf(choiceOf(each))).toEqual(each);
    }
    expect(assignmentOf("pool:nobody-knows")).toEqual({ ownerId: null, pool: null });
  });
  test("what raised it is one step away", () => {
    expect(aboutLink({ about: `denial:${id}`, patientId: null })?.href).toBe(`/money/denials/${id}`);
    expect(aboutLink({ about: `encounter:${id}`, patientId: "p" })?.href).toBe(`/p/p/visit/${id}`);
    expect(aboutLink({ about: `encounter:${id}`, patientId: null })).toBeNull();
    expect(aboutLink({ about: null, patientId: null })).toBeNull();
  });
});
