import { expect, test } from "vitest";
import { fits, mergeDraft, withField } from "./merge-draft.ts";

const base = { phone: "555", email: "", address: { city: "Fresno", zip: "93701" }, roles: ["biller"] };

test("GTW-73 what the person typed and what another saved stand together, each in its field", () => {
  const typed = { ...base, phone: "556", address: { city: "Fresno", zip: "93702" } };
  const now = { ...base, email: "a@b.org", address: { city: "Clovis", zip: "93701" } };
  expect(mergeDraft(base, typed, now)).toEqual({
    values: { phone: "556", email: "a@b.org", address: { city: "Clovis", zip: "93702" }, roles: ["biller"] },
    base: now,
    differences: [],
    taken: ["email", "address.city"],
  });
});

test("GTW-73 a field that both changed is named with both, and goes on differing until somebody chooses", () => {
  const typed = { ...base, phone: "556", roles: ["biller", "manager"] };
  const now = { ...base, phone: "557", roles: ["biller", "physician"] };
  const merged = mergeDraft(base, typed, now);
  expect(merged.values).toEqual(typed);
  expect(merged.differences).toEqual([
    { path: "phone", typed: "556", saved: "557" },
    { path: "roles", typed: typed.roles, saved: now.roles },
  ]);
  expect(merged.taken).toEqual([]);
  // After a reload the same is found again.
  expect(mergeDraft(merged.base, merged.values, now).differences).toEqual(merged.differences);
  const chosen = withField(merged.base, "phone", "557");
  expect(mergeDraft(chosen, merged.values, now).differences.map(({ path }) => path)).toEqual(["roles"]);
});

test("GTW-73 what both changed alike does not differ", () => {
  const both = { ...base, phone: "556" };
  expect(mergeDraft(base, both, both)).toMatchObject({ values: both, base: both, differences: [], taken: [] });
});

test("GTW-72 a draft of a form that has other fields by now is not taken", () => {
  expect(fits(base, base)).toBe(true);
  expect(fits({ ...base, address: { city: "Fresno" } }, base)).toBe(false);
  expect(fits({ phone: "555" }, base)).toBe(false);
  expect(fits({ ...base, address: null }, base)).toBe(false);
});
