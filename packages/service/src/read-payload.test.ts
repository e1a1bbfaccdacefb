import { z } from "zod";
import { expect, test } from "vitest";
import { readPayload } from "./read-payload.ts";

const name = z.strictObject({ family: z.string(), given: z.string() });
const schema = z.object({ name, others: z.array(z.strictObject({ name })), count: z.int() });
const told = {
  name: { family: "Reyes", given: "Ana" },
  others: [{ name: { family: "Osei", given: "Kwame" } }],
  count: 1,
};

test("GTW-71 what a newer version tells beyond this one's names is left out, at every depth", () => {
  const newer = {
    ...told,
    reason: "new",
    name: { ...told.name, pronouns: "she" },
    others: [{ name: { ...told.others[0]?.name, second: "K" }, since: "2026" }],
  };
  expect(readPayload(schema, newer)).toEqual(told);
  expect(newer.name.pronouns).toBe("she");
});

test("GTW-71 what this version does know is checked as ever, also beside something new", () => {
  expect(readPayload(schema, told)).toEqual(told);
  expect(() => readPayload(schema, { ...told, count: "1" })).toThrow(z.ZodError);
  expect(() => readPayload(schema, { ...told, name: { family: "Reyes", pronouns: "she" } })).toThrow(z.ZodError);
});
