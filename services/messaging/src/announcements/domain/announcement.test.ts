import { textParts } from "@practicum/contracts/messaging/text-parts";
import { describe, expect, test } from "vitest";
import { announcementText, beginning, checkAnnouncement } from "./announcement.ts";
import { decideSending, fateOf } from "./receiver.ts";

const zone = "America/Los_Angeles";
/** Monday 23 November 2026, 10:00 in San Diego. */
const MONDAY = "2026-11-23T18:00:00.000Z";
const hours = { sendFrom: "09:00", sendUntil: "18:00", weekends: false };
const messages = { en: "{practice}: {first}, we are closed on Friday.", es: "" };

describe("announcements", () => {
  const fieldOf = (more: object) => {
    const checked = checkAnnouncement({ messages, whom: { visits: null, language: null }, ...hours, ...more });
    return checked.ok ? null : checked.error.field;
  };
  const days = { providerResourceId: null, locationId: null };

  test("MSG-170: days and hours end after they begin, and what stands in braces is filled in; words are not judged", () => {
    expect(fieldOf({})).toBeNull();
    expect(fieldOf({ messages: { en: "Flu vaccines are here.", es: "" } })).toBeNull();
    expect(fieldOf({ messages: { en: "Dear {last}", es: "" } })).toBe("messages.en");
    expect(fieldOf({ messages: { en: "Hello", es: "{nombre}" } })).toBe("messages.es");
    const visits = { from: "2026-12-02", until: "2026-12-01", ...days };
    expect(fieldOf({ whom: { visits, language: null } })).toBe("whom.visits.until");
    expect(fieldOf({ sendUntil: "09:00" })).toBe("sendUntil");
  });

  test("MSG-174: it begins two minutes later at the earliest, at its moment, and within its hours", () => {
    const at = (now: string, startAt: { on: string; time: string } | null) => {
      const begins = beginning({ startAt, ...hours }, now, zone);
      return begins.ok ? begins.value : begins.error.field;
    };
    expect(at(MONDAY, null)).toBe("2026-11-23T18:02:00.000Z");
    expect(at(MONDAY, { on: "2026-11-23", time: "10:01" })).toBe("2026-11-23T18:02:00.000Z");
    expect(at(MONDAY, { on: "2026-11-24", time: "14:30" })).toBe("2026-11-24T22:30:00.000Z");
    // Saturday: it waits for Monday's first hour.
    expect(at(MONDAY, { on: "2026-11-28", time: "10:00" })).toBe("2026-11-30T17:00:00.000Z");
    expect(at("2026-11-24T01:59:00.000Z", null)).toBe("2026-11-24T17:00:00.000Z");
    expect(at(MONDAY, { on: "2026-11-23", time: "09:59" })).toBe("startAt");
  });

  test("MSG-171: in Spanish for who speaks it where there are such words; a text says how it ends; a name is no field", () => {
    const both = { en: "{practice}: {first}!", es: "¡{first}!" };
    const values = { first: "{practice}", practice: "Bay" };
    const said = (language: "en" | "es", channel: "sms" | "email", words = both) =>
      announcementText(words, { language, channel }, values);
    expect(said("en", "email")).toMatchObject({
      language: "en",
      text: "Bay: {practice}!",
      subject: "A message from Bay",
    });
    expect(said("es", "sms").text).toBe("¡{practice}! Responda ALTO para no recibir más mensajes.");
    expect(said("es", "sms", messages)).toMatchObject({ language: "en" });
    expect(said("es", "sms", messages).text).toMatch(/Reply STOP for no more texts\.$/);
  });

  test("MSG-171: how many parts a text message has, as carriers count", () => {
    expect(textParts("a".repeat(160))).toMatchObject({ parts: 1, wide: false });
    expect(textParts("a".repeat(161)).parts).toBe(2);
    expect(textParts("a".repeat(307)).parts).toBe(3);
    // Two of these are one of the others: é and ñ are in the alphabet, á is not.
    expect(textParts(`${"a".repeat(158)}€`)).toMatchObject({ characters: 160, parts: 1 });
    expect(textParts("é ñ ü").wide).toBe(false);
    expect(textParts(`${"a".repeat(70)}á`)).toMatchObject({ characters: 71, parts: 2, wide: true });
  });

  const reach = { active: true, phone: true, stopped: false, email: true, noText: false, noEmail: false };

  test("MSG-171, MSG-172: by text, else by e-mail; or by e-mail alone; one of a family", () => {
    expect(fateOf("text", reach, true)).toBe("sms");
    expect(fateOf("email", reach, true)).toBe("email");
    expect(fateOf("text", { ...reach, stopped: true }, true)).toBe("email");
    expect(fateOf("text", { ...reach, stopped: true, email: false }, true)).toBe("said-stop");
    expect(fateOf("email", { ...reach, stopped: true, email: false }, true)).toBe("no-address");
    expect(fateOf("text", { ...reach, phone: false, email: false }, true)).toBe("no-address");
    expect(fateOf("text", { ...reach, noText: true }, true)).toBe("email");
    expect(fateOf("text", { ...reach, noEmail: true }, true)).toBe("sms");
    expect(fateOf("text", { ...reach, noText: true, noEmail: true }, true)).toBe("refused");
    expect(fateOf("email", { ...reach, noEmail: true }, true)).toBe("refused");
    expect(fateOf("email", { ...reach, email: false, noText: true }, true)).toBe("no-address");
    expect(fateOf("text", reach, false)).toBe("family");
    expect(fateOf("text", { ...reach, active: false }, true)).toBe("inactive");
  });

  test("MSG-176: whoever was closed or merged is left out, whatever else is so", () => {
    expect(decideSending("text", null, false)).toEqual({ kind: "leave-out", because: "inactive" });
    expect(decideSending("text", { ...reach, merged: true }, false)).toMatchObject({ because: "merged" });
    expect(decideSending("text", { ...reach, active: false, merged: false }, false)).toMatchObject({
      because: "inactive",
    });
    expect(decideSending("text", { ...reach, merged: false }, true)).toEqual({ kind: "family" });
    expect(decideSending("text", { ...reach, merged: false }, false)).toEqual({ kind: "send", channel: "sms" });
  });
});
