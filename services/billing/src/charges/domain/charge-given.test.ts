import { describe, expect, test } from "vitest";
import { chargesForGiven, chargesWithout, familyOf, linesOfGiven, type Given, type Standing } from "./charge-given.ts";

const line = (code: string | null, more: object = {}) => ({
  code,
  label: `label of ${code}`,
  units: 1,
  modifiers: [] as string[],
  drug: null,
  ...more,
});
const strep: Given = {
  givenId: "s",
  kind: "test",
  lines: [line("87880", { modifiers: ["QW"] })],
  administration: null,
  diagnosis: "J02.9",
};
const shot: Given = {
  givenId: "c",
  kind: "injection",
  lines: [line("J0696", { units: 4 })],
  administration: "injection",
  diagnosis: "J02.9",
};
const vaccine = (
  givenId: string,
  code: string | null,
  administration: Given["administration"] = "vaccine-injection",
): Given => ({
  givenId,
  kind: "vaccine",
  lines: code === null ? [] : [line(code)],
  administration,
  diagnosis: "Z23",
});
const charge = (code: string, more: Partial<Standing> = {}): Standing => ({
  chargeId: code,
  code,
  units: 1,
  modifiers: [],
  status: "review",
  givenId: null,
  ...more,
});
const visit = (given: readonly Given[], standing: readonly Standing[], diagnoses = ["J02.9"], medicare = false) => {
  const givenUnits = new Map<string, number>();
  for (const one of given)
    for (const { family, units } of linesOfGiven(one)) givenUnits.set(family, (givenUnits.get(family) ?? 0) + units);
  return { standing, givenUnits, diagnoses: diagnoses.map((code) => ({ code })), medicare };
};
const added = (change: ReturnType<typeof chargesForGiven>) =>
  change.add.map((one) => `${one.code} x ${one.units} @${one.pointers.join()}`);

describe("BIL-250 what was given is charged with its visit", () => {
  test("a test by its code and modifier, for the diagnosis that it was ordered for", () => {
    const change = chargesForGiven(strep, visit([strep], [charge("99213")], ["R50.9", "J02.9"]));
    expect(change.add).toMatchObject([{ code: "87880", modifiers: ["QW"], units: 1, pointers: [2] }]);
  });
  test("a drug in units of its code, and the giving of it; a second one is one unit more of the same giving", () => {
    expect(added(chargesForGiven(shot, visit([shot], [])))).toEqual(["J0696 x 4 @1", "96372 x 1 @1"]);
    const other = { ...shot, givenId: "k", lines: [line("J1885", { units: 2 })] };
    const standing = [charge("J0696", { units: 4, givenId: "c" }), charge("96372", { givenId: "c" })];
    const change = chargesForGiven(other, visit([shot, other], standing));
    expect(added(change)).toEqual(["J1885 x 2 @1"]);
    expect(change.units).toEqual([{ chargeId: "96372", units: 2 }]);
  });
  test("what the provider has coded already is not charged twice, and what is missing of it is", () => {
    expect(added(chargesForGiven(strep, visit([strep], [charge("87880")])))).toEqual([]);
    const again = { ...strep, givenId: "s2" };
    expect(added(chargesForGiven(again, visit([strep, again], [charge("87880")])))).toEqual(["87880 x 1 @1"]);
    expect(added(chargesForGiven(shot, visit([shot], [charge("J0696", { units: 1 }), charge("96372")])))).toEqual([
      "J0696 x 3 @1",
    ]);
  });
  test("a giving that a person charged is not changed: the second one is a line of its own", () => {
    const other = { ...shot, givenId: "k", lines: [line("J1885")] };
    const change = chargesForGiven(other, visit([shot, other], [charge("J0696", { units: 4 }), charge("96372")]));
    expect(change.units).toEqual([]);
    expect(added(change)).toEqual(["J1885 x 1 @1", "96372 x 1 @1"]);
  });
  test("vaccines: the first by one code, each further one by another, by mouth by others; COVID-19 by its own", () => {
    const dx = ["Z00.129", "Z23"];
    const [mmr, ipv, rota, covid] = [
      vaccine("a", "90707"),
      vaccine("b", "90713"),
      vaccine("r", "90680", "vaccine-oral"),
      vaccine("d", "91320", "vaccine-covid"),
    ];
    expect(added(chargesForGiven(mmr, visit([mmr], [], dx)))).toEqual(["90707 x 1 @2", "90471 x 1 @2"]);
    const first = [charge("90707", { givenId: "a" }), charge("90471", { givenId: "a" })];
    expect(added(chargesForGiven(ipv, visit([mmr, ipv], first, dx)))).toEqual(["90713 x 1 @2", "90472 x 1 @2"]);
    expect(added(chargesForGiven(rota, visit([mmr, rota], first, dx)))).toEqual(["90680 x 1 @2", "90474 x 1 @2"]);
    expect(added(chargesForGiven(rota, visit([rota], [], dx)))).toEqual(["90680 x 1 @2", "90473 x 1 @2"]);
    expect(added(chargesForGiven(covid, visit([covid], [], dx)))).toEqual(["91320 x 1 @2", "90480 x 1 @2"]);
    const counselled = [charge("90707"), charge("90460")];
    expect(added(chargesForGiven(ipv, visit([mmr, ipv], counselled, dx)))).toEqual(["90713 x 1 @2", "90472 x 1 @2"]);
  });
  test("of a public program the giving alone", () => {
    const free = vaccine("f", null);
    expect(added(chargesForGiven(free, visit([free], [], ["Z23"])))).toEqual(["90471 x 1 @1"]);
  });
  test.each([
    ["90662", "G0008"],
    ["90677", "G0009"],
    ["90732", "G0009"],
    ["90746", "G0010"],
    ["90750", "90471"],
  ])("Medicare has its own giving of some: %s by %s", (product, giving) => {
    const one = vaccine("m", product);
    expect(chargesForGiven(one, visit([one], [], ["Z23"], true)).add.at(-1)?.code).toBe(giving);
    expect(chargesForGiven(one, visit([one], [], ["Z23"], false)).add.at(-1)?.code).toBe("90471");
  });
  test("points to nothing where the diagnosis can't be known, so that the review asks", () => {
    expect(added(chargesForGiven({ ...strep, diagnosis: null }, visit([strep], [], ["R50.9", "J02.9"])))).toEqual([
      "87880 x 1 @",
    ]);
    expect(added(chargesForGiven({ ...strep, diagnosis: "I10" }, visit([strep], [], ["J02.9"])))).toEqual([
      "87880 x 1 @1",
    ]);
    const mmr = vaccine("a", "90707");
    expect(added(chargesForGiven(mmr, visit([mmr], [], ["J02.9"])))).toEqual(["90707 x 1 @", "90471 x 1 @"]);
    expect(added(chargesForGiven(mmr, visit([mmr], [], ["J06.9", "Z00.129"])))).toEqual([
      "90707 x 1 @2",
      "90471 x 1 @2",
    ]);
  });
  test("a product without a code is to be charged all the same", () => {
    const unknown = { ...vaccine("u", null), lines: [line(null, { label: "New vaccine" })] };
    expect(linesOfGiven(unknown).map((one) => one.family)).toEqual(["product: New vaccine", "vaccine-giving"]);
    expect(added(chargesForGiven(unknown, visit([unknown], [], ["Z23"])))).toEqual(["90471 x 1 @1"]);
  });
  test("the giving of a vaccine answers to whichever code it is charged by", () => {
    expect(["90460", "90472", "90480", "G0008", "96372", "87880"].map(familyOf)).toEqual([
      ...Array<string>(4).fill("vaccine-giving"),
      "96372",
      "87880",
    ]);
  });
});

describe("BIL-251 what was struck in the chart", () => {
  const standing = [
    charge("J0696", { units: 4, givenId: "c" }),
    charge("96372", { units: 2, givenId: "c" }),
    charge("J1885", { givenId: "k" }),
  ];
  const other: Given = { ...shot, givenId: "k", lines: [line("J1885")] };
  test("goes from the charges that were made of it, and one unit of a giving that two share", () => {
    expect(chargesWithout(shot, visit([other], standing))).toEqual({
      add: [],
      takeOff: ["J0696"],
      units: [{ chargeId: "96372", units: 1 }],
    });
    expect(chargesWithout(other, visit([shot], standing))).toEqual({
      add: [],
      takeOff: ["J1885"],
      units: [{ chargeId: "96372", units: 1 }],
    });
  });
  test("takes nothing that a person charged, and nothing that is released", () => {
    expect(chargesWithout(strep, visit([], [charge("87880")])).takeOff).toEqual([]);
    expect(chargesWithout(strep, visit([], [charge("87880", { givenId: "s", status: "released" })])).takeOff).toEqual(
      [],
    );
  });
  test("leaves the first giving of vaccines, which the further ones follow", () => {
    const both = [
      charge("90707", { givenId: "a" }),
      charge("90471", { givenId: "a" }),
      charge("90713", { givenId: "b" }),
      charge("90472", { givenId: "b" }),
    ];
    const change = chargesWithout(vaccine("a", "90707"), visit([vaccine("b", "90713")], both, ["Z23"]));
    expect(change.takeOff).toEqual(["90707", "90472"]);
  });
  test("takes nothing that another dose still answers for", () => {
    const again = { ...strep, givenId: "s2" };
    expect(chargesWithout(strep, visit([again], [charge("87880", { givenId: "s" })])).takeOff).toEqual([]);
  });
});
