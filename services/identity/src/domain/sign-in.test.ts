import { addMinutes } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { describe, expect, test } from "vitest";
import { isAcceptablePassword } from "./password.ts";
import { newSignInCode, typedCode } from "./sign-in-code.ts";
import { attemptsMax, countAttempt, waitMinutes, type Attempts } from "./sign-in-limit.ts";

describe("sign-in limits (IDN-43)", () => {
  const start = "2026-11-23T16:00:00.000Z";
  test("the fifth attempt goes on, the sixth waits, and the next window is new", () => {
    let attempts: Attempts | null = null;
    for (let n = 1; n <= 6; n += 1) {
      attempts = countAttempt(attempts, addMinutes(start, n));
      const wait = waitMinutes("person-at-address", attempts, addMinutes(start, n));
      expect(wait).toBe(n <= attemptsMax["person-at-address"] ? null : 11);
    }
    const later = countAttempt(attempts, addMinutes(start, 16));
    expect(later.count).toBe(1);
  });
  test("waiting is not made longer by trying on", () => {
    const full = { count: 99, since: start };
    expect(countAttempt(full, addMinutes(start, 14)).since).toBe(start);
  });
});

describe("passwords (IDN-42)", () => {
  test.each(["correct horse staple", "Zwölf Zeichen", "long-enough-1"])("%j may be chosen", (password) =>
    expect(isAcceptablePassword(password, "ana@example.test")).toBe(true),
  );
  test.each(["short", "eleven char", "aaaaaaaaaaaaaaa", "abababababab", "Lopez.maria2026", "x".repeat(129)])(
    "%j may not",
    (password) => expect(isAcceptablePassword(password, "lopez.maria@example.test")).toBe(false),
  );
});

test("IDN-46 a code survives how people type it", () => {
  const code = newSignInCode(seededRandom("a"));
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(typedCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(code);
});
