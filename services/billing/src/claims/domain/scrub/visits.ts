import { isVisitCode } from "@practicum/terminology/edits/finding";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/** CMS place of service: telehealth elsewhere (02) and at the patient's home (10). */
const TELEHEALTH = new Set(["02", "10"]);
/** By sound and picture, by sound alone; GT is the older one. */
const REMOTE = ["95", "93", "GT"];

/**
 * SCRUB-39: a visit by telehealth says how it was held. Medicare takes the place alone (Medicare Claims Processing Manual, chapter
 * 12, section 190); other payers want modifier 95 or 93 with it. A modifier without the place is looked at by a person.
 */
export const telehealth: ScrubRule = (content) => {
  const place = content.facility?.placeOfService;
  if (place === undefined) return [];
  return content.lines.flatMap((line): Finding[] => {
    const where = { screen: "charge" as const, field: "modifiers", id: line.chargeId };
    const element = `2400 SV101-3 (line ${line.lineNumber})`;
    const remote = line.modifiers.some((modifier) => REMOTE.includes(modifier));
    if (!TELEHEALTH.has(place) && remote)
      return [
        warning(
          "39",
          element,
          `${line.code} was held by telehealth, but the site's place of service is ${place}.`,
          content,
          where,
        ),
      ];
    if (TELEHEALTH.has(place) && isVisitCode(line.code) && !remote && content.payer.kind !== "medicare")
      return [
        error(
          "39",
          element,
          `${line.code} by telehealth needs modifier 95 (video) or 93 (sound only).`,
          content,
          where,
        ),
      ];
    return [];
  });
};
