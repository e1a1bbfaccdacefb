import type { LocalDate } from "@practicum/kernel/local-date";
import { filingTime } from "../filing-time.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/** SCRUB-37: the service is not in the future, within the coverage, and within the filing time; a warning from three quarters on. */
export const serviceDate: ScrubRule = (content, { today, frequency }) => {
  const found: Finding[] = [];
  const coverage = { screen: "coverage" as const, id: content.coverage.coverageId };
  if (content.serviceDate > today)
    found.push(
      error("37", "2400 DTP*472", "The date of service is in the future.", content, {
        screen: "encounter",
        field: "serviceDate",
      }),
    );
  if (content.serviceDate < content.coverage.from)
    found.push(
      error("37", "2400 DTP*472", "The coverage began after the date of service.", content, {
        ...coverage,
        field: "from",
      }),
    );
  if (content.coverage.to !== null && content.serviceDate > content.coverage.to)
    found.push(
      error("37", "2400 DTP*472", "The coverage had ended on the date of service.", content, {
        ...coverage,
        field: "to",
      }),
    );
  // Of a correction nothing is known where the payer has said nothing.
  if (frequency === "1" || filingTime(content).what === "corrected") found.push(...inTime(content, today));
  return found;
};

function inTime(content: Parameters<ScrubRule>[0], today: LocalDate): Finding[] {
  const { what, days, by, soon } = filingTime(content);
  const field = what === "corrected" ? "rules.filing.correctedDays" : "filingDays";
  const where = { screen: "payer" as const, field, id: content.payer.payerId };
  const time = what === "corrected" ? `time for corrected claims (${days} days)` : "filing time";
  if (today > by) return [error("37", "2400 DTP*472", `The payer's ${time} has passed.`, content, where)];
  if (today >= soon)
    return [warning("37", "2400 DTP*472", `Three quarters of the payer's ${time} have passed.`, content, where)];
  return [];
}
