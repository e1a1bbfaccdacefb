import type { preventiveAnswer, preventiveItem } from "@practicum/contracts/charting/preventive-care";
import { formatDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

export type PreventiveItem = z.output<typeof preventiveItem>;
export type PreventiveAnswer = z.output<typeof preventiveAnswer>;

/** Where a recommendation stands, in a few words. Nothing on record is not "never". */
export function statusWords(item: PreventiveItem): string {
  const last = item.lastOn === null ? "" : `${item.lastWay ?? ""} ${formatDate(item.lastOn)}`.trim();
  switch (item.status) {
    case "due":
      return `Due since ${formatDate(item.dueOn ?? item.lastOn ?? "")} · last ${last}`;
    case "no-record":
      return "Nothing on record here";
    case "cannot-tell":
      return item.why;
    case "declined":
      return "Declined";
    case "up-to-date":
      return item.dueOn === null ? `${last} · once is enough` : `${last} · due ${formatDate(item.dueOn)}`;
    case "not-applicable":
      return "Does not apply";
  }
}

/** "Done elsewhere: Colonoscopy, 01/10/2020. Card seen (Ana Ramirez, MA)" */
export function answerWords(answer: PreventiveAnswer, item: PreventiveItem): string {
  const way = item.ways.find((one) => one.way === answer.way)?.name;
  const said = {
    done: `Done elsewhere: ${way === undefined ? "" : `${way}, `}${formatDate(answer.on)}`,
    declined: `Declined ${formatDate(answer.on)}`,
    "not-applicable": "Does not apply",
  }[answer.kind];
  return `${said}${answer.note === "" ? "" : `. ${answer.note}`} (${answer.by})`;
}

/** What asks for somebody, and what can stay folded. */
export function isOpen({ status }: PreventiveItem): boolean {
  return status === "due" || status === "no-record" || status === "cannot-tell";
}
