import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDiagnosis,
  addProcedure,
  moveDiagnosis,
  readModifiers,
  removeDiagnosis,
  togglePointer,
  type Coding,
} from "./coding-model.ts";

const empty: Coding = { diagnoses: [], procedures: [] };
const code = (name: string) => ({ code: name, label: name });

describe("the codes of a visit", () => {
  test("a code stands once, and the first diagnosis is what procedures point to", () => {
    const coding = addDiagnosis(addDiagnosis(addProcedure(empty, code("99213")), code("J06.9")), code("J06.9"));
    expect(coding.diagnoses).toHaveLength(1);
    expect(coding.procedures[0]?.pointers).toEqual([1]);
  });

  test("a procedure has four pointers at most", () => {
    let coding = addProcedure({ ...empty, diagnoses: ["A", "B", "C", "D", "E"].map(code) }, code("99213"));
    for (const pointer of [2, 3, 4, 5]) coding = togglePointer(coding, 0, pointer);
    expect(coding.procedures[0]?.pointers).toEqual([1, 2, 3, 4]);
    expect(togglePointer(coding, 0, 1).procedures[0]?.pointers).toEqual([2, 3, 4]);
  });

  test("property: pointers follow their diagnosis through moves and removals", () => {
    const names = ["A", "B", "C", "D"];
    const moves = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant("move" as const), at: fc.nat(3), by: fc.constantFrom(1 as const, -1 as const) }),
        fc.record({ kind: fc.constant("remove" as const), at: fc.nat(3) }),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(moves, fc.subarray([1, 2, 3, 4]), (list, pointers) => {
        const start: Coding = {
          diagnoses: names.map(code),
          procedures: [{ ...code("99213"), modifiers: [], units: 1, pointers: [...pointers] }],
        };
        const pointed = new Set(pointers.map((pointer) => names[pointer - 1]));
        let coding = start;
        for (const one of list)
          coding = one.kind === "move" ? moveDiagnosis(coding, one.at, one.by) : removeDiagnosis(coding, one.at);
        const left = coding.diagnoses.map((d) => d.code).filter((name) => pointed.has(name));
        const now = coding.procedures[0]?.pointers.map((pointer) => coding.diagnoses[pointer - 1]?.code);
        expect(new Set(now)).toEqual(new Set(left));
      }),
    );
  });

  test.each([
    ["25", ["25"]],
    ["25, lt", ["25", "LT"]],
    ["", []],
    ["2", null],
    ["25 59 LT RT GT", null],
  ])("modifiers %j are %j", (text, modifiers) => expect(readModifiers(text)).toEqual(modifiers));
});
