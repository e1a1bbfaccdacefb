import { expect, test } from "vitest";
import type { EncounterSummary } from "../../../chart/chart-types.ts";
import { mayCarryFrom, proposedSource } from "./carry-source.ts";

const target = {
  encounterId: "now",
  visitTypeName: "Follow-up",
  providerId: "chen",
  serviceDate: "2026-11-23",
} as const;
const visit = (encounterId: string, serviceDate: string, more: object = {}) =>
  ({
    encounterId,
    serviceDate,
    start: "09:00",
    status: "signed",
    visitTypeName: "Acute",
    providerId: "nair",
    ...more,
  }) as unknown as EncounterSummary;
const proposed = (...of: readonly EncounterSummary[]) => proposedSource(of, target)?.encounterId;

test("CHT-360 the last signed note of the same kind or by the same person is proposed, else the last signed one", () => {
  const kind = visit("kind", "2026-09-01", { visitTypeName: "Follow-up" });
  const own = visit("own", "2026-10-01", { providerId: "chen" });
  const last = visit("last", "2026-11-01");
  expect(proposed(last, kind, own)).toBe("own");
  expect(proposed(kind, last)).toBe("kind");
  expect(proposed(visit("older", "2026-01-01"), last)).toBe("last");
  expect(
    proposed(visit("morning", "2026-11-01", { start: "08:00" }), visit("noon", "2026-11-01", { start: "12:00" })),
  ).toBe("noon");
  expect(proposed()).toBeUndefined();
});

test("CHT-360 nothing is offered of an open note, of a later one, and of the note itself", () => {
  expect(proposed(visit("open", "2026-11-01", { status: "open", providerId: "chen" }))).toBeUndefined();
  expect(proposed(visit("later", "2026-11-24"))).toBeUndefined();
  expect(mayCarryFrom(visit("now", "2026-11-23"), target)).toBe(false);
  expect(mayCarryFrom(visit("same-day", "2026-11-23", { status: "awaiting-cosign" }), target)).toBe(true);
});
