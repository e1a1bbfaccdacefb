import { describe, expect, test } from "vitest";
import {
  checkRestriction,
  mayChangeRestriction,
  mayOpenChart,
  type Asker,
  type Standing,
} from "./chart-restriction.ts";

const now = "2026-11-23T16:00:00.000Z";
const later = "2026-11-23T18:00:00.000Z";
const chen: Asker = { staffId: "chen", roles: ["physician"], keptOutByNone: false };
const others = (more: Partial<Standing> = {}): Standing => ({
  restrictionId: "r",
  shuts: "others",
  staffIds: [],
  roles: [],
  by: "Manager",
  ...more,
});
const treats = { on: "2026-11-20", visitTypeName: "Follow-up" } as const;
const open = (standing: readonly Standing[], more: object = {}, asker = chen) =>
  mayOpenChart({ standing, treats: null, glassUntil: null, ...more }, asker, now);

describe("CHT-190 a restricted chart opens to who is left in", () => {
  test("a chart that nobody restricted opens by the role", () => {
    expect(open([])).toEqual({ opens: true, byGlass: false, why: [{ kind: "role" }] });
    expect(open([], { treats }).why).toEqual([{ kind: "role" }, { kind: "treats", ...treats }]);
  });
  test("who treats, who is named and whose role is let in", () => {
    expect(open([others()])).toEqual({ opens: false, byGlass: false, why: [{ kind: "shut" }] });
    expect(open([others()], { treats })).toMatchObject({ opens: true, why: [{ kind: "treats" }] });
    expect(open([others({ staffIds: ["chen"] })])).toMatchObject({
      opens: true,
      why: [{ kind: "named", by: "Manager" }],
    });
    expect(open([others({ staffIds: ["other"] })]).opens).toBe(false);
    expect(open([others({ roles: ["physician"] })]).opens).toBe(true);
    expect(open([others({ roles: ["medical-assistant"] })]).opens).toBe(false);
  });
  test("who is named as shut out stays out also as who treats; all others come in", () => {
    const named = others({ shuts: "named", staffIds: ["chen"] });
    expect(open([named], { treats }).opens).toBe(false);
    expect(open([named], {}, { ...chen, staffId: "other" }).opens).toBe(true);
    // A program is nobody of whom one could say that it is another.
    expect(open([named], {}, { staffId: null, roles: [], keptOutByNone: false }).opens).toBe(false);
  });
  test("of several restrictions each counts", () => {
    const both = [others({ staffIds: ["chen"] }), others({ shuts: "named", staffIds: ["chen"] })];
    expect(open(both).opens).toBe(false);
    expect(open([others({ staffIds: ["chen"] }), others()]).opens).toBe(false);
  });
  test("nobody keeps out the patient, nor the service itself", () => {
    expect(open([others()], {}, { staffId: null, roles: [], keptOutByNone: true }).opens).toBe(true);
  });
  test("CHT-194 the glass opens until its end, and not at it", () => {
    expect(open([others()], { glassUntil: later })).toEqual({
      opens: true,
      byGlass: true,
      why: [{ kind: "glass", until: later }],
    });
    expect(open([others()], { glassUntil: now }).opens).toBe(false);
  });
});

test("CHT-192 who is shut out changes nothing; a manager who reads no charts may, and one who does by the glass", () => {
  const who = { restricts: true, readsCharts: true, manages: false };
  const by = (opens: boolean, byGlass = false) => ({ opens, byGlass });
  expect(mayChangeRestriction(by(true), who)).toBe(true);
  expect(mayChangeRestriction(by(true), { ...who, restricts: false })).toBe(false);
  expect(mayChangeRestriction(by(false), who)).toBe(false);
  expect(mayChangeRestriction(by(true, true), who)).toBe(false);
  expect(mayChangeRestriction(by(false), { ...who, manages: true })).toBe(false);
  expect(mayChangeRestriction(by(true, true), { ...who, manages: true })).toBe(true);
  expect(mayChangeRestriction(by(false), { restricts: true, readsCharts: false, manages: true })).toBe(true);
});

test("CHT-193 a restriction leaves somebody in who reads charts, and names whom it shuts out", () => {
  const known = { readers: new Set(["chen"]), readerRoles: ["physician"] as const, somebodyTreats: false };
  const check = (wanted: object, more: object = {}) => {
    const checked = checkRestriction({ shuts: "others", staffIds: [], roles: [], ...wanted }, { ...known, ...more });
    return checked.ok ? "ok" : checked.error.field;
  };
  expect(check({})).toBe("staffIds");
  expect(check({ staffIds: ["biller"], roles: ["biller"] })).toBe("staffIds");
  expect(check({ staffIds: ["chen"] })).toBe("ok");
  expect(check({ roles: ["physician"] })).toBe("ok");
  expect(check({}, { somebodyTreats: true })).toBe("ok");
  expect(check({ shuts: "named" }, { somebodyTreats: true })).toBe("staffIds");
  expect(check({ shuts: "named", roles: ["physician"], staffIds: ["chen"] })).toBe("roles");
  expect(check({ shuts: "named", staffIds: ["biller"] })).toBe("ok");
});
