import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("phrases on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  const phrase = (name: string, more: object = {}) => ({
    phraseId: clinic.kit.ids.next<"note-phrase">(),
    baseVersion: 0,
    name,
    text: "Knee: ‹finding›.",
    sections: ["exam"],
    language: "en",
    active: true,
    ...more,
  });
  const own = async (input: object, as: Who = clinic.chen) => clinic.call("saveOwnPhrase", input as never, { as });
  const shared = async (input: object, as: Who = clinic.chen) =>
    clinic.call("savePracticePhrase", input as never, { as });
  const names = async (as: Who) =>
    value(await clinic.call("notePhrases", {}, { as })).map((one) => `${one.scope} ${one.name}`);

  test("CHT-369 one's own are seen and changed by oneself alone, the practice's by all and changed by who manages templates", async () => {
    const mine = phrase("A of Chen");
    const theirs = phrase("B of the practice");
    value(await own(mine));
    value(await shared(theirs));
    expect(await names(clinic.chen)).toEqual(["own A of Chen", "practice B of the practice"]);
    for (const who of [clinic.other, clinic.ma]) expect(await names(who)).toEqual(["practice B of the practice"]);
    const versions = async (phraseId: string, as: Who) =>
      outcome(await clinic.call("notePhraseVersions", { phraseId } as never, { as }));
    expect(await versions(mine.phraseId, clinic.chen)).toBe("ok");
    expect(await versions(mine.phraseId, clinic.other)).toBe("not-found");
    expect(await versions(theirs.phraseId, clinic.ma)).toBe("ok");
    const again = { ...mine, baseVersion: 1, name: "Taken" };
    expect(outcome(await own(again, clinic.other))).toBe("not-found");
    expect(outcome(await shared(again, clinic.other))).toBe("not-found");
    // Nor does one's own become the practice's, or the practice's one's own.
    expect(outcome(await shared(again))).toBe("not-found");
    expect(outcome(await own({ ...theirs, baseVersion: 1 }))).toBe("not-found");
    for (const who of [clinic.ma, clinic.np]) {
      expect(outcome(await shared({ ...theirs, baseVersion: 1 }, who))).toBe("not-allowed");
      value(await own(phrase("Own of each"), who));
    }
    expect(await names(clinic.ma)).toEqual(["practice B of the practice", "own Own of each"]);
  });

  test("CHT-367 each version is kept, over the version that was seen; what is retired comes back; a mark that is no pair is refused", async () => {
    const one = phrase("Versions");
    value(await shared(one));
    expect(outcome(await shared(one))).toBe("stale-version");
    value(await shared({ ...one, baseVersion: 1, text: "Changed." }, clinic.other));
    value(await shared({ ...one, baseVersion: 2, active: false }));
    expect(outcome(await shared({ ...one, baseVersion: 1 }))).toBe("stale-version");
    value(await shared({ ...one, baseVersion: 3 }));
    const versions = value(await clinic.call("notePhraseVersions", { phraseId: one.phraseId }, { as: clinic.chen }));
    expect(versions.map(({ version, text, active, savedBy }) => [version, text, active, savedBy])).toEqual([
      [4, "Knee: ‹finding›.", true, "Chen Test, MD"],
      [3, "Knee: ‹finding›.", false, "Chen Test, MD"],
      [2, "Changed.", true, "Alvarez Test, MD"],
      [1, "Knee: ‹finding›.", true, "Chen Test, MD"],
    ]);
    expect(await shared(phrase("Open mark", { text: "Since ‹when" }))).toMatchObject({
      error: { code: "invalid-input", fields: [{ field: "text", message: expect.stringContaining("Line 1") }] },
    });
    expect(outcome(await shared(phrase("Nowhere", { sections: [] })))).toBe("invalid-input");
    await expect(clinic.kit.rows("charting", "update note_phrase set name = 'x'")).rejects.toMatchObject({
      code: "23001",
    });
  });

  test("CHT-368 a name that is taken is refused at the name, with where; of two people's own each has it", async () => {
    const one = phrase("Shoulder", { sections: ["exam", "plan"] });
    value(await shared(one));
    expect(await shared(phrase("shoulder"))).toMatchObject({
      error: {
        code: "invalid-input",
        fields: [
          {
            field: "name",
            message: "The practice has a phrase “Shoulder” already in Exam. Choose another name, or change that one.",
          },
        ],
      },
    });
    value(await shared(phrase("Shoulder", { sections: ["hpi"] })));
    value(await shared(phrase("Shoulder", { language: "es" })));
    value(await own(phrase("Shoulder")));
    value(await own(phrase("Shoulder"), clinic.other));
    expect(outcome(await own(phrase("Shoulder"), clinic.other))).toBe("invalid-input");
    // While it is retired the name is free, and then it does not come back under it.
    value(await shared({ ...one, baseVersion: 1, active: false }));
    value(await shared(phrase("Shoulder")));
    expect(outcome(await shared({ ...one, baseVersion: 2 }))).toBe("invalid-input");
  });
});
