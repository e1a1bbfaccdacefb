import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Role } from "@practicum/contracts/permission";
import { npiCheckDigit } from "@practicum/kernel/npi";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideStaff } from "./staff.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const npiOf = (n: number) => {
  const nine = `1${String(n).padStart(8, "0")}`;
  return nine + npiCheckDigit(nine);
};

function person(n: number, roles: Role[], more: Partial<StaffMember> = {}): StaffMember {
  const provider = roles.some((role) => ["physician", "physician-assistant", "nurse-practitioner"].includes(role));
  return {
    staffId: uuid(n),
    email: `p${n}@example.test`,
    family: `Family${n}`,
    given: "Given",
    credential: "",
    roles,
    npi: provider ? npiOf(n) : null,
    taxonomy: provider ? "207Q00000X" : null,
    supervisorId: null,
    active: true,
    version: 1,
    ...more,
  };
}

const manager = person(1, ["practice-manager"]);
const physician = person(2, ["physician"]);
const assistant = person(3, ["physician-assistant"], { supervisorId: physician.staffId });
const clerk = person(4, ["front-desk"]);
const everybody = [manager, physician, assistant, clerk];

describe("staff", () => {
  test("a new person gets version 1, a change the next", () => {
    const added = decideStaff({ ...person(9, ["biller"]), version: null }, everybody);
    expect(added).toMatchObject({ ok: true, value: { version: 1 } });
    const changed = decideStaff({ ...clerk, family: "Other" }, everybody);
    expect(changed).toMatchObject({ ok: true, value: { version: 2, family: "Other" } });
  });
  test("IDN-1 one e-mail, one person, whatever its case", () => {
    const twin = { ...person(9, ["biller"]), email: "P4@Example.test", version: null };
    expect(decideStaff(twin, everybody)).toMatchObject({ ok: false, error: { code: "invalid-input", field: "email" } });
    expect(decideStaff({ ...clerk, email: "P4@example.test" }, everybody)).toMatchObject({ ok: true });
  });
  test.each([
    ["npi", person(9, ["physician"], { npi: null })],
    ["taxonomy", person(9, ["nurse-practitioner"], { taxonomy: null })],
    ["npi", person(9, ["biller"], { npi: npiOf(9) })],
    ["taxonomy", person(9, ["biller"], { taxonomy: "207Q00000X" })],
  ])("IDN-2 refuses a wrong %s", (field, input) => {
    const decided = decideStaff({ ...input, version: null }, everybody);
    expect(decided).toMatchObject({ ok: false, error: { code: "invalid-input", field } });
  });
  test.each([
    ["nobody", person(9, ["physician-assistant"])],
    ["no physician", person(9, ["physician-assistant"], { supervisorId: manager.staffId })],
    ["herself", person(9, ["physician-assistant"], { supervisorId: uuid(9) })],
    ["one for a clerk", person(9, ["front-desk"], { supervisorId: physician.staffId })],
  ])("IDN-3 refuses %s as supervisor", (_, input) => {
    const decided = decideStaff({ ...input, version: null }, everybody);
    expect(decided).toMatchObject({ ok: false, error: { code: "invalid-input", field: "supervisorId" } });
  });
  test("IDN-4 the last manager stays one", () => {
    expect(decideStaff({ ...manager, roles: ["biller"] }, everybody)).toMatchObject({
      error: { code: "last-administrator" },
    });
    expect(decideStaff({ ...manager, active: false }, everybody)).toMatchObject({
      error: { code: "last-administrator" },
    });
    const second = person(8, ["practice-manager", "biller"]);
    expect(decideStaff({ ...manager, active: false }, [...everybody, second])).toMatchObject({ ok: true });
  });
  test("IDN-113 the last owner stays one, whoever asks; where there is another, one goes", () => {
    const owner = person(7, ["owner"]);
    const second = person(8, ["practice-manager", "owner"]);
    for (const change of [{ roles: ["biller" as const] }, { active: false }])
      expect(decideStaff({ ...owner, ...change }, [manager, owner], true)).toMatchObject({
        error: { code: "last-owner" },
      });
    // One who is inactive is none to go on with.
    const gone = { ...second, active: false };
    expect(decideStaff({ ...owner, active: false }, [manager, owner, gone], true)).toMatchObject({
      error: { code: "last-owner" },
    });
    expect(decideStaff({ ...owner, active: false }, [manager, owner, second], true)).toMatchObject({ ok: true });
  });
  test("IDN-114 an owner alone makes and ends owners, closes their accounts and changes their addresses", () => {
    const owner = person(7, ["owner"]);
    const other = person(8, ["physician", "owner"]);
    const all = [...everybody, owner, other];
    const attempts = [
      { ...manager, roles: [...manager.roles, "owner" as const] },
      { ...person(9, ["owner"]), version: null },
      { ...other, roles: ["physician" as const] },
      { ...other, active: false },
      { ...other, email: "mine@example.test" },
    ];
    for (const attempt of attempts) {
      expect(decideStaff(attempt, all, false)).toMatchObject({ error: { code: "owner-alone" } });
      expect(decideStaff(attempt, all, true)).toMatchObject({ ok: true });
    }
    // The manager goes on with what is the manager's, an owner's name and other roles among it.
    expect(decideStaff({ ...other, family: "Other", roles: ["owner", "physician"] }, all, false)).toMatchObject({
      ok: true,
    });
    // Where nobody is an owner yet, a manager names the first.
    expect(decideStaff({ ...physician, roles: ["physician", "owner"] }, everybody, false)).toMatchObject({ ok: true });
  });
  test("IDN-113 holds over any run of changes", () => {
    const roles = fc.uniqueArray(fc.constantFrom<Role>("owner", "practice-manager", "biller"), { minLength: 1 });
    const change = fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      roles,
      active: fc.boolean(),
      byOwner: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        let staff = [person(1, ["practice-manager", "owner"]), person(2, ["practice-manager"]), person(3, ["biller"])];
        for (const { who, byOwner, ...next } of changes) {
          const decided = decideStaff({ ...staff[who]!, ...next }, staff, byOwner);
          if (decided.ok) staff = staff.map((p) => (p.staffId === decided.value.staffId ? decided.value : p));
          expect(staff.some((p) => p.active && p.roles.includes("owner"))).toBe(true);
        }
      }),
    );
  });
  test("IDN-5 an old version is refused", () => {
    expect(decideStaff({ ...clerk, version: null }, everybody)).toMatchObject({ error: { code: "stale-version" } });
    expect(decideStaff({ ...clerk, version: 2 }, everybody)).toMatchObject({ error: { code: "stale-version" } });
    expect(decideStaff(person(9, ["biller"]), everybody)).toMatchObject({ error: { code: "not-found" } });
  });
  test("IDN-6 a supervising physician stays one until replaced", () => {
    const stopped = { ...physician, active: false };
    expect(decideStaff(stopped, everybody)).toMatchObject({ error: { code: "invalid-input", field: "roles" } });
    expect(decideStaff(stopped, [manager, physician, clerk])).toMatchObject({ ok: true });
  });
  test("IDN-4 holds over any run of changes", () => {
    const roles = fc.uniqueArray(fc.constantFrom<Role>("practice-manager", "biller", "front-desk"), { minLength: 1 });
    const change = fc.record({ who: fc.integer({ min: 0, max: 2 }), roles, active: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        let staff = [person(1, ["practice-manager"]), person(2, ["practice-manager"]), person(3, ["biller"])];
        for (const { who, ...next } of changes) {
          const decided = decideStaff({ ...staff[who]!, ...next }, staff);
          if (decided.ok) staff = staff.map((p) => (p.staffId === decided.value.staffId ? decided.value : p));
          expect(staff.some((p) => p.active && p.roles.includes("practice-manager"))).toBe(true);
        }
      }),
    );
  });
});
