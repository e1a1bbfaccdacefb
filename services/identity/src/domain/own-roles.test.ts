import type { OwnRole, OwnRoleInput } from "@practicum/contracts/identity/own-roles";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import {
  allPermissions,
  bases,
  gives,
  mayBeAdded,
  mayBeRemoved,
  POWERFUL,
  rightsOf,
} from "@practicum/contracts/own-role";
import { mayDo, permissions, role, type Permission, type Role } from "@practicum/contracts/permission";
import { scopeOf } from "@practicum/contracts/scope";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideOwnRole } from "./own-roles.ts";
import { gainsPower } from "./second-person.ts";
import { decideStaff } from "./staff.ts";
import { withRights } from "./rights.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

function person(n: number, roles: Role[], more: Partial<StaffMember> = {}): StaffMember {
  return {
    staffId: uuid(n),
    email: `p${n}@example.test`,
    family: `Family${n}`,
    given: "Given",
    credential: "",
    roles,
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: 1,
    ...more,
  };
}

const senior: OwnRole = {
  roleId: uuid(100),
  name: "Senior desk",
  base: "front-desk",
  added: ["eligibility.check" as const, "charge.read" as const].filter((one) => mayBeAdded("front-desk", one)),
  removed: ["payment.take"],
  retired: false,
  version: 1,
};
const known = [senior];
const manager = person(1, ["practice-manager"]);
const owner = person(2, ["owner", "practice-manager"]);
const clerk = withRights(person(3, ["front-desk"], { ownRoles: [senior.roleId] }), known);
const biller = person(4, ["biller"]);
const everybody = [manager, owner, clerk, biller];
const change = (more: Partial<OwnRoleInput>): OwnRoleInput => ({ ...senior, ...more });

const anyPermissions = fc.subarray([...allPermissions]);
const anyOwn = fc.record({ base: fc.constantFrom(...role.options), added: anyPermissions, removed: anyPermissions });

describe("what follows from own roles", () => {
  test("IDN-152, IDN-154 a person may what a plain role or an own one gives, and nothing else; whatever the roles say", () => {
    fc.assert(
      fc.property(
        fc.subarray([...role.options], { minLength: 1 }),
        fc.array(anyOwn, { maxLength: 3 }),
        (roles, own) => {
          const rights = { roles, ...rightsOf(roles, own) };
          const inForce = own.filter(({ base }) => roles.includes(base) && base !== "owner");
          const plain = roles.filter((one) => !inForce.some(({ base }) => base === one));
          for (const permission of allPermissions) {
            const allowed =
              plain.some((one) => mayDo([one], permission)) ||
              inForce.some(({ base, added, removed }) => {
                const given = permissions[permission].some((one) => one === base);
                if (given) return !(removed.includes(permission) && mayBeRemoved(base, permission));
                return added.includes(permission) && mayBeAdded(base, permission);
              });
            expect([permission, mayDo(rights, permission)]).toEqual([permission, allowed]);
            const as = { kind: "staff" as const, staffId: uuid(1), name: "x", sessionId: "s", ...rights };
            expect(scopeOf(as, permission)).toBe(allowed ? "practice" : null);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("IDN-154 what is an owner's, nobody's or a license's is added to no role; signing in is taken from none", () => {
    const never = [
      "owner.read",
      "kiosk.open",
      "kiosk.fill",
      "booking-link.open",
      "booking-link.use",
      "note.sign",
      "note.cosign",
      "order.write",
      "diagnosis.write",
    ];
    for (const base of bases) {
      for (const permission of never) expect(mayBeAdded(base, permission as Permission)).toBe(false);
      expect(mayBeRemoved(base, "session.self")).toBe(false);
      const input = change({ roleId: uuid(101), version: null, name: "New", base, removed: [] });
      const wrong: readonly (readonly [string, Partial<OwnRoleInput>])[] = [
        ["added", { added: ["owner.read"] }],
        // Who has it by the base is refused as well: it would be added twice.
        ["added", { added: ["psychotherapy-note.read"] }],
        ["removed", { added: [], removed: ["session.self"] }],
      ];
      for (const [field, more] of wrong)
        expect(decideOwnRole({ ...input, added: [], ...more }, known, everybody)).toMatchObject({
          error: { code: "invalid-input", field },
        });
    }
    // The control: what another built-in role of the practice gives may be added.
    expect(mayBeAdded("front-desk", "chart.read")).toBe(true);
    expect(mayBeAdded("biller", "appointment.book")).toBe(true);
    expect(
      decideOwnRole(
        change({ roleId: uuid(101), version: null, name: "New", base: "owner", added: [], removed: [] }),
        known,
        everybody,
      ),
    ).toMatchObject({
      error: { field: "base" },
    });
  });

  test("IDN-157 an owner's rights are nobody's to change by a role", () => {
    const own = { base: "practice-manager" as const, added: [], removed: allPermissions };
    const rights = { roles: owner.roles, ...rightsOf(owner.roles, [own]) };
    const lost = allPermissions.filter((permission) => mayDo(["owner"], permission) && !mayDo(rights, permission));
    expect(lost).toEqual([]);
  });
});

describe("a change of an own role", () => {
  test("IDN-155 says who gains and who loses what, and nobody else", () => {
    const decided = decideOwnRole(change({ added: ["claim.read"], removed: ["appointment.book"] }), known, [
      ...everybody,
      person(9, ["front-desk"]),
    ]);
    if (!decided.ok) throw new Error(decided.error.code);
    const { gains, losses, twoPersons } = decided.value.difference;
    const had = senior.added;
    expect(gains.map((one) => one.permission).toSorted()).toEqual(["claim.read", "payment.take"]);
    expect(losses.map((one) => one.permission).toSorted()).toEqual(["appointment.book", ...had].toSorted());
    expect([...gains, ...losses].every((one) => one.staffIds.join() === clerk.staffId)).toBe(true);
    expect(twoPersons).toBe(false);
    expect(decided.value.people.map((one) => [one.staffId, one.version])).toEqual([[clerk.staffId, 2]]);
  });

  test.each(POWERFUL.filter((one) => mayBeAdded("front-desk", one)))("IDN-155 %s takes a second person", (one) => {
    const decided = decideOwnRole(change({ added: [one] }), known, everybody);
    expect(decided).toMatchObject({ ok: true, value: { difference: { twoPersons: true } } });
    // Nor is it had by being given a role that has it, nor by losing one that kept it away.
    const role: OwnRole = { ...senior, roleId: uuid(102), name: "Opener", added: [one], removed: [] };
    const given = decideStaff({ ...clerk, ownRoles: [role.roleId] }, everybody, false, [senior, role]);
    expect(given.ok && gainsPower(clerk, given.value)).toBe(true);
  });

  test("IDN-155 what an own role kept away from a person who treats comes back by two persons", () => {
    const quiet: OwnRole = {
      ...senior,
      roleId: uuid(103),
      name: "No charts",
      base: "medical-assistant",
      added: [],
      removed: ["chart.read"],
    };
    const before = withRights(person(8, ["medical-assistant"], { ownRoles: [quiet.roleId] }), [quiet]);
    expect(mayDo(before, "chart.read")).toBe(false);
    const after = decideStaff({ ...before, ownRoles: [] }, [...everybody, before], false, [quiet]);
    expect(after.ok && mayDo(after.value, "chart.read")).toBe(true);
    expect(after.ok && gainsPower(before, after.value)).toBe(true);
    // The control: what opens nothing is given by one.
    expect(gainsPower(clerk, withRights({ ...clerk, ownRoles: [] }, known))).toBe(false);
  });

  test("IDN-153 an own role goes with its base; a change that is silent about own roles leaves those that still have it", () => {
    const save = (more: object) => decideStaff({ ...clerk, ...more }, everybody, false, known);
    const { ownRoles: _, ...silent } = clerk;
    expect(save({})).toMatchObject({ value: { ownRoles: [senior.roleId], withheld: ["payment.take"] } });
    expect(decideStaff({ ...silent, family: "New" }, everybody, false, known)).toMatchObject({
      value: { family: "New", ownRoles: [senior.roleId] },
    });
    const moved = decideStaff({ ...silent, roles: ["biller"] }, everybody, false, known);
    expect(moved).toMatchObject({ ok: true });
    expect(moved.ok && moved.value.ownRoles).toBe(undefined);
    expect(save({ roles: ["biller"] })).toMatchObject({ error: { field: "ownRoles" } });
    expect(save({ ownRoles: [uuid(555)] })).toMatchObject({ error: { field: "ownRoles" } });
    // Rights are what the roles say: nobody is believed who sends them.
    expect(save({ granted: ["chart.read"], withheld: [] })).toMatchObject({ value: { withheld: ["payment.take"] } });
  });

  test("IDN-156 a retired role stays with who has it and is given to nobody; its name is free again", () => {
    const retired = { ...senior, retired: true, version: 2 };
    expect(decideOwnRole(change({ retired: true }), known, everybody)).toMatchObject({ value: { people: [] } });
    expect(decideStaff({ ...clerk, given: "Same" }, everybody, false, [retired])).toMatchObject({
      value: { ownRoles: [senior.roleId], withheld: ["payment.take"] },
    });
    const other = person(9, ["front-desk"]);
    expect(decideStaff({ ...other, ownRoles: [senior.roleId] }, [...everybody, other], false, [retired])).toMatchObject(
      {
        error: { field: "ownRoles" },
      },
    );
    const again = change({ roleId: uuid(104), version: null, name: "senior DESK" });
    expect(decideOwnRole(again, known, everybody)).toMatchObject({ error: { field: "name" } });
    expect(decideOwnRole(again, [retired], everybody)).toMatchObject({ ok: true });
    expect(decideOwnRole(change({ name: "Biller" }), known, everybody)).toMatchObject({ error: { field: "name" } });
  });

  test("IDN-157 no role takes the accounts from the last manager who looks after them", () => {
    const quiet: OwnRole = {
      ...senior,
      roleId: uuid(105),
      name: "Quiet",
      base: "practice-manager",
      added: [],
      removed: [],
    };
    const last = withRights(person(1, ["practice-manager"], { ownRoles: [quiet.roleId] }), [quiet]);
    const without: OwnRoleInput = { ...quiet, removed: ["staff.manage"] };
    expect(decideOwnRole(without, [quiet], [last, clerk])).toMatchObject({ error: { code: "last-administrator" } });
    const other = person(7, ["practice-manager"]);
    expect(decideOwnRole(without, [quiet], [last, other])).toMatchObject({ ok: true });
    const kept: OwnRole = { ...quiet, removed: ["staff.manage"] };
    expect(decideStaff({ ...manager, ownRoles: [kept.roleId] }, [manager, clerk], false, [kept])).toMatchObject({
      error: { code: "last-administrator" },
    });
  });

  test("IDN-156 a change names the version it saw, and a role keeps its base", () => {
    expect(decideOwnRole(change({ version: null }), known, everybody)).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(decideOwnRole(change({ version: 2 }), known, everybody)).toMatchObject({ error: { code: "stale-version" } });
    expect(decideOwnRole(change({ roleId: uuid(9), version: 1 }), known, everybody)).toMatchObject({
      error: { code: "not-found" },
    });
    expect(decideOwnRole(change({ base: "biller" }), known, everybody)).toMatchObject({ error: { field: "base" } });
    expect(decideOwnRole(change({}), known, everybody)).toMatchObject({ value: { role: { version: 2 } } });
    expect(gives(senior, "payment.take")).toBe(false);
  });
});
