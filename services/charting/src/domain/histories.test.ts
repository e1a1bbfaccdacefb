import type { HistoryContent } from "@practicum/contracts/charting/histories";
import { describe, expect, test } from "vitest";
import { aboutOf, decideHistory, historiesOf, packYearsOf, smokingOf } from "./histories.ts";

const TODAY = "2026-11-23";
const ZONE = "America/Los_Angeles";
const person = { born: "1960-05-04", today: TODAY } as const;
type Tobacco = Extract<HistoryContent, { kind: "tobacco" }>;

const tobacco = (more: Partial<Tobacco> = {}): Tobacco => ({
  kind: "tobacco",
  use: "current",
  products: ["cigarettes"],
  cigarettesPerDay: 20,
  years: 30,
  quitOn: null,
  ...more,
});
const surgery = (procedure: string, when: string | null = null): HistoryContent => ({
  kind: "surgery",
  procedure,
  when,
  side: null,
  complications: "",
});
const birth = (more: Partial<Extract<HistoryContent, { kind: "pregnancy" }>> = {}): HistoryContent => ({
  kind: "pregnancy",
  outcome: "term",
  when: null,
  weeks: null,
  living: 1,
  note: "",
  ...more,
});
const status = (more: Partial<Extract<HistoryContent, { kind: "pregnancy-status" }>> = {}): HistoryContent => ({
  kind: "pregnancy-status",
  status: "pregnant",
  lastPeriod: null,
  dueByUltrasound: null,
  ...more,
});

let counter = 0;
const kept = (content: HistoryContent, at = "2026-11-20T18:00:00.000Z", isStruck = false) => ({
  historyId: `0190f000-0000-7000-8000-${String((counter += 1)).padStart(12, "0")}`,
  content,
  source: "patient" as const,
  at,
  by: "Mora, MA",
  struck: isStruck ? { at, by: "Mora, MA", reason: "Other patient" } : null,
});
const of = (...newestFirst: readonly ReturnType<typeof kept>[]) =>
  historiesOf(newestFirst, { today: TODAY, timeZone: ZONE });

describe("CHT-462 what counts", () => {
  test("nobody asked is neither none nor a list; none known stands until something is listed, and again when that is an error", () => {
    const none = kept({ kind: "none", of: "surgery" });
    expect(of().lists.surgery).toBe("not-asked");
    expect(of(none).lists).toEqual({ family: "not-asked", surgery: "none-known", pregnancy: "not-asked" });
    expect(of(kept(surgery("Appendectomy")), none).lists.surgery).toBe("listed");
    expect(of(kept(surgery("Appendectomy"), undefined, true), none).lists.surgery).toBe("none-known");
  });

  test("of what counts once the last counts; struck, the one before counts again; a list keeps all", () => {
    const [now, before] = [kept(tobacco({ use: "former" })), kept(tobacco())];
    expect(of(now, before).facts.map((one) => one.standing)).toEqual(["current", "earlier"]);
    expect(
      of({ ...now, struck: { at: now.at, by: "x", reason: "y" } }, before).facts.map((one) => one.standing),
    ).toEqual(["in-error", "current"]);
    const declined = kept({ kind: "declined", of: "tobacco" });
    expect(of(declined, before).facts.map((one) => one.standing)).toEqual(["current", "earlier"]);
    expect(of(kept(surgery("A")), kept(surgery("B"))).facts.map((one) => one.standing)).toEqual(["current", "current"]);
  });
});

describe("CHT-463 what can't be is refused at its field", () => {
  test.each<[string, HistoryContent]>([
    ["content.use", tobacco({ use: "never" })],
    ["content.products", tobacco({ products: [] })],
    ["content.quitOn", tobacco({ quitOn: "2020" })],
    ["content.quitOn", tobacco({ use: "former", quitOn: "2027" })],
    ["content.years", tobacco({ years: 67 })],
    ["content.when", surgery("Appendectomy", "2026-12")],
    ["content.when", surgery("Appendectomy", "1959")],
    ["content.weeks", birth({ outcome: "preterm", weeks: 39 })],
    ["content.lastPeriod", status({ lastPeriod: "2026-11-24" })],
    ["content.lastPeriod", status({ lastPeriod: "2025-11-01" })],
    ["content.dueByUltrasound", status({ status: "not-pregnant", dueByUltrasound: "2027-02-01" })],
    ["content.dueByUltrasound", status({ dueByUltrasound: "2027-10-01" })],
  ])("%s", (field, content) => {
    expect(decideHistory(content, person)).toMatchObject({ ok: false, error: { code: "invalid-input", field } });
  });

  test.each<[HistoryContent]>([
    [tobacco({ use: "former", quitOn: "2026" })],
    [tobacco({ use: "never", products: [], cigarettesPerDay: null, years: null })],
    [surgery("Circumcision", "1960")],
    [status({ status: "not-pregnant", lastPeriod: "2010-01-01" })],
  ])("%o can be", (content) => expect(decideHistory(content, person).ok).toBe(true));
});

describe("CHT-465 what is computed", () => {
  test("pack-years of cigarettes; unknown where one of the two is, and none for who never smoked them", () => {
    expect(packYearsOf(tobacco({ cigarettesPerDay: 10, years: 30 }))).toBe(15);
    expect(packYearsOf(tobacco({ years: null }))).toBeNull();
    expect(packYearsOf(tobacco({ products: ["vape"] }))).toBe(0);
    expect(packYearsOf({ kind: "declined", of: "tobacco" })).toBeNull();
  });

  test("gravida and para from the pregnancies, the one that goes on too; living is unknown where it is of one", () => {
    const all = [birth(), birth({ outcome: "preterm" }), birth({ outcome: "miscarriage", living: null })].map((one) =>
      kept(one),
    );
    expect(of(...all).obstetrics).toEqual({ gravida: 3, para: { term: 1, preterm: 1, abortions: 1, living: 2 } });
    expect(of(kept(status({ lastPeriod: "2026-09-01" })), ...all).obstetrics?.gravida).toBe(4);
    expect(of(kept(birth({ living: null })), ...all).obstetrics?.para.living).toBeNull();
    const still = kept(birth({ outcome: "stillbirth", weeks: 39, living: null }));
    expect(of(still).obstetrics?.para).toEqual({ term: 1, preterm: 0, abortions: 0, living: 0 });
    expect(of().obstetrics).toBeNull();
    expect(of(kept({ kind: "none", of: "pregnancy" })).obstetrics?.gravida).toBe(0);
  });

  test("the due day by ultrasound, else by the last period; a pregnancy that is over, or an old no, says nothing of today", () => {
    expect(of(kept(status({ lastPeriod: "2026-09-01" }))).pregnancy).toMatchObject({
      status: "pregnant",
      dueOn: "2027-06-08",
      dueBy: "last-period",
    });
    const both = status({ lastPeriod: "2026-09-01", dueByUltrasound: "2027-06-20" });
    expect(of(kept(both)).pregnancy).toMatchObject({ dueOn: "2027-06-20", dueBy: "ultrasound" });
    const over = status({ lastPeriod: "2025-12-01" });
    expect(of(kept(over, "2026-02-01T18:00:00.000Z")).pregnancy).toMatchObject({ status: "not-known", dueOn: null });
    const no = status({ status: "not-pregnant" });
    expect(of(kept(no)).pregnancy?.status).toBe("not-pregnant");
    expect(of(kept(no, "2026-10-01T18:00:00.000Z")).pregnancy?.status).toBe("not-known");
    expect(of().pregnancy).toBeNull();
  });
});

describe("CHT-467 what recommendations ask of smoking", () => {
  test.each([
    [null, { ever: "unknown", heavy: "unknown" }],
    [tobacco(), { ever: true, heavy: true }],
    [tobacco({ cigarettesPerDay: null }), { ever: true, heavy: "unknown" }],
    [tobacco({ years: 10 }), { ever: true, heavy: false }],
    [tobacco({ use: "former", quitOn: "2012" }), { ever: true, heavy: true }],
    [tobacco({ use: "former", quitOn: "2009" }), { ever: true, heavy: false }],
    [tobacco({ use: "former", quitOn: null }), { ever: true, heavy: "unknown" }],
    [tobacco({ products: ["cigars"] }), { ever: true, heavy: false }],
    [tobacco({ products: ["vape"] }), { ever: false, heavy: false }],
    [{ kind: "declined", of: "tobacco" } as const, { ever: "unknown", heavy: "unknown" }],
  ])("%o", (content, smoking) => expect(smokingOf(content, TODAY)).toEqual(smoking));
});

test("CHT-464 what is about drugs, alcohol, sexuality or a pregnancy that ended says so by a code; a birth and tobacco do not", () => {
  const codes = [
    { kind: "drugs", use: "never", note: "" } as const,
    { kind: "declined", of: "drugs" } as const,
    { kind: "sexual", text: "x" } as const,
    status(),
    birth({ outcome: "termination", living: null }),
    birth({ outcome: "miscarriage", living: null }),
    birth({ outcome: "ectopic", living: null }),
    birth(),
    tobacco(),
  ].map((one) => aboutOf(one).code);
  expect(codes).toEqual(["Z71.5", "Z71.5", "Z70.9", "Z33.1", "Z33.2", "O03.9", "O00.9", null, null]);
});
