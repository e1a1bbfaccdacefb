import { addMinutes, addMs } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { describe, expect, test } from "vitest";
import { passwordFault } from "./password.ts";
import { newSignInCode, typedCode } from "./sign-in-code.ts";
import { countAttempt, limits, passwordSteps, takeSteps, waitMinutes, type Attempts } from "./sign-in-limit.ts";

describe("sign-in limits (IDN-43)", () => {
  const start = "2026-11-23T16:00:00.000Z";
  test("IDN-110 a clock that was set back by an hour keeps nobody waiting for more than a window, and forgives nothing", () => {
    const full: Attempts = { count: 5, since: addMinutes(start, 60) };
    const sixth = countAttempt("person-at-address", full, start);
    expect(sixth).toEqual({ count: 6, since: start });
    expect(waitMinutes("person-at-address", sixth, start)).toBe(16);
    expect(countAttempt("person-at-address", sixth, addMinutes(start, 16))).toEqual({
      count: 1,
      since: addMinutes(start, 16),
    });
  });

  test("the fifth attempt goes on, the sixth waits, and the next window is new", () => {
    let attempts: Attempts | null = null;
    for (let n = 1; n <= 6; n += 1) {
      attempts = countAttempt("person-at-address", attempts, addMinutes(start, n));
      const wait = waitMinutes("person-at-address", attempts, addMinutes(start, n));
      expect(wait).toBe(n <= limits["person-at-address"].attempts ? null : 11);
    }
    const later = countAttempt("person-at-address", attempts, addMinutes(start, 16));
    expect(later.count).toBe(1);
  });
  test("waiting is not made longer by trying on", () => {
    const full = { count: 99, since: start };
    expect(countAttempt("person", full, addMinutes(start, 14)).since).toBe(start);
  });
});

describe("what an attempt counts against (IDN-43)", () => {
  const start = "2026-11-23T16:00:00.000Z";
  const door = () => {
    const counts = new Map<string, Attempts>();
    const tries = (address: string, now: string, device: string | null = null) =>
      takeSteps(
        passwordSteps("ana", address, device),
        async (kind, what) => {
          const key = `${kind} ${what}`;
          const attempts = countAttempt(kind, counts.get(key) ?? null, now);
          counts.set(key, attempts);
          return attempts;
        },
        now,
      );
    return { counts, tries };
  };
  test("IDN-54 a source that is blocked counts against nobody", async () => {
    const { counts, tries } = door();
    for (let n = 0; n < 500; n += 1) await tries("a", start);
    expect(counts.get("person ana")?.count).toBe(limits["person-at-address"].attempts);
    expect(await tries("b", start)).toBeNull();
  });
  test("IDN-55 IDN-56 beyond the person's budget strangers go on slowly, and a browser that is known goes on as ever", async () => {
    const { tries } = door();
    for (let n = 0; n < 20; n += 1) expect(await tries(`a${n}`, start)).toBeNull();
    expect(await tries("b", start)).toBeNull();
    for (let n = 0; n < 50; n += 1) expect(await tries(`c${n}`, start)).toBe(1);
    expect(await tries("d", addMs(start, 20_000))).toBeNull();
    expect(await tries("e", addMs(start, 21_000))).toBe(1);
    for (let n = 0; n < limits.device.attempts; n += 1) expect(await tries("c1", start, "mine")).toBeNull();
    expect(await tries("c1", start, "mine")).toBeGreaterThan(10);
    expect(await tries("c1", start, "another of mine")).toBeNull();
  });
});

describe("passwords (IDN-42)", () => {
  const owner = { email: "lopez.maria@missionbay.example", names: ["Mission Bay Family Practice", "María", "López"] };
  const listed = new Set(["password", "dragon", "football", "qwerty", "monkey", "1qaz2wsx3edc", "battery"]);
  const faultOf = (password: string) => passwordFault(password, owner, (word) => listed.has(word));

  test.each(["correct horse staple", "Zwölf Zeichen", "long-enough-1", "a long enough one", "monkey lamp dragon tram"])(
    "%j may be chosen",
    (password) => expect(faultOf(password)).toBeNull(),
  );
  test.each(["short", "eleven char", "x".repeat(129)])("%j is too short or too long", (password) =>
    expect(faultOf(password)).toBe("weak-password"),
  );
  test.each(["aaaaaaaaaaaaaaa", "abababababab", "Lopez.maria2026"])("%j may not", (password) =>
    expect(faultOf(password)).toBe("common-password"),
  );
  test.each([
    "1qaz2wsx3edc",
    "Password2026!",
    "P@ssw0rd-2026",
    "dragonfootball",
    "Dragon 123 Football",
    "!!Qwerty!!2026!!",
    "MissionBay2026",
    "Missi0nB4y!!!!",
    "mission-bay-family-practice",
    "MaríaLópez1984",
    "WelcomeMission1",
    "Winter-Bay-2026",
  ])("IDN-61 %j is guessed first, and may not", (password) => expect(faultOf(password)).toBe("common-password"));
  test("IDN-61 the practice's words beside three of one's own do no harm", () => {
    expect(faultOf("mission lantern gravel tuba")).toBeNull();
  });
});

test("IDN-46 a code survives how people type it", () => {
  const code = newSignInCode(seededRandom("a"));
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(typedCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(code);
});
