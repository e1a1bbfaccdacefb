import { expect, test } from "vitest";
import type { Actor } from "./actor.ts";
import { ALWAYS_FRESH, asksForFresh, isFresh } from "./fresh.ts";
import type { Operation } from "./operation.ts";
import { services } from "./services.ts";

const shownAt = (verifiedAt: string): Actor => ({
  kind: "staff",
  staffId: "01990000-0000-7000-8000-000000000001",
  name: "Ana Reyes",
  sessionId: "s",
  roles: ["practice-manager"],
  verifiedAt,
});

test("IDN-110 who showed who it is by a clock that was an hour ahead is not fresh for an hour more when it is set back", () => {
  const now = "2026-11-28T16:00:00.000Z";
  expect(isFresh(shownAt("2026-11-28T15:51:00.000Z"), now)).toBe(true);
  expect(isFresh(shownAt("2026-11-28T15:49:00.000Z"), now)).toBe(false);
  expect(isFresh(shownAt("2026-11-28T17:00:00.000Z"), now)).toBe(false);
  // Two machines of one installation are never quite together.
  expect(isFresh(shownAt("2026-11-28T16:00:30.000Z"), now)).toBe(true);
  expect(isFresh(shownAt(ALWAYS_FRESH), now)).toBe(true);
});

test("IDN-121 whatever is named an export hands out a file and asks who it is, with any input; a list on a screen does not", () => {
  const all = Object.values(services).flatMap((api) => Object.entries<Operation>(api));
  const exports = all.filter(([name]) => name.startsWith("export"));
  expect(exports.map(([name]) => name)).toContain("exportJournal");
  expect(exports.filter(([, operation]) => !asksForFresh(operation, {})).map(([name]) => name)).toEqual([]);
  // The owners' list finds them by the name (IDN-115).
  expect(all.filter(([name, { takesOut }]) => takesOut && !name.startsWith("export")).map(([name]) => name)).toEqual(
    [],
  );
  expect(asksForFresh(services.scheduling.daySheet, {})).toBe(false);
});
