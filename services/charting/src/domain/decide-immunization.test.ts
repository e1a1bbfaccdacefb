import { describe, expect, test } from "vitest";
import { decideGiven, decideTold } from "./decide-immunization.ts";

const facts = {
  today: "2026-11-23",
  bornOn: "2019-05-02",
  vaccine: { label: "DTaP, polio", inUse: true },
} as const;
const dose = {
  cvx: "130",
  route: "intramuscular",
  doseHundredthsMl: 50,
  givenOn: "2026-11-23",
  expiresOn: "2027-06-30",
  funding: "vfc",
  vis: { editionOn: "2024-10-15", givenOn: "2026-11-23" },
} as const;
const refusal = (result: ReturnType<typeof decideGiven>) => (result.ok ? "ok" : result.error.field);

describe("CHT-27 a dose given here", () => {
  test("is kept under its vaccine's name", () =>
    expect(decideGiven(dose, facts)).toMatchObject({ value: facts.vaccine }));
  test("on the lot's last day it is still good, a day later it is refused", () => {
    expect(refusal(decideGiven({ ...dose, expiresOn: "2026-11-23" }, facts))).toBe("ok");
    expect(refusal(decideGiven({ ...dose, expiresOn: "2026-11-22" }, facts))).toBe("expiresOn");
  });
  test.each([
    ["cvx", {}, { vaccine: undefined }],
    ["cvx", {}, { vaccine: { label: "HPV, four types", inUse: false } }],
    ["givenOn", { givenOn: "2026-11-24" }, {}],
    ["givenOn", { givenOn: "2019-05-01" }, {}],
    ["route", { route: "oral" }, {}],
    ["route", { route: "intranasal" }, {}],
    ["route", { cvx: "119" }, {}],
    ["route", { cvx: "149", route: "oral" }, {}],
    ["doseHundredthsMl", { doseHundredthsMl: 501 }, {}],
    ["doseHundredthsMl", { cvx: "119", route: "oral", doseHundredthsMl: 251 }, {}],
    ["funding", {}, { bornOn: "2007-11-23" }],
    ["vis.editionOn", { vis: { editionOn: "2026-11-24", givenOn: "2026-11-23" } }, {}],
    ["vis.givenOn", { vis: { editionOn: "2024-10-15", givenOn: "2026-11-24" } }, {}],
  ] as const)("is refused at %s for %j, %j", (field, change, known) =>
    expect(refusal(decideGiven({ ...dose, ...change }, { ...facts, ...known }))).toBe(field),
  );
  test("what goes by mouth or into the nose is given that way, and an injection of a large volume", () => {
    const given = (change: object) => refusal(decideGiven({ ...dose, ...change }, facts));
    expect(given({ cvx: "119", route: "oral", doseHundredthsMl: 200 })).toBe("ok");
    expect(given({ cvx: "149", route: "intranasal", doseHundredthsMl: 20 })).toBe("ok");
    expect(given({ doseHundredthsMl: 500 })).toBe("ok");
  });
  test("a day before the nineteenth birthday the programme for children still pays", () =>
    expect(refusal(decideGiven(dose, { ...facts, bornOn: "2007-11-24" }))).toBe("ok"));
});

test("CHT-28 a history may have a vaccine that is no longer given, but no day that can't be", () => {
  const old = { ...facts, vaccine: { label: "HPV, four types", inUse: false } };
  expect(decideTold("2025-01-01", "givenOn", old).ok).toBe(true);
  expect(refusal(decideTold("2019-01-01", "givenOn", old))).toBe("givenOn");
  expect(refusal(decideTold("2026-12-01", "refusedOn", old))).toBe("refusedOn");
});
