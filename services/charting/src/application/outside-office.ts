import { specialties, type ReferralStep } from "@practicum/contracts/charting/referrals";
import { addMs, atLocal } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import type { SaidReferralStep } from "../domain/referral-state.ts";
import { simulatedOffice } from "../domain/simulated-office.ts";
import type { ReferralRow } from "../sql/referrals.ts";
import type { ChartingContext } from "./charting-context.ts";

/** Whose name stands on what no office has said. */
export const SIMULATED_OFFICE = "Simulated office";

/** What the office does with this referral: the same again for the same one. */
export function officePlan(row: ReferralRow) {
  return simulatedOffice(seededRandom(`referral/${row.referral_id}`), row.urgency);
}

/**
 * The demonstration and the sandbox have offices that answer after some days: with an appointment or not, and with a report after it
 * (CHT-264). For a practice of real people nobody answers: what is heard is entered.
 */
export async function askOffice(
  context: ChartingContext,
  row: ReferralRow,
  after: readonly SaidReferralStep[],
): Promise<void> {
  if (context.ports.laboratory !== "simulated" && context.practice.demonstration !== true) return;
  const last = after.at(-1)?.step;
  const dueAt = last && answersAt(context, row, last);
  if (!dueAt) return context.cancelTimer("outside-office", row.referral_id);
  const of = { referralId: row.referral_id, patientId: row.patient_id };
  await context.schedule("outside-office", row.referral_id, dueAt, of);
}

function answersAt({ now, practice }: ChartingContext, row: ReferralRow, last: ReferralStep) {
  const plan = officePlan(row);
  if (last.kind === "sent") return addMs(now, plan.answersAfterHours * 3_600_000);
  if (last.kind === "appointment") return atLocal(addDays(last.on, plan.reportAfterDays), "09:00", practice.timeZone);
  return null;
}

/** What the office writes: its words, and that nobody has seen the patient. */
export function simulatedReport(row: ReferralRow, seenOn: string, office: string): string {
  const { findings, advice } = officePlan(row);
  return [
    `${office}`,
    `Report, ${specialties[row.specialty].toLowerCase()}`,
    `Seen on ${seenOn}`,
    "",
    `Findings: ${findings}`,
    `Advice: ${advice}`,
    "",
    `This report is simulated: nobody was examined. Referral ${row.referral_id}.`,
    "",
  ].join("\n");
}
