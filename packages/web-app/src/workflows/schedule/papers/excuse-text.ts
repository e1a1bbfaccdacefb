import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";

/** What is chosen for the letter. */
export interface ExcuseChoice {
  readonly to: "work" | "school";
  /** Whom it excuses: the patient, or who came along. */
  readonly whom: "patient" | "companion";
  readonly companion: string;
  /** Clinical judgment: of providers alone. */
  readonly awayFrom: string | null;
  readonly awayTo: string | null;
  readonly limits: string;
}

export const blankChoice: ExcuseChoice = {
  to: "work",
  whom: "patient",
  companion: "",
  awayFrom: null,
  awayTo: null,
  limits: "",
};

export interface ExcuseVisit {
  readonly patient: string;
  readonly date: string;
  /** When the patient arrived, and left where it is known. */
  readonly arrived: string | null;
  readonly left: string | null;
}

/** What is missing or can't be; null when the letter can go. */
export function excuseFault(choice: ExcuseChoice): string | null {
  if (choice.whom === "companion" && choice.companion.trim() === "") return "Enter the name of who came along.";
  const { awayFrom, awayTo } = choice;
  if ((awayFrom === null) !== (awayTo === null)) return "Enter both the first and the last day away.";
  if (awayFrom !== null && awayTo !== null && awayTo < awayFrom)
    return "The last day away is before the first: change one of them.";
  return null;
}

/**
 * The letter's sentences: that somebody was here, for how long to stay away, what not to do. Nothing of why: an employer and a school need
 * no diagnosis, no reason, and no kind of practice beyond its name.
 */
export function excuseText(choice: ExcuseChoice, visit: ExcuseVisit): string[] {
  const { to, awayFrom, awayTo } = choice;
  const who = choice.whom === "patient" ? visit.patient : choice.companion.trim();
  const from = visit.arrived === null ? "" : ` from ${formatTime(visit.arrived)}`;
  const until = visit.arrived !== null && visit.left !== null ? ` to ${formatTime(visit.left)}` : "";
  const here = `on ${formatDate(visit.date)}${from}${until}`;
  const lines = [
    choice.whom === "patient"
      ? `${who} was seen in our office ${here}.`
      : `${who} was in our office ${here} with a patient in their care.`,
  ];
  if (awayFrom === null || awayTo === null) lines.push(`Please excuse the absence from ${to} for that time.`);
  else if (awayFrom === awayTo) lines.push(`Please excuse ${who} from ${to} on ${formatDate(awayFrom)}.`);
  else lines.push(`Please excuse ${who} from ${to} from ${formatDate(awayFrom)} through ${formatDate(awayTo)}.`);
  if (choice.limits.trim() !== "") lines.push(`On return, please observe: ${choice.limits.trim()}`);
  return lines;
}
