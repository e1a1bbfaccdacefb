import { createHash } from "node:crypto";
import type { Actor } from "@practicum/contracts/actor";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPractice, outcome, register, value, type TestPractice } from "./test/practice.ts";

const door: Actor = { kind: "integration", clientId: "booking-link", name: "Door", grants: ["booking-link.open"] };

describe("links at once", () => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice("pg");
  });
  afterAll(() => practice.kit.stop());

  const opened = async (n: number) => {
    const birthDate = `19${30 + n}-02-03`;
    const given = `${"bcdfghjklmnpqrst"[n] ?? "b"}elo`;
    const patientId = await register(practice, { family: `Vo${"aeiou"[n % 5] ?? "a"}${given}`, given, birthDate });
    const linkId = practice.kit.ids.next<"booking-link">();
    const mark = createHash("sha256").update(linkId).digest("hex");
    const at = practice.kit.clock.now();
    const payload = { linkId, patientId, visitTypeId: practice.followUp, mark, until: addMinutes(at, 6000), at };
    await practice.kit.deliver("messaging.booking-link-made.v1", payload);
    await practice.kit.settle();
    const reply = value(await practice.call("openBookingLink", { mark, birthDate }, { as: door }));
    if (!reply.opened) throw new Error("it did not open");
    const as: Actor = { kind: "patient", patientId, name: "Patient by link", sessionId: reply.sessionId };
    return { patientId, as };
  };

  test("SCH-265: of twelve patients who take one time one has it, and the others' links go on", async () => {
    const patients = await Promise.all(Array.from({ length: 12 }, (_, n) => opened(n)));
    const time = { providerResourceId: practice.chen, date: "2026-11-25", start: "09:00" };
    const book = ({ patientId, as }: (typeof patients)[number], start = time.start) =>
      practice.call(
        "bookByLink",
        { ...time, patientId, appointmentId: practice.kit.ids.next<"appointment">(), start },
        { as },
      );
    const outcomes = (await Promise.all(patients.map((one) => book(one)))).map(outcome);
    expect(outcomes.toSorted()).toEqual(["ok", ...Array.from({ length: 11 }, () => "slot-taken")]);
    const next = patients.filter((_, n) => outcomes[n] === "slot-taken");
    const starts = ["10:00", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30", "13:00", "13:15", "13:30", "13:45"];
    const again = await Promise.all(next.map((one, n) => book(one, starts[n])));
    expect(again.map(outcome)).toEqual(starts.map(() => "ok"));
  });

  test("SCH-265: one link that is used in two windows at once books one visit", async () => {
    const { patientId, as } = await opened(13);
    const outcomes = await Promise.all(
      ["14:00", "14:30", "15:00", "15:30"].map((start) =>
        practice.call(
          "bookByLink",
          {
            patientId,
            appointmentId: practice.kit.ids.next<"appointment">(),
            providerResourceId: practice.alvarez,
            date: "2026-11-26",
            start,
          },
          { as },
        ),
      ),
    );
    expect(outcomes.map(outcome).toSorted()).toEqual(["link-has-visit", "link-has-visit", "link-has-visit", "ok"]);
    const visits = value(await practice.call("patientAppointments", { patientId }));
    expect(visits).toHaveLength(1);
  });
});
