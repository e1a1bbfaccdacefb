import type { DunningPolicy, DunningState } from "@practicum/contracts/billing/dunning";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { BillingContext } from "../../application/context.ts";
import { standingOf, isRunning } from "../../plans/application/plan-view.ts";
import { dueBy, type Standing } from "../../plans/domain/plan.ts";
import { runningPlans, type PlanRow } from "../../plans/sql/plans.ts";
import { nextPaper, partsNow, type Account, type AccountVisit, type Decided } from "../domain/dunning.ts";
import { lastAsked, lastPapers, owedSince, visitBalances, type VisitBalance } from "../sql/accounts.ts";
import { openHolds } from "../sql/holds.ts";
import { findPolicy } from "../sql/policy.ts";

export interface AskedAccount {
  readonly patientId: string;
  readonly account: Account;
  readonly visits: readonly (VisitBalance & AccountVisit)[];
  readonly plan: { readonly row: PlanRow; readonly standing: Standing } | null;
  readonly decided: Decided;
  readonly lastOn: LocalDate | null;
}

/** Where one patient's account stands, or everybody's who owes something; each is loaded by the same few queries. */
export async function askedAccounts(
  context: BillingContext,
  patientId: string | null,
): Promise<{ readonly policy: DunningPolicy; readonly accounts: readonly AskedAccount[] }> {
  const { tx, today } = context;
  const { policy } = await findPolicy(tx);
  const balances = await visitBalances(tx, patientId);
  const asked = await lastAsked(tx, patientId);
  const papers = await lastPapers(tx, patientId);
  const holds = await openHolds(tx, patientId);
  const since = await owedSince(tx, patientId);
  const plans = new Map(
    (await runningPlans(tx, patientId)).flatMap((row) => {
      const standing = standingOf(row, today, policy.graceDays);
      return isRunning(standing) ? [[row.patient_id, { row, standing }]] : [];
    }),
  );
  const byPatient = Map.groupBy(balances, (one) => one.patientId);
  if (patientId !== null && !byPatient.has(patientId)) byPatient.set(patientId, []);
  const accounts = [...byPatient].map(([id, own]): AskedAccount => {
    const plan = plans.get(id) ?? null;
    const covered = new Set(plan?.row.encounter_ids);
    const visits = own.map((one) => {
      const last = asked.get(one.encounterId);
      const parts = partsNow(last?.parts ?? [], { ...one, lowest: last?.lowest ?? 0 });
      return { ...one, planned: covered.has(one.encounterId), parts };
    });
    const account: Account = {
      visits,
      hold: holds.get(id) ?? null,
      plan: plan ? { asks: dueBy(plan.standing, addDays(today, policy.statementDays)) } : null,
      last: papers.get(id) ?? null,
      owedSince: since.get(id) ?? null,
    };
    const decided = nextPaper(account, policy, today);
    return { patientId: id, account, visits, plan, decided, lastOn: papers.get(id)?.date ?? null };
  });
  return { policy, accounts };
}

export function stateOf({ paper, on, because, toCollections, small }: Decided): DunningState {
  return { next: paper?.step ?? null, asks: paper?.asks ?? 0, on, because, toCollections, small };
}

/** Whether its paper goes out with the next batch. */
export function isDue({ paper, because }: Decided): boolean {
  return paper !== null && because === null;
}
