import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { LessonSheet } from "../sheet.ts";
import type { Aim, Place } from "./ways.ts";

interface NextAim extends Aim {
  /** The outcome. */
  readonly label: string;
  /** What is to be done at each mark. */
  readonly says: { readonly [mark: string]: string };
}

/** The first outcome that is open and can be worked on now; null where all that is seen now is reached. */
export function nextAim(sheet: LessonSheet, judgement: Judgement, seat = ""): NextAim | null {
  for (const { id, label, verdict } of judgement.outcomes) {
    if (verdict.state !== "open") continue;
    const outcome = sheet.outcomes.find((one) => one.id === id);
    // Of a whole day: what another seat has to do is no way from here.
    if (outcome?.seat !== undefined && outcome.seat !== seat) continue;
    const guide = outcome?.guide ?? [];
    const { route, record, field } = verdict.diagnosis;
    if (route === "" && guide.length === 0) continue;
    const says = Object.fromEntries(guide.map((one) => [one.at, one.says]));
    return { label, route, record, field, marks: guide.map((one) => one.at), says };
  }
  return null;
}

const LENGTH_MAX = 40;

/** What the note says of a place. */
export function wordsAt(element: HTMLElement, place: Place, { says, field }: NextAim): string {
  if (place.kind === "record") return `Open ${place.name}, and compare the birth date.`;
  const mark = element.dataset["guide"];
  const said = mark === undefined ? undefined : says[mark];
  if (said !== undefined) return said;
  if (mark === "find") return "Find the patient here, by name. Compare the birth date.";
  if (mark === "more-tabs") return "The page is under here.";
  if (element.tagName === "A") {
    const name = (element.getAttribute("aria-label") ?? element.innerText).trim().split("\n")[0] ?? "";
    return name.length > 0 && name.length <= LENGTH_MAX ? `Open “${name}”.` : "Open this.";
  }
  return `Look here: ${field}.`;
}
