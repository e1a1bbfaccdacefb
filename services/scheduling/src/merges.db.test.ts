import { databaseKinds } from "@practicum/db/test-databases";
import { addMs } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  booked,
  openPractice,
  outcome,
  personInput,
  register,
  somebody,
  value,
  type TestPractice,
} from "./test/practice.ts";

const DAY_MS = 86_400_000;

describe.each(databaseKinds)("two records of one person on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const open = { dismissed: false, before: null, limit: 50 };
  const queue = async (dismissed = false) =>
    value(await practice.call("listDuplicates", { ...open, dismissed })).pairs.map((pair) => ({
      ids: [pair.first.patientId, pair.second.patientId].toSorted(),
      pair,
    }));
  const pairFor = async (one: string, other: string, dismissed = false) =>
    (await queue(dismissed)).find(({ ids }) => ids.includes(one) && ids.includes(other))?.pair;
  const night = async () => {
    await practice.kit.advanceTo(addMs(practice.kit.clock.now(), DAY_MS));
    await practice.kit.settle();
  };
  const merge = (survivorId: string, duplicateId: string, more: object = {}) =>
    practice.call("mergePatients", {
      mergeId: practice.kit.ids.next<"merge">(),
      survivorId,
      duplicateId,
      reason: "",
      ...more,
    });

  test("SCH-123 the night finds who is here twice, twins too, the likeliest first; nobody is merged by it", async () => {
    const first = await register(practice, {
      family: "Okonkwo",
      given: "Adaeze",
      birthDate: "1979-05-06",
      phone: "6195550001",
    });
    const again = await practice.call("registerPatient", {
      ...personInput({ family: "Okonkwo", given: "Adaeze", birthDate: "1979-06-05", phone: "6195550001" }),
      notDuplicateOf: [],
    });
    // Said to be nobody here: the birth date was turned round, which registration refuses; it came in by an import.
    expect(outcome(again)).toBe("possible-duplicate");
    const second = await register(practice, { family: "Okonkwo", given: "Ada Eze", birthDate: "1979-06-05" });
    await practice.call("updatePatient", {
      ...demographics({ family: "Okonkwo", given: "Adaeze", birthDate: "1979-06-05", phone: "6195550001" }),
      patientId: second,
      version: 1,
    });
    const twin = (given: string) =>
      register(practice, { family: "Voss", given, birthDate: "2019-02-02", phone: "6195550002" });
    const [lena, nils] = [await twin("Lena"), await twin("Nils")];
    expect(await pairFor(first, second)).toBeUndefined();
    await night();
    expect(await pairFor(first, second)).toMatchObject({ score: 88, source: "sweep", proposed: null });
    expect(await pairFor(lena, nils)).toMatchObject({
      score: 73,
      because: ["same last name", "same birth date", "same phone"],
    });
    const scores = (await queue()).map(({ pair }) => pair.score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    const pages: string[] = [];
    let before: string | null = null;
    do {
      const page: { pairs: readonly { first: { patientId: string } }[]; next: string | null } = value(
        await practice.call("listDuplicates", { dismissed: false, before, limit: 1 }),
      );
      pages.push(...page.pairs.map((pair) => pair.first.patientId));
      before = page.next;
    } while (before !== null);
    expect(pages).toEqual((await queue()).map(({ pair }) => pair.first.patientId));
    expect(value(await practice.call("listMerges", { patientId: null, before: null, limit: 5 })).merges).toEqual([]);
  });

  test("SCH-130, SCH-133 the desk proposes, dismisses and takes up; the manager alone merges and takes back", async () => {
    const [one, other] = [await somebody(practice), await somebody(practice)];
    const desk = { as: ["front-desk" as const] };
    const ids = { firstId: one, secondId: other };
    expect(outcome(await practice.call("proposeMerge", { ...ids, note: "She told me" }, { as: ["biller"] }))).toBe(
      "not-allowed",
    );
    value(await practice.call("proposeMerge", { ...ids, note: "She told me" }, desk));
    expect((await queue())[0]?.pair).toMatchObject({ proposed: { note: "She told me" }, source: "proposed" });
    const { version } = (await pairFor(one, other)) ?? { version: 0 };
    const said = { ...ids, version, because: "Mother and daughter" };
    expect(outcome(await practice.call("dismissDuplicate", { ...said, version: version + 1 }, desk))).toBe(
      "stale-version",
    );
    value(await practice.call("dismissDuplicate", said, desk));
    expect(await pairFor(one, other)).toBeUndefined();
    await night();
    expect(await pairFor(one, other)).toBeUndefined();
    const dismissed = await pairFor(one, other, true);
    expect(dismissed).toMatchObject({ dismissed: { because: "Mother and daughter" } });
    value(await practice.call("takeUpDuplicate", { ...ids, version: dismissed?.version ?? 0 }, desk));
    expect(await pairFor(one, other)).toBeDefined();
    const mergeId = practice.kit.ids.next<"merge">();
    const asked = { mergeId, survivorId: one, duplicateId: other, reason: "one person" };
    expect(outcome(await practice.call("mergePatients", asked, desk))).toBe("not-allowed");
    value(await practice.call("mergePatients", asked));
    expect(outcome(await practice.call("unmergePatients", { mergeId, because: "" }, desk))).toBe("not-allowed");
    expect(await pairFor(one, other)).toBeUndefined();
    value(await practice.call("unmergePatients", { mergeId, because: "A mistake" }));
    // Done again it is done, and the pair is not proposed again by itself.
    value(await practice.call("unmergePatients", { mergeId, because: "A mistake" }));
    await night();
    expect(await pairFor(one, other, true)).toMatchObject({ dismissed: { because: "A mistake" } });
  });

  test("SCH-130 who was said to be somebody else at registration is not asked about again, and can be taken up", async () => {
    const father = await register(practice, {
      family: "Abbott",
      given: "John",
      birthDate: "1950-01-01",
      phone: "6195550003",
    });
    const son = value(
      await practice.call("registerPatient", {
        ...personInput({ family: "Abbott", given: "John", birthDate: "1950-01-01", phone: "6195550003" }),
        notDuplicateOf: [father],
      }),
    ).patientId;
    await night();
    expect(await pairFor(father, son)).toBeUndefined();
    expect(await pairFor(father, son, true)).toMatchObject({ source: "registration", score: 100 });
  });

  test("SCH-125, SCH-126, SCH-129, SCH-131 visits go to the survivor and home again, each to whom it was; two at one time are refused", async () => {
    const [one, other] = [await somebody(practice), await somebody(practice)];
    const mine = await booked(practice, { patientId: one, start: "09:00", date: "2026-12-14" });
    const theirs = await booked(practice, {
      patientId: other,
      start: "09:00",
      date: "2026-12-14",
      provider: practice.alvarez,
    });
    expect(await merge(one, other, { reason: "seen" })).toMatchObject({
      error: { code: "merge-overlap", detail: { date: "12/14/2026" } },
    });
    value(
      await practice.call("moveAppointment", {
        appointmentId: theirs.appointmentId,
        version: theirs.version,
        providerResourceId: practice.alvarez,
        date: "2026-12-15",
        start: "10:00",
        minutes: null,
        overbookReason: null,
      }),
    );
    const { mergeId } = value(await merge(one, other, { reason: "seen" }));
    const idsOf = async (patientId: string) =>
      value(await practice.call("patientAppointments", { patientId })).map(({ appointmentId }) => appointmentId);
    expect(await idsOf(one)).toEqual([theirs.appointmentId, mine.appointmentId]);
    expect(await merge(one, other, { mergeId, reason: "seen" })).toMatchObject({ ok: true });
    expect(outcome(await merge(one, other, { reason: "seen" }))).toBe("already-merged");
    expect(outcome(await practice.call("getPatient", { patientId: other }))).toBe("ok");
    await practice.kit.settle();
    const [listed] = value(await practice.call("listMerges", { patientId: other, before: null, limit: 5 })).merges;
    expect(listed?.services).toEqual([{ service: "scheduling", moved: 1, aside: [] }]);
    value(await practice.call("unmergePatients", { mergeId, because: "" }));
    expect([await idsOf(one), await idsOf(other)]).toEqual([[mine.appointmentId], [theirs.appointmentId]]);
  });

  test("SCH-125 visits that follow one another, and one that was cancelled, stand in nobody's way", async () => {
    const [one, other] = [await somebody(practice), await somebody(practice)];
    const date = "2026-12-17";
    await booked(practice, { patientId: one, start: "09:00", date });
    await booked(practice, { patientId: other, start: "09:15", date });
    const called = await booked(practice, { patientId: other, start: "09:00", date, provider: practice.alvarez });
    expect(outcome(await merge(one, other, { reason: "seen" }))).toBe("merge-overlap");
    const { appointmentId, version } = called;
    value(await practice.call("cancelAppointment", { appointmentId, version, reason: "patient" }));
    // Whose is in the way makes no difference.
    expect(outcome(await merge(other, one, { reason: "seen" }))).toBe("ok");
  });

  test("SCH-129, SCH-131 who took a merge back first is who did; each service tells of the survivor and the duplicate as they are", async () => {
    const [one, other] = [await somebody(practice), await somebody(practice)];
    await booked(practice, { patientId: other, start: "11:00", date: "2026-12-18" });
    const { mergeId } = value(await merge(one, other, { reason: "seen" }));
    expect(outcome(await merge(other, one, { mergeId, reason: "seen" }))).toBe("already-recorded");
    await practice.kit.settle();
    value(await practice.call("unmergePatients", { mergeId, because: "Two people" }));
    value(await practice.call("unmergePatients", { mergeId, because: "Once more" }));
    await practice.kit.settle();
    for (const patientId of [one, other]) {
      const { merges } = value(await practice.call("listMerges", { patientId, before: null, limit: 5 }));
      expect(merges).toMatchObject([
        {
          survivor: { patientId: one },
          duplicate: { patientId: other },
          undone: { because: "Two people" },
          services: [{ service: "scheduling", moved: 0, aside: [] }],
        },
      ]);
    }
    // What a service said of the merge is no word about what took it back.
    await practice.kit.rows("scheduling", `update merge_moved set undone = false where merge_id = '${mergeId}'`);
    const later = value(await practice.call("listMerges", { patientId: one, before: null, limit: 5 }));
    expect(later.merges[0]?.services).toEqual([]);
    const told = (await practice.kit.events("scheduling")).filter(
      ({ name, keys }) => name.includes("patient-records-moved") && keys["mergeId"] === mergeId,
    );
    expect(told.map(({ payload }) => payload)).toEqual(
      told.map(() => expect.objectContaining({ survivorId: one, duplicateId: other })),
    );
    expect(told.map(({ payload }) => Reflect.get(Object(payload), "undone"))).toEqual([false, true]);
  });

  test("SCH-128 the survivor is found by the duplicate's name, birth date, phone and number; the duplicate never", async () => {
    const survivor = await register(practice, {
      family: "Quist",
      given: "Berit",
      birthDate: "1966-07-08",
      phone: "6195550004",
    });
    const duplicate = await register(practice, {
      family: "Zetterlund",
      given: "Berit",
      birthDate: "1966-08-07",
      phone: "6195550005",
    });
    const { mrn } = value(await practice.call("getPatient", { patientId: duplicate }));
    const { mergeId } = value(await merge(survivor, duplicate, { reason: "married" }));
    const found = async (text: string) =>
      value(await practice.call("searchPatients", { text, limit: 10 })).map(({ patientId }) => patientId);
    for (const text of ["zetterlund", "zetterlnd", "berit 8/7/1966", "8/7/1966", "6195550005", mrn, "quist"])
      expect([text, await found(text)]).toEqual([text, [survivor]]);
    const typed = { family: "Zetterlund", given: "Berit", birthDate: "1966-08-07" as const, phone: null };
    const alike = value(await practice.call("findDuplicates", typed)).map(({ patientId }) => patientId);
    expect(alike).not.toContain(duplicate);
    expect(await practice.call("bookAppointment", bookable(duplicate))).toMatchObject({
      error: { code: "patient-merged", detail: { survivorId: survivor } },
    });
    value(await practice.call("unmergePatients", { mergeId, because: "" }));
    expect(await found(mrn)).toEqual([duplicate]);
  });

  const bookable = (patientId: string) => ({
    appointmentId: practice.kit.ids.next<"appointment">(),
    patientId,
    visitTypeId: practice.followUp,
    providerResourceId: practice.chen,
    roomResourceId: null,
    date: "2026-12-16" as const,
    start: "09:00" as const,
    minutes: null,
    reason: "check",
    overbookReason: null,
  });
});

function demographics(person: Parameters<typeof personInput>[0]) {
  const { notDuplicateOf: _n, source: _s, ...rest } = personInput(person);
  return rest;
}
