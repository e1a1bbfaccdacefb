import type { denial } from "@practicum/contracts/billing/denials";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { meaningOf, remarkMeaning, workflowOf } from "../../claims/domain/code-facts.ts";
import { denialRule, recommendation, recommendedAction } from "../domain/denial-policy.ts";
import type { DenialRow } from "../sql/denials.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";

type DenialView = z.input<typeof denial>;

export function denialView(row: DenialRow, patient: Patient | undefined, approvalWaits: boolean): DenialView {
  const adjustment = { group: row.adjustment_group, reason: row.reason };
  const action = recommendedAction(adjustment.group, adjustment.reason);
  // What to do about this very reason says more than the advice for its family.
  const how = action === "bill-patient" ? null : workflowOf(row.reason);
  return {
    denialId: row.denial_id,
    claimId: row.claim_id,
    claimNumber: row.number,
    patientId: row.patient_id,
    patientName: patient?.name ?? UNKNOWN_NAME,
    payerName: row.payer_name,
    serviceDate: row.service_date,
    amount: row.amount,
    group: row.adjustment_group,
    reason: row.reason,
    remarks: row.remarks.map((code) => [code, remarkMeaning(code)].filter(Boolean).join(": ")),
    meaning: meaningOf(adjustment),
    recommendation: how ?? recommendation(adjustment.group, adjustment.reason),
    recommendedAction: action,
    deadline: row.deadline,
    status: row.status,
    lineage: lineageOf(row),
    openedAt: row.opened_at,
    approvalWaits,
    version: row.version,
  };
}

/** BIL-44: from the payer's code back to the box, to what we charged, to the field it came from, to the person, and to the rule. */
function lineageOf(row: DenialRow): DenialView["lineage"] {
  const rule = denialRule(row.reason);
  const steps: DenialView["lineage"] = [
    {
      what: "Payer's code",
      value: `${row.adjustment_group}-${row.reason}: ${meaningOf({ group: row.adjustment_group, reason: row.reason })}`,
      screen: "remittance",
      id: row.remittance_id,
      field: null,
    },
    {
      what: "On the claim",
      value: `Box ${rule.box} (${rule.element})`,
      screen: "claim",
      id: row.claim_id,
      field: `box.${rule.box}`,
    },
  ];
  const line = row.content.lines.find((one) => row.codes.includes(one.code)) ?? row.content.lines[0];
  if (rule.cause === "coverage" || rule.cause === "assignment")
    steps.push({
      what: "Coverage",
      value: `${row.payer_name}, member ${row.content.coverage.memberId}`,
      screen: "coverage",
      id: row.coverage_id,
      field: rule.cause === "assignment" ? "pcpNpi" : "memberId",
    });
  if (rule.cause !== "coverage" && line)
    steps.push({
      what: "Charge",
      value: [line.code, ...line.modifiers, line.label].join(" "),
      screen: "charge",
      id: line.chargeId,
      field: rule.cause === "diagnosis" ? "pointers" : "modifiers",
    });
  const diagnoses = (line?.pointers ?? []).map((place) => row.content.diagnoses[place - 1]?.code).filter(Boolean);
  steps.push(
    {
      what: "Note",
      value: `Visit of ${formatDate(row.service_date)}${diagnoses.length > 0 ? `, for ${diagnoses.join(", ")}` : ""}`,
      screen: "encounter",
      id: row.encounter_id,
      field: rule.cause === "diagnosis" ? "diagnoses" : "procedures",
    },
    { what: "Signed by", value: row.provider_name, screen: "staff", id: row.provider_id, field: null },
    { what: "Rule that guards it", value: rule.preventedBy, screen: "rule", id: null, field: null },
  );
  return steps;
}
