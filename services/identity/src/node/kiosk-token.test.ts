import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { describe, expect, test } from "vitest";
import { kioskKeysOf, newKioskToken, readKioskToken } from "./kiosk-token.ts";

const now: Instant = "2026-11-23T16:00:00.000Z";
const secret = "a-secret-of-tests-that-is-long-enough";
const of = {
  practiceId: "0190c0de-0000-7000-8000-00000000000a",
  patientId: "0190c0de-0000-7000-8000-00000000000b",
  handoverId: "0190c0de-0000-7000-8000-00000000000c",
  sessionId: "0190c0de-0000-7000-8000-00000000000d",
};

describe("a tablet's token", () => {
  test("IDN-137: says whose it is for twelve hours, and nothing once it was changed", () => {
    const token = newKioskToken(secret, of, now);
    expect(readKioskToken(secret, token, now)).toEqual(of);
    expect(readKioskToken(secret, token, addMinutes(now, 12 * 60 - 1))).toEqual(of);
    expect(readKioskToken(secret, token, addMinutes(now, 12 * 60))).toBeNull();
    expect(readKioskToken("another-secret-that-is-long-enough", token, now)).toBeNull();
    const [body = "", signature = ""] = token.split(".");
    const forged = Buffer.from(Buffer.from(body, "base64url").toString().replace(of.patientId, of.handoverId)).toString(
      "base64url",
    );
    for (const wrong of [`${forged}.${signature}`, body, `${body}.`, `${body}.${signature}.x`, "", "."])
      expect(readKioskToken(secret, wrong, now)).toBeNull();
  });

  test("IDN-138: keys are the session's own, and one is not the other", () => {
    const keys = kioskKeysOf(secret, of);
    expect(kioskKeysOf(secret, of)).toEqual(keys);
    expect(Buffer.from(keys.draft, "base64")).toHaveLength(32);
    const other = kioskKeysOf(secret, { ...of, sessionId: "another" });
    expect(new Set([keys.draft, keys.waiting, other.draft, other.waiting]).size).toBe(4);
  });
});
