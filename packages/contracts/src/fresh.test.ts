import { expect, test } from "vitest";
import type { Actor } from "./actor.ts";
import { ALWAYS_FRESH, isFresh } from "./fresh.ts";

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
