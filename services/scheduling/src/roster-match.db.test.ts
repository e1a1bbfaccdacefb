import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchVerdict } from "./domain/roster-match.ts";
import { openPractice, value, type TestPractice } from "./test/practice.ts";

test("SCH-140 one likely record is the patient; two likely ones, or a possible one, are for a person to decide", () => {
  const verdict = (...scores: number[]) => matchVerdict(scores.map((score) => ({ score }))).verdict;
  expect([verdict(), verdict(49), verdict(50), verdict(79), verdict(80), verdict(100, 79), verdict(100, 80)]).toEqual([
    "new",
    "new",
    "unsure",
    "unsure",
    "matched",
    "matched",
    "unsure",
  ]);
});

describe.each(databaseKinds)("lists of people on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const register = async (family: string, given: string, birthDate: string, phone: string | null) => {
    const name = { family, given, middle: null, suffix: null };
    const more = { email: null, address: null, language: "en", guarantor: null, emergencyContact: null };
    const made = { name, birthDate, sex: "female" as const, phone, ...more, notDuplicateOf: [], source: null };
    return value(await practice.call("registerPatient", made)).patientId;
  };

  test("SCH-140 SCH-141 a list is looked up by any of its numbers, told person by person, and registers nobody", async () => {
    const ana = await register("Quintero", "Ana", "1981-03-04", "6195550155");
    const people = [
      { family: "Quintero", given: "Ana", birthDate: "1981-03-04", phones: ["6195550199", "6195550155"] },
      { family: "Quintero", given: "Rosa", birthDate: "1981-03-04", phones: [] },
      { family: "Nguyen", given: "Minh", birthDate: "1990-01-02", phones: ["6195550177"] },
    ];
    const found = value(await practice.call("matchPeople", { people }));
    expect(found.map((one) => one.verdict)).toEqual(["matched", "unsure", "new"]);
    expect(found[0]?.candidates[0]).toMatchObject({ patientId: ana, score: 100 });
    const campaignId = practice.kit.ids.next<"campaign">();
    const members = people.map((one) => ({ ...one, memberId: practice.kit.ids.next<"member">() }));
    await practice.kit.deliver("messaging.roster-added.v1", { campaignId, people: members });
    await practice.kit.settle();
    const [told] = await practice.kit.events("scheduling", "scheduling.roster-matched.v1");
    expect(told?.payload).toMatchObject({
      campaignId,
      people: [
        { memberId: members[0]?.memberId, verdict: "matched", candidates: [{ patientId: ana }] },
        { memberId: members[1]?.memberId, verdict: "unsure", candidates: [{ patientId: ana }] },
        { memberId: members[2]?.memberId, verdict: "new", candidates: [] },
      ],
    });
    expect(await practice.kit.rows("scheduling", "select 1 from patient")).toHaveLength(1);
  });
});
