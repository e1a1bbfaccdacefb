import { knownAllergens } from "@practicum/terminology/drugs";
import { textSide, type AllergyFact, type ChartFacts, type Finding, type Side } from "./facts.ts";

/** "No known allergies" of all kinds, or of drugs alone. */
const NONE = /\b(?:NKA|no known allerg(?:y|ies)|no allergies|denies (?:any )?allergies)\b/i;
const NO_DRUG = /\b(?:NKDA|no known (?:drug|medication|medicine) allerg(?:y|ies)|no (?:drug|medication) allergies)\b/i;

/** "None known" beside an allergy on the list (CHT-241). "No known drug allergies" does not deny one to peanuts. */
export function allergyConflicts(facts: ChartFacts): Finding[] {
  const { active, noneSaid, askedOn, askedBy } = facts.allergies;
  const [first] = active;
  if (!first) return [];
  const place = { at: "allergies", encounterId: null, field: "allergies", of: null } as const;
  const listed = noneSaid
    ? [
        allergyFinding(
          [{ says: "Said when asked: no known allergies", on: askedOn, by: askedBy, place }, allergySide(first)],
          "list",
          null,
          active,
        ),
      ]
    : [];
  const written = facts.visits.flatMap((visit) =>
    visit.texts.flatMap(({ section, text }): Finding[] => {
      const none = NONE.exec(text)?.[0];
      const noDrug = NO_DRUG.exec(text)?.[0];
      const against = none === undefined ? active.filter(isDrug) : active;
      const quote = none ?? noDrug;
      const [allergy] = against;
      if (quote === undefined || !allergy) return [];
      const sides = [textSide(visit, section, quote), allergySide(allergy)];
      return [allergyFinding(sides, `${visit.encounterId}:${section}`, visit.encounterId, against)];
    }),
  );
  return [...listed, ...written];
}

/** What nobody knows may be a drug: it is not counted as one. */
function isDrug(allergy: AllergyFact): boolean {
  return knownAllergens(allergy).some(({ code }) => code.startsWith("drug:") || code.startsWith("class:"));
}

function allergySide({ substance, on, by, allergyId }: AllergyFact): Side {
  const place = { at: "allergies", encounterId: null, field: "allergies", of: allergyId } as const;
  return { says: `Allergy list: ${substance}`, on, by, place };
}

function allergyFinding(
  sides: readonly Side[],
  about: string,
  encounterId: string | null,
  against: readonly AllergyFact[],
): Finding {
  return {
    key: `allergies:${about}`,
    basis: against
      .map((one) => one.allergyId)
      .toSorted()
      .join(" ")
      .slice(0, 300),
    rule: "allergies",
    severity: "soft",
    title: "No known allergies, and an allergy",
    sides: [...sides],
    why: "Whoever reads one of the two alone may give what harms.",
    remedy: "Correct the text, or say on the list that the entry was an error.",
    source: null,
    encounterIds: encounterId === null ? [] : [encounterId],
    everyNote: false,
  };
}
