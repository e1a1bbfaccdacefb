import type { Operation } from "@practicum/contracts/operation";
import { expect, test } from "vitest";
import { accessOrigin, isAudited, namedPatients, patientsOf } from "./audit.ts";
import type { BoundOperation } from "./bound-operation.ts";
import type { UnitOfWork } from "./unit-of-work.ts";
import { staffActor } from "./test-kit.ts";

const ID = "0192f0c1-2b3a-7c4d-8e5f-001122334455";
const operation = (more: object) => ({ kind: "query", ...more }) as unknown as Operation;

test("every command is audited, and every query that can open a patient's record; no other", () => {
  expect(isAudited(operation({ kind: "command" }))).toBe(true);
  expect(isAudited(operation({ about: () => [] }))).toBe(true);
  expect(isAudited(operation({ patients: () => [] }))).toBe(true);
  expect(isAudited(operation({}))).toBe(false);
});

test("whom it was about: by the input, by the answer, and whom the handler named; what is not known is nobody", () => {
  const unit = { patientIds: new Set(["c"]) } as unknown as UnitOfWork<never, never, never>;
  const both = operation({
    about: (input: { id: string }) => [input.id, null],
    patients: (_: unknown, output: { ids: string[] }) => [...output.ids, undefined],
  });
  expect(patientsOf(both, { id: "a" }, { ids: ["b"] }, unit)).toEqual(["a", "b", "c"]);
  expect(patientsOf(operation({}), {}, {}, unit)).toEqual(["c"]);
});

test("a refused attempt names the patient of its input where that is an identifier, and nobody else", () => {
  expect(namedPatients({ patientId: ID })).toEqual([ID]);
  expect(namedPatients({ patientId: ID.toUpperCase() })).toEqual([ID.toUpperCase()]);
  for (const other of [
    null,
    undefined,
    "x",
    {},
    { patientId: 1 },
    { patientId: "Lopez" },
    { patientId: `${ID}x` },
    { patientId: `x${ID}` },
    { id: ID },
  ])
    expect(namedPatients(other)).toEqual([]);
});

test("an access is its own cause: another person, input, outcome or request is another one", () => {
  const request = {
    practiceId: ID,
    actor: staffActor(["physician"]),
    commandId: null,
    traceId: "t",
    input: { a: 1, b: 2 },
  };
  const origin = (more: object = {}, outcome = "ok") =>
    accessOrigin(
      { name: "getChart" } as unknown as BoundOperation<never, never, never>,
      { ...request, ...more },
      outcome,
    );
  const first = origin();
  expect(first).toMatchObject({ traceId: "t", causedBy: null });
  expect(first.cause).toMatch(/^access\/getChart\/ok\/\/t\/[0-9a-f]{28}$/);
  expect(origin({ input: { b: 2, a: 1 } })).toEqual(first);
  const others = [
    origin({ input: { a: 2, b: 2 } }),
    origin({ actor: staffActor(["biller"]) }),
    origin({}, "forbidden"),
    origin({ traceId: "u" }),
    origin({ commandId: "c" }),
  ];
  expect(new Set([first, ...others].map((one) => one.cause)).size).toBe(6);
  expect(origin({ commandId: "c" })).toMatchObject({
    causedBy: "c",
    cause: expect.stringMatching(/^access\/getChart\/ok\/c\/t\//),
  });
  expect(origin({ input: undefined }).cause).toBe(origin({ input: null }).cause);
});
