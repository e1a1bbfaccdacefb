import { asksForFresh } from "@practicum/contracts/fresh";
import { downtimeOperations, type SheetPart } from "@practicum/contracts/scheduling/downtime";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, MONDAY, openPractice, outcome, register, value, type TestPractice } from "./test/practice.ts";

const TUESDAY = "2026-11-24";
/** When the power was out on Tuesday: 10:20 in the practice. */
const AT = "2026-11-24T18:20:00.000Z";

describe.each(databaseKinds)("downtime on %s", (database) => {
  let at: TestPractice;
  let kitId: Id<"downtime-kit"> = "";
  let numbers: number[] = [];
  const patients: Id<"patient">[] = [];

  const patient = async (family: string) => {
    patients.push(await register(at, { family, given: "Ana", birthDate: "1980-03-02", phone: "6195550123" }));
    return patients.at(-1);
  };
  const book = async (family: string, start: string) => {
    const patientId = await patient(family);
    await booked(at, { date: TUESDAY, start, ...(patientId === undefined ? {} : { patientId }) });
  };
  const kit = async (blankSheets: number, date = TUESDAY) => {
    const made = at.kit.ids.next<"downtime-kit">();
    return { made, exported: await at.call("exportDowntimeKit", { kitId: made, date, blankSheets }) };
  };
  const missing = async () =>
    value(await at.call("downtimeSheets", { kitId, show: "missing", after: null })).sheets.map(({ number }) => number);
  const enter = (number: number, part: SheetPart, patientId: string, happenedAt = AT) =>
    at.call("enterSheetPart", { number, part, patientId, happenedAt });

  beforeAll(async () => {
    at = await openPractice(database);
    await book("Reyes", "09:00");
    await book("Nguyen", "09:20");
    await patient("Walker");
  });
  afterAll(() => at.kit.stop());

  test("SVC-51 a kit has the day's visits with telephones, each with a number that no other sheet has", async () => {
    const { made, exported } = await kit(2);
    const first = value(exported);
    kitId = made;
    numbers = [...first.visits.map(({ number }) => number), ...first.blanks];
    expect(first.visits.map(({ patientName, phone }) => [patientName.family, phone])).toEqual([
      ["Reyes", "6195550123"],
      ["Nguyen", "6195550123"],
    ]);
    expect(new Set(numbers).size).toBe(4);
    const second = value((await kit(1)).exported);
    const later = [...second.visits.map(({ number }) => number), ...second.blanks];
    expect(later.filter((number) => numbers.includes(number))).toEqual([]);
  });

  test("SVC-52 a kit takes records out: who makes it shows who it is anew", () => {
    expect(downtimeOperations.exportDowntimeKit.takesOut).toBe(true);
    expect(asksForFresh(downtimeOperations.exportDowntimeKit, undefined as never)).toBe(true);
  });

  test("SVC-51 one for a day that was, or without a sheet, is refused at its field", async () => {
    expect(await kit(1, "2026-11-20")).toMatchObject({ exported: { error: { code: "in-the-past", field: "date" } } });
    expect(await kit(0, "2026-11-28")).toMatchObject({ exported: { error: { field: "blankSheets" } } });
    expect(MONDAY < TUESDAY).toBe(true);
  });

  test("SVC-53 the sheets of a kit that nobody worked from are asked for by nobody; the first that is entered says that it was used", async () => {
    const listed = async () =>
      value(await at.call("listDowntimeKits", {})).kits.find((one) => one.kitId === kitId)?.usedAt ?? null;
    expect(await listed()).toBeNull();
    expect(outcome(await at.call("useDowntimeKit", { kitId, used: true }))).toBe("ok");
    expect(outcome(await at.call("useDowntimeKit", { kitId, used: false }))).toBe("ok");
    expect(await listed()).toBeNull();
    at.kit.clock.moveTo("2026-11-24T22:00:00.000Z");
    expect(outcome(await enter(numbers[0] ?? 0, "visit", patients[0] ?? ""))).toBe("ok");
    expect(await listed()).toBe("2026-11-24T22:00:00.000Z");
    expect(outcome(await at.call("useDowntimeKit", { kitId, used: false }))).toBe("sheets-entered");
  });

  test("SVC-54 a part of a sheet is entered once, for the patient on the paper, at a time of the outage", async () => {
    const [first = 0, second = 0, blank = 0] = numbers;
    const again = await enter(first, "visit", patients[0] ?? "");
    expect(again).toMatchObject({ error: { code: "sheet-used", field: "number", detail: { number: first } } });
    expect(outcome(await enter(second, "visit", patients[0] ?? ""))).toBe("sheet-of-another");
    expect(outcome(await enter(blank, "vitals", patients[2] ?? ""))).toBe("ok");
    expect(outcome(await enter(blank, "payment", patients[1] ?? ""))).toBe("sheet-of-another");
    expect(outcome(await enter(second, "visit", patients[1] ?? "", "2026-11-24T22:00:01.000Z"))).toBe("in-the-future");
    expect(outcome(await enter(second, "visit", patients[1] ?? "", "2026-11-23T22:00:00.000Z"))).toBe("not-that-day");
    expect(outcome(await enter(99_999, "visit", patients[1] ?? ""))).toBe("not-found");
  });

  test("SVC-55 what is not entered is missing by its number until it is entered or said to be empty", async () => {
    const [first = 0, second = 0, blank = 0, unused = 0] = numbers;
    expect(await missing()).toEqual(numbers);
    const none = (number: number, parts: SheetPart[]) => at.call("emptySheetParts", { number, parts, because: "" });
    expect(outcome(await none(first, ["visit"]))).toBe("sheet-used");
    expect(outcome(await none(first, ["vitals", "note", "payment"]))).toBe("ok");
    expect(outcome(await none(unused, ["visit", "vitals", "note", "payment"]))).toBe("ok");
    expect(await missing()).toEqual([second, blank]);
    const listed = value(await at.call("listDowntimeKits", {})).kits.find((one) => one.kitId === kitId);
    expect(listed?.settled).toBe(2);
  });

  test("SVC-56 what was said is taken back and stays in the history; then it can be said anew", async () => {
    const [first = 0] = numbers;
    expect(outcome(await at.call("takeBackSheetPart", { number: first, part: "visit" }))).toBe("ok");
    expect(outcome(await at.call("takeBackSheetPart", { number: first, part: "visit" }))).toBe("not-found");
    expect(await missing()).toContain(first);
    expect(outcome(await enter(first, "visit", patients[0] ?? ""))).toBe("ok");
    const page = value(await at.call("downtimeSheets", { kitId, show: "all", after: null, limit: 1 }));
    expect(page.next).toBe(first);
    expect(page.sheets[0]?.parts.map(({ part, state, happenedAt }) => [part, state, happenedAt])).toEqual([
      ["visit", "entered", AT],
      ["vitals", "empty", null],
      ["note", "empty", null],
      ["payment", "empty", null],
    ]);
  });
});
