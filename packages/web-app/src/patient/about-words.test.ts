import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import { expect, test } from "vitest";
import { genderWords, ifPronouns, interpretedIn, interpreterWords, pronounWords, raceWords } from "./about-words.ts";
import { languageChoices } from "./languages.ts";

const about = (more: Partial<AboutPatient>): AboutPatient => ({ ...NOTHING_ASKED, ...more });

test("SCH-297, SCH-301, SCH-302 what was not asked is said to be so, and a refusal is another thing", () => {
  for (const nothing of [undefined, NOTHING_ASKED])
    expect([pronounWords(nothing), genderWords(nothing), raceWords(nothing), interpreterWords(nothing, "es")]).toEqual(
      Array.from({ length: 4 }, () => "Not asked"),
    );
  const declined = { code: "declined" as const, text: "" };
  const refusing = about({
    pronouns: declined,
    genderIdentity: declined,
    races: { chosen: [], declined: true },
    interpreter: "none",
  });
  expect([pronounWords(refusing), genderWords(refusing), raceWords(refusing)]).toEqual([
    "Asked, declined",
    "Asked, declined",
    "Asked, declined",
  ]);
  expect(interpreterWords(refusing, "es")).toBe("Not needed");
  expect(ifPronouns(refusing)).toBe("");
});

test("SCH-301, SCH-302 answers are said in words", () => {
  const said = about({
    pronouns: { code: "other", text: "ze/hir" },
    races: { chosen: ["white", "asian"], declined: false },
  });
  expect(ifPronouns(said)).toBe(" · ze/hir");
  expect(raceWords(said)).toBe("Asian, White");
  expect([interpretedIn("language", "vi"), interpretedIn("asl", "vi"), interpretedIn("none", "vi")]).toEqual([
    "Vietnamese",
    "American Sign Language",
    null,
  ]);
});

test("SCH-303 a language that is not in the list stays and has a name", () => {
  const known = languageChoices("es").map(({ value }) => value);
  expect(known.slice(0, 2)).toEqual(["en", "es"]);
  expect(new Set(known).size).toBe(known.length);
  expect(languageChoices("cy").at(-1)).toMatchObject({ value: "cy", label: "Welsh" });
  const labels = languageChoices("es").map(({ label }) => label);
  expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  expect(labels).toContain("Mixtec");
  expect(languageChoices("es").every(({ value, label }) => label !== value)).toBe(true);
});
