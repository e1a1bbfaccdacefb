import { expect, test } from "vitest";
import { draftKeysOf } from "./draft-keys.ts";

const who = { practiceId: "p1", staffId: "chen", today: "2026-11-23" } as const;
const secret = "a secret of at least thirty-two characters";
const [now, before] = draftKeysOf(secret, who);

test("CHT-119 the same person gets the same keys again, in that week and the next", () => {
  expect(draftKeysOf(secret, who)).toEqual([now, before]);
  const [, last] = draftKeysOf(secret, { ...who, today: "2026-11-30" });
  expect(last).toEqual(now);
  expect(draftKeysOf(secret, { ...who, today: "2026-12-07" })).not.toContainEqual(now);
});

test("CHT-119 they are 256 bits, as base64", () =>
  expect(Buffer.from(now?.key ?? "", "base64").toString("base64")).toBe(now?.key));

test.each([
  ["another person", secret, { ...who, staffId: "alvarez" }],
  ["another practice", secret, { ...who, practiceId: "p2" }],
  ["another installation", `${secret}!`, who],
])("CHT-119 %s gets others", (_, other, whose) => {
  const keys = draftKeysOf(other, whose).map((one) => one.key);
  expect(keys).not.toContain(now?.key);
  expect(keys).not.toContain(before?.key);
});
