import { unitsMaxOf } from "@practicum/contracts/charting/bounds";
import { describe, expect, test } from "vitest";
import { decideCoding, procedureSystem, type UnitEdit } from "./coding.ts";

const code = (of: string, billable = true) => [of, { code: of, label: `the set's ${of}`, billable }] as const;
const known = {
  diagnoses: new Map([code("I10"), code("E11.9"), code("E11", false)]),
  procedures: new Map([code("99213"), code("96372"), code("J1885")]),
};
const diagnosis = (of: string) => ({ code: of, label: "typed" });
const line = (of: string, units = 1, pointers: readonly number[] = [1]) => ({
  code: of,
  label: "typed",
  modifiers: [],
  units,
  pointers: [...pointers],
});
const decide = (
  diagnoses: readonly string[],
  procedures: readonly ReturnType<typeof line>[],
  unitEdits: readonly UnitEdit[] = [],
) => decideCoding({ diagnoses: diagnoses.map(diagnosis), procedures }, { ...known, unitEdits });

describe("CHT-40 to CHT-43: what can be coded", () => {
  test("is kept in its order, under the code set's labels", () => {
    const kept = decide(["E11.9", "I10"], [line("99213", 1, [2, 1]), line("J1885", 2, [])]);
    expect(kept).toEqual({
      ok: true,
      value: {
        diagnoses: [
          { code: "E11.9", label: "the set's E11.9" },
          { code: "I10", label: "the set's I10" },
        ],
        procedures: [
          { ...line("99213", 1, [2, 1]), label: "the set's 99213" },
          { ...line("J1885", 2, []), label: "the set's J1885" },
        ],
      },
    });
  });
  test.each([
    [
      "a diagnosis that no set knows",
      ["I10", "X99"],
      [],
      { code: "unknown-diagnosis", field: "diagnoses.1.code", detail: { code: "X99" } },
    ],
    [
      "a heading, which no claim may carry",
      ["E11", "I10"],
      [],
      { code: "unknown-diagnosis", field: "diagnoses.0.code", detail: { code: "E11" } },
    ],
    [
      "a procedure that no set knows",
      ["I10"],
      [line("99213"), line("00000")],
      { code: "unknown-procedure", field: "procedures.1.code", detail: { code: "00000" } },
    ],
    [
      "a pointer beyond the list",
      ["I10"],
      [line("99213", 1, [1, 2])],
      {
        code: "invalid-input",
        field: "procedures.0.pointers",
        fields: [{ field: "procedures.0.pointers", message: "It points to a diagnosis that is not there." }],
      },
    ],
    [
      "a pointer twice",
      ["I10", "E11.9"],
      [line("99213"), line("J1885", 1, [2, 2])],
      {
        code: "invalid-input",
        field: "procedures.1.pointers",
        fields: [{ field: "procedures.1.pointers", message: "It points to one diagnosis twice." }],
      },
    ],
  ])("%s is refused at its place", (_, diagnoses, procedures, error) => {
    expect(decide(diagnoses, procedures)).toMatchObject({ ok: false, error });
  });
  test("level II codes begin with a letter", () => {
    expect(["J1885", "99213", "0A12B"].map(procedureSystem)).toEqual(["hcpcs", "cpt", "cpt"]);
  });
});

describe("CHT-117: units that can be meant", () => {
  const words = (of: ReturnType<typeof decide>) =>
    of.ok ? "ok" : `${of.error.field}: ${of.error.fields?.[0]?.message}`;
  const edit = (units: number, mai: 1 | 2 | 3): UnitEdit[] => [
    { code: "99213", units: 1000, mai: 1 },
    { code: "96372", units, mai },
  ];
  const usual = unitsMaxOf("96372");

  test("without the official table what is usual for such a code, over all lines of the day", () => {
    expect(words(decide(["I10"], [line("96372", usual)]))).toBe("ok");
    const over = `At most ${usual} ${usual === 1 ? "unit" : "units"} of 96372 a day; there are ${usual + 1}. Check the units.`;
    expect(words(decide(["I10"], [line("96372", usual + 1)]))).toBe(`procedures.0.units: ${over}`);
    expect(words(decide(["I10"], [line("99213"), line("96372", usual), line("96372", 1)]))).toBe(
      `procedures.1.units: ${over}`,
    );
  });
  test("by the table: on each line by itself for indicator 1, on the day for 2", () => {
    expect(words(decide(["I10"], [line("96372", 2), line("96372", 2)], edit(2, 1)))).toBe("ok");
    expect(words(decide(["I10"], [line("96372", 2), line("96372", 3)], edit(2, 1)))).toBe(
      "procedures.1.units: At most 2 units of 96372 on one line; there are 3. Check the units.",
    );
    expect(words(decide(["I10"], [line("96372", 2), line("96372", 1)], edit(2, 2)))).toBe(
      "procedures.0.units: At most 2 units of 96372 a day; there are 3. Check the units.",
    );
    expect(words(decide(["I10"], [line("96372", 2)], edit(1, 2)))).toBe(
      "procedures.0.units: At most 1 unit of 96372 a day; there are 2. Check the units.",
    );
  });
  test("what may be appealed (3) is held to the larger of the table and what is usual", () => {
    expect(words(decide(["I10"], [line("96372", usual)], edit(1, 3)))).toBe("ok");
    expect(words(decide(["I10"], [line("96372", usual + 1)], edit(1, 3)))).not.toBe("ok");
    expect(words(decide(["I10"], [line("96372", usual + 5)], edit(usual + 5, 3)))).toBe("ok");
  });
});
