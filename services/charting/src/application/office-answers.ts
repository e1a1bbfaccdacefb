import { specialties, type ReferralStep } from "@practicum/contracts/charting/referrals";
import { addDays } from "@practicum/kernel/local-date";
import { currentPatient } from "@practicum/service/settle-patients";
import { lastOf, referralStateOf } from "../domain/referral-state.ts";
import { hashOfBytes } from "../domain/read-document-file.ts";
import { insertDocument, keepContent } from "../sql/documents.ts";
import { outsideProvidersById } from "../sql/outside-providers.ts";
import { lockReferral, referralSteps, type ReferralRow } from "../sql/referrals.ts";
import { emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { officePlan, SIMULATED_OFFICE, simulatedReport } from "./outside-office.ts";
import { saidOf } from "./referral-view.ts";
import { sayOfReferral } from "./referrals.ts";

/** The simulated office answers. Where somebody has said something of the referral meanwhile, the timer was replaced or cancelled by that. */
export async function officeAnswers(
  context: ChartingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const { tx, today } = context;
  const referralId = String(payload["referralId"]);
  const row = await lockReferral(tx, referralId, await currentPatient(tx, String(payload["patientId"])));
  if (!row) return;
  const steps = saidOf(context, (await referralSteps(tx, [referralId])).get(referralId) ?? []);
  const plan = officePlan(row);
  const say = async (step: ReferralStep) => {
    const of = { referralId, patientId: row.patient_id, stepId: context.ids.next<"referral-step">(), step };
    await sayOfReferral(context, of, SIMULATED_OFFICE);
  };
  const state = referralStateOf(steps);
  if (state === "to-schedule" && plan.answer === "declines")
    return say({ kind: "declined", reason: "Takes no new patients at present" });
  if (state === "to-schedule")
    return say({ kind: "appointment", on: addDays(today, plan.visitAfterDays), toldBy: "office", note: "" });
  const seenOn = lastOf(steps, "appointment")?.on;
  if (state !== "awaiting-report" || seenOn === undefined) return;
  if (!plan.goes) return say({ kind: "not-seen", reason: "Did not come to the appointment" });
  await fileReport(context, row, seenOn);
  await say({ kind: "received", on: today, where: "Among the outside records of the chart" });
}

/** It lies in the chart as an outside record, until somebody says what it answers. */
async function fileReport(context: ChartingContext, row: ReferralRow, seenOn: string): Promise<void> {
  const { tx, now, today, ids } = context;
  const office = row.to_id === null ? undefined : (await outsideProvidersById(tx, [row.to_id])).get(row.to_id);
  const bytes = new TextEncoder().encode(simulatedReport(row, seenOn, office?.name ?? SIMULATED_OFFICE));
  const sha256 = hashOfBytes(bytes);
  await keepContent(tx, sha256, bytes.toBase64(), now);
  await insertDocument(
    tx,
    {
      document_id: ids.next<"document">(),
      patient_id: row.patient_id,
      kind: "outside-record",
      title: `Report, ${specialties[row.specialty].toLowerCase()}`,
      taken_on: today,
      body_site: "",
      encounter_id: null,
      procedure_order_id: null,
      sha256,
      media_type: "text/plain",
      size_bytes: bytes.length,
      width: null,
      height: null,
    },
    { at: now, by: SIMULATED_OFFICE, byId: "" },
  );
  emitChartChanged(context, row.patient_id, "documents");
}
