import type { OutsideProvider, Referral } from "@practicum/contracts/charting/referrals";
import { dateIn } from "@practicum/kernel/instant";
import {
  isClinicalStep,
  lastOf,
  officeName,
  referralClock,
  referralStateOf,
  wentOut,
  type SaidReferralStep,
} from "../domain/referral-state.ts";
import { standing } from "../domain/said-steps.ts";
import { outsideProvidersById } from "../sql/outside-providers.ts";
import {
  lettersOfReferrals,
  referralsOfNote,
  referralSteps,
  type ReferralRow,
  type ReferralStepRow,
} from "../sql/referrals.ts";
import { actorMay, type ChartingContext } from "./charting-context.ts";

export function saidOf({ practice }: ChartingContext, rows: readonly ReferralStepRow[]): SaidReferralStep[] {
  return rows.map((row) => ({ stepId: row.step_id, step: row.content, on: dateIn(row.at, practice.timeZone) }));
}

/** As they are shown; what is asked and why to who reads charts alone (CHT-262). */
export async function withSteps(context: ChartingContext, rows: readonly ReferralRow[]): Promise<Referral[]> {
  const { tx } = context;
  const all = await referralSteps(
    tx,
    rows.map((row) => row.referral_id),
  );
  const offices = await outsideProvidersById(tx, [...new Set(rows.flatMap(({ to_id }) => to_id ?? []))]);
  const said = new Map(rows.map((row) => [row.referral_id, saidOf(context, all.get(row.referral_id) ?? [])]));
  const letterIds = [...said.values()].flatMap((steps) => lastOf(steps, "letter")?.letterId ?? []);
  const letters = await lettersOfReferrals(tx, letterIds);
  const readsCharts = actorMay(context, "chart.read");
  return rows.map((row) => {
    const own = all.get(row.referral_id) ?? [];
    const steps = said.get(row.referral_id) ?? [];
    const stands = new Set(standing(steps).map((one) => one.stepId));
    const authorization = lastOf(steps, "authorization");
    const to = (row.to_id !== null && offices.get(row.to_id)) || null;
    const letter = letterOf(steps, letters, to);
    const clock = referralClock(clockFacts(context, row, steps));
    return {
      referralId: row.referral_id,
      encounterId: row.encounter_id,
      patientId: row.patient_id,
      specialty: row.specialty,
      to,
      urgency: row.urgency,
      orderedAt: row.ordered_at,
      orderedBy: row.ordered_by,
      orderedById: row.ordered_by_id,
      state: referralStateOf(steps),
      waits: clock && {
        since: clock.since,
        due: clock.due,
        owner: clock.owner,
        isOverdue: context.today > clock.due,
      },
      authorization: authorization && {
        permitId: authorization.permitId,
        number: authorization.number,
        period: authorization.period,
      },
      letter: letter && { ...letter, to: readsCharts ? letter.to : null },
      appointmentOn: lastOf(steps, "appointment")?.on ?? null,
      documentId: readsCharts ? (lastOf(steps, "filed")?.documentId ?? null) : null,
      clinical: readsCharts
        ? {
            reason: row.reason,
            diagnosis: row.diagnosis,
            withProblems: row.with_problems,
            withMedications: row.with_medications,
            withAllergies: row.with_allergies,
          }
        : null,
      steps: own.map(({ step_id: stepId, content: step, office, at, by_name: by }) => ({
        stepId,
        kind: step.kind,
        step: readsCharts || !isClinicalStep(step) ? step : null,
        office,
        at,
        by,
        takenBack: step.kind !== "taken-back" && !stands.has(stepId),
      })),
    };
  });
}

/** The letter that goes along, and whether it is for the office that is asked now (CHT-272). */
function letterOf(
  steps: readonly SaidReferralStep[],
  letters: Awaited<ReturnType<typeof lettersOfReferrals>>,
  to: OutsideProvider | null,
) {
  const letterId = lastOf(steps, "letter")?.letterId;
  const letter = letterId === undefined ? undefined : letters.get(letterId);
  if (letterId === undefined || letter === undefined) return null;
  return { letterId, ...letter, isForOffice: to === null || letter.to === officeName(to) || wentOut(steps) };
}

export function clockFacts({ practice }: ChartingContext, row: ReferralRow, steps: readonly SaidReferralStep[]) {
  return {
    orderedOn: dateIn(row.ordered_at, practice.timeZone),
    urgency: row.urgency,
    provider: row.ordered_by,
    steps,
  };
}

/** What the note's signature seals (CHT-252). */
export async function referralsOf(context: ChartingContext, encounterId: string): Promise<Referral[]> {
  return withSteps(context, await referralsOfNote(context.tx, encounterId));
}
