import fc from "fast-check";
import { addDays, dayOfWeek, daysBetween } from "@practicum/kernel/local-date";
import { addMinutes } from "@practicum/kernel/instant";
import { describe, expect, test } from "vitest";
import { checkAssignment } from "./assignment.ts";
import { denialTask } from "./denial-task.ts";
import { readReply } from "../replies/domain/reply.ts";
import { addressOf, languageOf, reminderDue, reminderText } from "./reminder.ts";

const staffId = "00000000-0000-7000-8000-000000000001";

describe("assignment (MSG-1, MSG-10)", () => {
  test("a person, a pool, or nobody", () => {
    expect(checkAssignment({ ownerId: null, pool: null }, null).ok).toBe(true);
    expect(checkAssignment({ ownerId: null, pool: "biller" }, null).ok).toBe(true);
    expect(checkAssignment({ ownerId: staffId, pool: null }, { active: true }).ok).toBe(true);
    expect(checkAssignment({ ownerId: staffId, pool: "biller" }, { active: true })).toMatchObject({
      error: { field: "pool" },
    });
    expect(checkAssignment({ ownerId: staffId, pool: null }, { active: false })).toMatchObject({
      error: { field: "ownerId" },
    });
    expect(checkAssignment({ ownerId: staffId, pool: null }, null)).toMatchObject({ error: { field: "ownerId" } });
  });
});

describe("a denial's task (MSG-20)", () => {
  test.each([
    ["2026-11-23", null, "2026-11-30", "normal"],
    ["2026-11-27", null, "2026-12-04", "normal"],
    ["2026-11-23", "2027-02-01", "2026-11-30", "normal"],
    ["2026-11-23", "2026-11-30", "2026-11-27", "high"],
    ["2026-11-23", "2026-11-24", "2026-11-23", "high"],
    ["2026-11-23", "2026-11-01", "2026-11-23", "high"],
  ] as const)("on %s with the deadline %s it is due %s, %s", (today, deadline, dueOn, priority) =>
    expect(denialTask(today, deadline)).toEqual({ dueOn, priority }),
  );
  test("never before today, never on a weekend of its own choice, never after the deadline", () => {
    const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays("2026-01-01", days));
    fc.assert(
      fc.property(day, fc.option(fc.integer({ min: 0, max: 400 })), (today, days) => {
        const deadline = days === null ? null : addDays(today, days);
        const { dueOn } = denialTask(today, deadline);
        expect(dueOn >= today).toBe(true);
        if (deadline !== null) expect(dueOn <= deadline).toBe(true);
        else expect(dayOfWeek(dueOn)).toBeLessThanOrEqual(5);
        expect(daysBetween(today, dueOn)).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe("reminders", () => {
  const startsAt = "2026-11-25T16:15:00.000Z";
  test("MSG-30 a day before, and none when that has passed", () => {
    const booked = { status: "booked" as const, startsAt };
    expect(reminderDue(booked, "2026-11-20T00:00:00.000Z")).toBe("2026-11-24T16:15:00.000Z");
    expect(reminderDue(booked, "2026-11-24T16:15:00.000Z")).toBeNull();
    expect(reminderDue(booked, addMinutes("2026-11-24T16:15:00.000Z", -1))).not.toBeNull();
  });
  test.each(["cancelled", "no-show", "arrived", "done"] as const)("MSG-31 none for a visit that is %s", (status) =>
    expect(reminderDue({ status, startsAt }, "2026-11-20T00:00:00.000Z")).toBeNull(),
  );
  test("MSG-33 by phone, else by e-mail, in the patient's language", () => {
    expect(addressOf({ phone: "6195550100", email: "a@example.test" })).toEqual({ channel: "sms", to: "6195550100" });
    expect(addressOf({ phone: null, email: "a@example.test" })).toEqual({ channel: "email", to: "a@example.test" });
    expect(addressOf({ phone: null, email: null })).toBeNull();
    expect(["es", "es-MX", "ES", "en", "vi", "est"].map(languageOf)).toEqual(["es", "es", "es", "en", "en", "en"]);
  });
  test("MSG-34 the words say practice, day and time", () => {
    const practice = { name: "Bayview", timeZone: "America/Los_Angeles" };
    const mail = { channel: "email", language: "en" } as const;
    expect(reminderText(mail, practice, startsAt).text).toBe(
      "Bayview: this is a reminder of your appointment on 11/25/2026 at 8:15 AM. If you can't come, please call us.",
    );
    expect(reminderText({ ...mail, language: "es" }, practice, startsAt).text).toContain(
      "su cita el 11/25/2026 a las 8:15 AM",
    );
    expect(reminderText(mail, practice, "2026-11-25T20:00:00.000Z").text).toContain("12:00 PM");
  });
  test("MSG-34, MSG-127 a text message names the words that answer it, and each is read as it says", () => {
    const practice = { name: "Bayview", timeZone: "America/Los_Angeles" };
    const read = (language: "en" | "es") => {
      const { text } = reminderText({ channel: "sms", language }, practice, startsAt);
      return (text.match(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu) ?? []).filter((word) => word !== "AM").map(readReply);
    };
    expect(read("en")).toEqual(["yes", "no", "stop"]);
    expect(read("es")).toEqual(["yes", "no", "stop"]);
  });

  test("MSG-220 what is done before stands in it, in the language that it was written in", () => {
    const practice = { name: "Bayview", timeZone: "America/Los_Angeles" as const };
    const say = (language: "en" | "es", en: string, es: string) =>
      reminderText({ channel: "email", language }, practice, "2026-11-25T16:15:00.000Z", { en, es }).text;
    expect(say("en", "Only water for 8 hours", "")).toContain(
      "at 8:15 AM. Before you come: Only water for 8 hours. If you can't come",
    );
    expect(say("es", "Only water.", "Solo agua.")).toContain("Antes de venir: Solo agua. Si no puede");
    expect(say("es", "Only water.", "")).toContain("Antes de venir: Only water. Si no puede");
    expect(say("en", "", "Solo agua.")).not.toContain("Before");
  });
});
