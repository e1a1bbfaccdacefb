import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

/** The day at which the test clock stands. */
const TODAY = "2026-11-23";

describe.each(databaseKinds)("what nobody charges for on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "missing");
    await clinic.call("savePrices", {
      from: "2026-01-01",
      prices: [
        { code: "87880", price: 3500 },
        { code: "96372", price: 2700 },
      ],
    });
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const list = async (
    show: "waiting" | "answered" = "waiting",
    text = "",
    page: { before: string | null; limit: number } = { before: null, limit: 200 },
  ) => {
    const reply = await clinic.call("listMissingCharges", { show, text, ...page });
    return must(reply.ok ? reply.value : null);
  };
  const of = async (patientId: string, show: "waiting" | "answered" = "waiting") =>
    (await list(show)).rows.filter((one) => one.patientId === patientId);
  const kinds = async (patientId: string) => (await of(patientId)).map((one) => one.kind);
  const patientNamed = async (family = "Missing") => {
    const patientId = await clinic.addPatient({ family });
    await clinic.cover(patientId);
    return patientId;
  };
  const opened = async (patientId: string, serviceDate: string) => {
    const encounterId = id();
    await clinic.kit.deliver("charting.encounter-opened.v1", {
      encounterId,
      patientId,
      patientName: {
        family: "Missing",
        given: "Ana",
        middle: null,
        suffix: null,
      },
      birthDate: "1980-01-01",
      appointmentId: null,
      visitTypeName: "Follow-up",
      serviceDate,
      start: "09:00",
      providerId: clinic.ids.doctor,
      providerName: "Chen",
      supervisorId: null,
      status: "open",
      diagnoses: [],
    });
    await clinic.kit.settle();
    return encounterId;
  };
  const given = async (patientId: string, encounterId: string | null, more: object = {}) => {
    const givenId = id();
    await clinic.kit.deliver("charting.service-given.v1", {
      givenId,
      kind: "test",
      what: "Rapid strep test",
      patientId,
      encounterId,
      locationId: null,
      serviceDate: "2026-11-20",
      providerId: clinic.ids.doctor,
      diagnosis: "J06.9",
      administration: null,
      givenBy: "Mora",
      givenAt: "2026-11-20T18:00:00.000Z",
      lines: [
        {
          code: "87880",
          label: "Rapid strep test",
          units: 1,
          modifiers: ["QW"],
          drug: null,
        },
      ],
      ...more,
    });
    await clinic.kit.settle();
    return givenId;
  };
  const strike = async (patientId: string, givenId: string) => {
    await clinic.kit.deliver("charting.service-struck.v1", {
      givenId,
      patientId,
      reason: "Wrong chart",
      by: "Mora",
      at: "2026-11-20T19:00:00.000Z",
    });
    await clinic.kit.settle();
  };
  const review = async (encounterId: string) => {
    const reply = await clinic.call("listCharges", { status: "review" });
    const all = must(reply.ok ? reply.value : null);
    return [...all.visits, ...all.missing].find((one) => one.encounterId === encounterId);
  };
  const charges = async (encounterId: string) =>
    ((await review(encounterId))?.charges ?? [])
      .filter((one) => one.status !== "reversed")
      .map((one) => `${one.code} x ${one.units}`);

  test("BIL-252: a visit without a note is missing from the next day on, a begun one from the third; signed, dropped or not due it is not", async () => {
    const patientId = await patientNamed();
    const empty = await opened(patientId, addDays(TODAY, -1));
    const begun = await opened(patientId, addDays(TODAY, -3));
    const fresh = await opened(patientId, addDays(TODAY, -2));
    const dropped = await opened(patientId, addDays(TODAY, -1));
    await opened(patientId, TODAY);
    for (const encounterId of [begun, fresh])
      await clinic.kit.deliver("charting.note-started.v1", { encounterId, patientId, at: "2026-11-20T18:00:00.000Z" });
    await clinic.kit.deliver("charting.encounter-dropped.v1", { encounterId: dropped, patientId });
    await clinic.kit.settle();
    expect(await of(patientId)).toMatchObject([
      {
        kind: "unsigned",
        encounterId: begun,
        daysWaiting: 3,
        who: "provider",
        whoName: expect.stringContaining("Chen"),
        what: "Follow-up",
      },
      { kind: "no-note", encounterId: empty, daysWaiting: 1, who: "provider", whoId: clinic.ids.doctor },
    ]);
    await clinic.sign(patientId, { encounterId: begun, serviceDate: addDays(TODAY, -3) });
    await clinic.sign(patientId, { encounterId: empty, serviceDate: addDays(TODAY, -1), procedures: [] });
    expect(await of(patientId)).toMatchObject([{ kind: "no-charge", encounterId: empty, who: "biller" }]);
    const added = {
      chargeId: id(),
      encounterId: empty,
      code: "99213",
      modifiers: [],
      units: 1,
      pointers: [1],
      because: "asked",
    };
    expect(await clinic.call("addCharge", added)).toMatchObject({ ok: true });
    expect(await of(patientId)).toEqual([]);
  });

  test("BIL-252: a note that waits for its co-signature is the supervisor's, until it is co-signed", async () => {
    const patientId = await patientNamed();
    const encounterId = await clinic.sign(patientId, { supervisorId: clinic.ids.supervisor });
    expect(await of(patientId)).toMatchObject([
      { kind: "not-cosigned", who: "supervisor", whoName: expect.stringContaining("Alvarez"), amount: 15_000 },
    ]);
    await clinic.kit.deliver("charting.encounter-cosigned.v1", {
      encounterId,
      patientId,
      cosignedAt: "2026-11-22T10:00:00.000Z",
      supervisorId: clinic.ids.supervisor,
    });
    await clinic.kit.settle();
    expect(await of(patientId)).toEqual([]);
  });

  test("BIL-250: what was given before the signature is charged with it; what comes while the visit is in review, too", async () => {
    const patientId = await patientNamed();
    const encounterId = id();
    await given(patientId, encounterId);
    expect(await of(patientId)).toEqual([]);
    await clinic.sign(patientId, {
      encounterId,
      serviceDate: "2026-11-20",
      diagnoses: ["J06.9", "R05.9"].map((code) => ({ code, label: code })),
    });
    expect(await charges(encounterId)).toEqual(["99213 x 1", "87880 x 1"]);
    expect((await review(encounterId))?.charges[1]).toMatchObject({
      modifiers: ["QW"],
      pointers: [1],
      amount: 3500,
      byHand: null,
    });
    const late = { kind: "injection", what: "Ketorolac", administration: "injection" };
    await given(patientId, encounterId, {
      ...late,
      lines: [{ code: "J1885", label: "Ketorolac, 30 mg", units: 2, modifiers: [], drug: null }],
    });
    expect(await charges(encounterId)).toEqual(["99213 x 1", "87880 x 1", "J1885 x 2", "96372 x 1"]);
    expect((await review(encounterId))?.problems).toEqual(["The fee schedule has no price for J1885 on that day."]);
    expect(await of(patientId)).toEqual([]);
  });

  test("BIL-250: a test that the provider coded is charged once", async () => {
    const patientId = await patientNamed();
    const encounterId = id();
    await given(patientId, encounterId);
    const procedures = ["99213", "87880"].map((code) => ({
      code,
      label: code,
      modifiers: [],
      units: 1,
      pointers: [1],
    }));
    await clinic.sign(patientId, { encounterId, serviceDate: "2026-11-20", procedures });
    expect(await charges(encounterId)).toEqual(["99213 x 1", "87880 x 1"]);
  });

  test("BIL-251: struck in the chart it is charged no longer; heard of in the other order, too", async () => {
    const patientId = await patientNamed();
    const encounterId = await clinic.sign(patientId, { serviceDate: "2026-11-20" });
    const givenId = await given(patientId, encounterId);
    expect(await charges(encounterId)).toEqual(["99213 x 1", "87880 x 1"]);
    await strike(patientId, givenId);
    expect(await charges(encounterId)).toEqual(["99213 x 1"]);
    const other = id();
    await strike(patientId, other);
    await given(patientId, encounterId, { givenId: other });
    expect(await charges(encounterId)).toEqual(["99213 x 1"]);
    expect(await of(patientId)).toEqual([]);
  });

  test("BIL-252: given after the visit was released it waits for a biller, whose charge takes it off the list; of another patient it does not", async () => {
    const patientId = await patientNamed();
    const encounterId = await clinic.sign(patientId, { serviceDate: "2026-11-20" });
    await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    await given(patientId, encounterId);
    expect(await of(patientId)).toMatchObject([
      { kind: "given", encounterId, code: "87880", what: "Rapid strep test", units: 1, amount: 3500, who: "biller" },
    ]);
    const neighbour = await patientNamed();
    const theirs = await clinic.sign(neighbour, { serviceDate: "2026-11-20" });
    const charge = { code: "87880", modifiers: ["QW"], units: 1, pointers: [1], because: "given, not charged" };
    await clinic.call("addCharge", { chargeId: id(), encounterId: theirs, ...charge });
    expect(await kinds(patientId)).toEqual(["given"]);
    await clinic.call("addCharge", { chargeId: id(), encounterId, ...charge });
    expect(await of(patientId)).toEqual([]);
  });

  test("BIL-252: given outside of a visit it is charged without a note; struck after that, the list says what is charged and was an error", async () => {
    const patientId = await patientNamed();
    const givenId = await given(patientId, null);
    expect(await of(patientId)).toMatchObject([{ kind: "given", encounterId: null }]);
    const alone = {
      encounterId: id(),
      patientId,
      serviceDate: "2026-11-20",
      providerId: clinic.ids.doctor,
      locationId: clinic.ids.location,
      diagnoses: [
        {
          code: "J02.9",
          label: "Sore throat",
        },
      ],
      chargeId: id(),
      code: "87880",
      modifiers: ["QW"],
      units: 1,
      pointers: [1],
      because: "Nurse visit",
    };
    expect(await clinic.call("chargeWithoutNote", alone)).toMatchObject({ ok: true });
    expect(await of(patientId)).toEqual([]);
    await strike(patientId, givenId);
    expect(await of(patientId)).toMatchObject([{ kind: "struck", code: "87880", units: 1, who: "biller" }]);
    const charge = must((await review(alone.encounterId))?.charges[0]);
    await clinic.call("voidCharge", {
      chargeId: charge.chargeId,
      version: charge.version,
      because: "struck in the chart",
    });
    expect(await kinds(patientId)).not.toContain("struck");
  });

  test("BIL-253: a person says why something needs no charge; the reason stays, can be taken back, and is asked for once", async () => {
    const patientId = await patientNamed();
    await given(patientId, null);
    const row = must((await of(patientId))[0]);
    const answer = { answerId: id(), patientId, kind: row.kind, key: row.key, because: "The hospital bills it" };
    expect(await clinic.call("answerMissingCharge", { ...answer, key: "nothing" })).toMatchObject({
      error: { code: "not-found" },
    });
    const other = await patientNamed();
    expect(await clinic.call("answerMissingCharge", { ...answer, patientId: other })).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await clinic.call("answerMissingCharge", answer)).toMatchObject({ ok: true });
    expect(await clinic.call("answerMissingCharge", { ...answer, answerId: id() })).toMatchObject({
      error: { code: "already-recorded" },
    });
    expect(await of(patientId)).toEqual([]);
    expect(await of(patientId, "answered")).toMatchObject([
      { key: row.key, answer: { because: "The hospital bills it" } },
    ]);
    const back = { answerId: answer.answerId, patientId };
    expect(await clinic.call("reopenMissingCharge", { ...back, patientId: other })).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await clinic.call("reopenMissingCharge", back)).toMatchObject({ ok: true });
    expect(await kinds(patientId)).toEqual(["given"]);
  });

  test("BIL-252: page follows page, the count is of all that fit, and the queue says the same number", async () => {
    const patientId = await patientNamed("Paged");
    for (const day of ["2026-11-11", "2026-11-12", "2026-11-13"]) await given(patientId, null, { serviceDate: day });
    const first = await list("waiting", "paged", { before: null, limit: 2 });
    const second = await list("waiting", "paged", { before: first.next, limit: 2 });
    expect([...first.rows, ...second.rows].map((one) => one.serviceDate)).toEqual([
      "2026-11-11",
      "2026-11-12",
      "2026-11-13",
    ]);
    expect(first.all).toEqual({ count: 3, total: 10_500 });
    expect([second.all, second.next]).toEqual([null, null]);
    expect((await list("waiting", "paged strep 11/12/2026")).rows).toHaveLength(1);
    expect((await list("waiting", "paged 87880")).rows).toHaveLength(3);
    const queues = await clinic.call("workQueues", {});
    const queue = must(queues.ok ? queues.value.find((one) => one.queue === "missing-charges") : null);
    const all = await list();
    expect([queue.count, queue.amount]).toEqual([all.all?.count, all.all?.total]);
    expect(queue.count).toBe(all.rows.length);
  });
});
