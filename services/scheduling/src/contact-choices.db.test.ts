import type { ContactChannel } from "@practicum/contracts/scheduling/kiosk";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

describe.each(databaseKinds)("ways of being reached on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const say = (patientId: string, answers: { readonly [C in ContactChannel]?: boolean | null }) =>
    practice.call("saveContactChoices", {
      patientId,
      choices: Object.entries(answers).map(([channel, allowed]) => ({ channel: channel as ContactChannel, allowed })),
    });
  const answers = async (patientId: string) => {
    const { choices } = value(await practice.call("getContactChoices", { patientId }));
    return Object.fromEntries(choices.map((one) => [one.channel, one.allowed]));
  };
  /** What was told last about each patient. */
  const told = async () => {
    const events = await practice.kit.events("scheduling", "scheduling.contact-refused.v1");
    return new Map(
      events.map(({ payload }) => {
        const { patientId, refused } = payload as { patientId: string; refused: string[] };
        return [patientId, refused];
      }),
    );
  };

  test("SCH-270, SCH-271 an answer is of its patient and its way alone, the last one counts, and nobody asked is neither", async () => {
    const [ana, ben] = [await somebody(practice), await somebody(practice)];
    value(await say(ana, { text: false, email: true }));
    value(await say(ben, { email: false }));
    expect(await answers(ana)).toEqual({ call: null, voicemail: null, text: false, email: true });
    expect(await answers(ben)).toEqual({ call: null, voicemail: null, text: null, email: false });
    expect((await told()).get(ana)).toEqual(["text"]);
    expect((await told()).get(ben)).toEqual(["email"]);
    value(await say(ana, { text: null }));
    expect(await answers(ana)).toEqual({ call: null, voicemail: null, text: null, email: true });
    expect((await told()).get(ana)).toEqual([]);
    const { choices } = value(await practice.call("getContactChoices", { patientId: ben }));
    expect(choices.map(({ by, saidAt }) => [by !== null, saidAt !== null])).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(outcome(await say("00000000-0000-7000-8000-00000000dead", { text: false }))).toBe("not-found");
  });

  test("SCH-191, SCH-271 a refusal goes with a record into the one that it is merged into, and home again", async () => {
    const [survivorId, duplicateId] = [await somebody(practice), await somebody(practice)];
    value(await say(duplicateId, { text: false }));
    const mergeId = practice.kit.ids.next<"merge">();
    value(await practice.call("mergePatients", { mergeId, survivorId, duplicateId, reason: "one person" }));
    await practice.kit.settle();
    expect((await told()).get(survivorId)).toEqual(["text"]);
    value(await practice.call("unmergePatients", { mergeId, because: "" }));
    await practice.kit.settle();
    expect((await told()).get(survivorId)).toEqual([]);
    expect((await told()).get(duplicateId)).toEqual(["text"]);
  });
});
