import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { read270 } from "@practicum/x12/eligibility/read-270";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { answer271 } from "../../testing/payer-files.ts";

const DAY = "2026-11-24";

describe.each(databaseKinds)("insurance before the visit, on %s", (database) => {
  let clinic: Clinic;
  const visits: { appointmentId: string; patientId: string; date: string }[] = [];
  let bare = "";
  beforeAll(async () => {
    clinic = await openClinic(database, "ahead");
    for (const [family, payer] of [
      ["Ames", clinic.ids.ppo],
      ["Boyle", clinic.ids.hmo],
      ["Cruz", clinic.ids.ppo],
      // A name that no file can carry keeps none of the others from being asked.
      ["محمد", clinic.ids.hmo],
    ] as const) {
      const patientId = await clinic.addPatient({ family });
      await clinic.cover(patientId, { payerId: payer, memberId: `CF12345${10 + visits.length}` });
      visits.push({ appointmentId: clinic.kit.ids.next<string>(), patientId, date: DAY });
    }
    bare = await clinic.addPatient({ family: "Dahl" });
    visits.push({ appointmentId: clinic.kit.ids.next<string>(), patientId: bare, date: DAY });
  });
  afterAll(() => clinic.stop());

  const questions = () => clinic.exchange.outbound().filter(({ name }) => name.startsWith("270-"));
  const asked = () =>
    questions()
      .flatMap(({ content }) => read270(content).value)
      .flatMap(({ transactions }) => transactions.flatMap(({ inquiries }) => inquiries));
  const names = () => asked().map(({ subscriber }) => subscriber.name);
  const evening = async () => {
    await clinic.kit.deliver("scheduling.visits-ahead.v1", {
      date: DAY,
      visits: visits.map(({ appointmentId, patientId }) => ({ appointmentId, patientId })),
    });
    await clinic.kit.settle();
  };
  const states = async () => {
    const got = await clinic.call("eligibilityAhead", { visits });
    return must(got.ok ? got.value : null);
  };

  test("BIL-475 one evening is one file, by payer; what can't be asked says why and keeps nobody else", async () => {
    await evening();
    expect(questions()).toHaveLength(1);
    expect(names()).toMatchObject([{ last: "AMES" }, { last: "CRUZ" }, { last: "BOYLE" }]);
    const file = must(read270(must(questions()[0]).content));
    expect(file.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect((await states()).map(({ state }) => state)).toEqual([
      "pending",
      "pending",
      "pending",
      "unknown",
      "no-coverage",
    ]);
    expect((await states())[3]?.findings[0]).toMatch(/letters|name/i);
  });

  test("BIL-475 the next evening asks those alone whose answer is old or was none", async () => {
    clinic.exchange.deliver({
      name: "all.271",
      content: answer271(must(questions()[0]).content, [{ kind: "1", serviceTypes: ["30"] }], [], 1),
    });
    await clinic.kit.settle();
    expect((await states()).map(({ state }) => state).slice(0, 3)).toEqual(["active", "active", "active"]);
    const before = asked().length;
    await evening();
    expect(asked()).toHaveLength(before);
    const call = await clinic.call("verifyAhead", { visits });
    expect(call).toMatchObject({ ok: true, value: { asked: 0 } });
    await clinic.kit.advanceTo(addMinutes(clinic.kit.clock.now(), 3 * 24 * 60));
    await evening();
    expect(names().slice(before)).toMatchObject([{ last: "AMES" }, { last: "CRUZ" }, { last: "BOYLE" }]);
  });

  test("BIL-476 what somebody took care of is told with who and why, until something else is known", async () => {
    const visit = must(visits[4]);
    expect(await clinic.call("handleAhead", { ...must(visits[0]), note: "called" })).toMatchObject({ ok: true });
    expect(await clinic.call("handleAhead", { ...visit, note: "Brings a new card" })).toMatchObject({ ok: true });
    expect((await states()).map(({ handled }) => handled?.note ?? null)).toEqual([
      "called",
      null,
      null,
      null,
      "Brings a new card",
    ]);
    // The other person of the same day is not meant by it.
    expect(await clinic.call("reopenAhead", must(visits[3]))).toMatchObject({
      ok: false,
      error: { code: "not-found" },
    });
    expect(await clinic.call("reopenAhead", visit)).toMatchObject({ ok: true });
    expect((await states())[4]?.handled).toBeNull();
    await clinic.call("handleAhead", { ...visit, note: "Brings a new card" });
    await clinic.cover(bare);
    expect((await states())[4]).toMatchObject({ state: "not-asked", handled: null });
  });

  test("BIL-476 what is in order needs nobody", async () => {
    const last = must(questions().at(-1)).content;
    clinic.exchange.deliver({
      name: "again.271",
      content: answer271(last, [{ kind: "1", serviceTypes: ["30"] }], [], 2),
    });
    await clinic.kit.settle();
    expect(await states()).toMatchObject([{ state: "active", handled: null }, {}, {}, {}, {}]);
    expect(await clinic.call("handleAhead", { ...must(visits[0]), note: "called" })).toMatchObject({
      ok: false,
      error: { code: "eligibility-in-order" },
    });
  });

  test("BIL-475 two visits of one day are one question, another day is another", async () => {
    const one = { ...must(visits[0]), date: "2026-12-04" };
    const asks = async (...wanted: (typeof visits)[number][]) => {
      const call = await clinic.call("verifyAhead", { visits: wanted });
      return must(call.ok ? call.value : null).asked;
    };
    const other = { ...one, appointmentId: clinic.kit.ids.next<string>() };
    expect(await asks(one, other)).toBe(1);
    expect(await asks({ ...one, date: "2026-12-05" }, { ...one, date: "2026-12-06" })).toBe(2);
  });
});
