import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { formatCents } from "@practicum/kernel/money";

/** One thing that the card and the payer say differently, and what the record would hold if the payer is right. */
export interface Difference {
  readonly name: string;
  readonly card: string;
  readonly payer: string;
  readonly taken: Partial<Pick<Coverage, "copay" | "planName" | "pcpNpi">>;
}

/** What the record has from the card beside what the payer answered. What the payer did not say is no difference. */
export function differencesOf(
  coverage: Pick<Coverage, "copay" | "planName" | "pcpNpi">,
  eligibility: Eligibility | null,
  nameOfNpi: (npi: string) => string,
  /** The NPIs of this practice: whichever of them a plan names, it names the practice. */
  practiceNpis: ReadonlySet<string>,
): Difference[] {
  if (eligibility === null || (eligibility.status !== "active" && eligibility.status !== "wrong-pcp")) return [];
  const { copay, planName, pcpNpi, pcpName } = eligibility;
  const found: Difference[] = [];
  if (copay !== null && copay !== coverage.copay)
    found.push({
      name: "Copay",
      card: coverage.copay === null ? "none on record" : formatCents(coverage.copay),
      payer: formatCents(copay),
      taken: { copay },
    });
  if (planName !== null && plain(planName) !== plain(coverage.planName ?? ""))
    found.push({ name: "Plan", card: coverage.planName ?? "none on record", payer: planName, taken: { planName } });
  const bothHere = practiceNpis.has(pcpNpi ?? "") && practiceNpis.has(coverage.pcpNpi ?? "");
  if (pcpNpi !== null && pcpNpi !== coverage.pcpNpi && !bothHere)
    found.push({
      name: "PCP",
      card: coverage.pcpNpi === null ? "none on record" : nameOfNpi(coverage.pcpNpi),
      payer: pcpName ?? nameOfNpi(pcpNpi),
      taken: { pcpNpi },
    });
  return found;
}

/** Names of plans are compared as people read them: without case, signs and spaces. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
