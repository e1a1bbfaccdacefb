import { addDays, daysBetween, type LocalDate } from "@practicum/kernel/local-date";
import type { ClaimContent } from "../claim-content.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/** The last day on which a first claim may reach the payer. */
export function filingDeadline(content: ClaimContent): LocalDate {
  return addDays(filingBasis(content), content.payer.filingDays);
}

/** A later payer's time runs from the day on which the payer before it decided. */
function filingBasis(content: ClaimContent): LocalDate {
  return content.earlier?.at(-1)?.decidedOn ?? content.serviceDate;
}

/** SCRUB-37: the service is not in the future, within the coverage, and within the filing time; a warning from three quarters on. */
export const serviceDate: ScrubRule = (content, { today, frequency }) => {
  const found: Finding[] = [];
  const coverage = { screen: "coverage" as const, id: content.coverage.coverageId };
  if (content.serviceDate > today)
    found.push(
      error("37", "2400 DTP*472", "The day of service is in the future.", content, {
        screen: "encounter",
        field: "serviceDate",
      }),
    );
  if (content.serviceDate < content.coverage.from)
    found.push(
      error("37", "2400 DTP*472", "The coverage began after the day of service.", content, {
        ...coverage,
        field: "from",
      }),
    );
  if (content.coverage.to !== null && content.serviceDate > content.coverage.to)
    found.push(
      error("37", "2400 DTP*472", "The coverage had ended on the day of service.", content, {
        ...coverage,
        field: "to",
      }),
    );
  if (frequency === "1") found.push(...filingTime(content, today));
  return found;
};

function filingTime(content: Parameters<ScrubRule>[0], today: LocalDate): Finding[] {
  const where = { screen: "payer" as const, field: "filingDays", id: content.payer.payerId };
  const used = daysBetween(filingBasis(content), today);
  if (used > content.payer.filingDays)
    return [error("37", "2400 DTP*472", "The payer's filing time has passed.", content, where)];
  if (used * 4 >= content.payer.filingDays * 3)
    return [warning("37", "2400 DTP*472", "Three quarters of the payer's filing time have passed.", content, where)];
  return [];
}
