import type { denial } from "@practicum/contracts/billing/denials";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { meaningOf, remarkMeaning, workflowOf } from "../../claims/domain/code-facts.ts";
import { denialSpot } from "../domain/denial-causes.ts";
import { recommendation, recommendedAction } from "../domain/denial-policy.ts";
import type { DenialSpot } from "../domain/denial-spots.ts";
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
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    followUpOn: row.follow_up_on,
    version: row.version,
  };
}

type Step = DenialView["lineage"][number];

/** BIL-44: from the payer's code back to the box, to what we charged, to the field it came from, to the person, and to the rule. */
function lineageOf(row: DenialRow): Step[] {
  const spot = denialSpot(row.adjustment_group, row.reason, row.remarks);
  const code = [`${row.adjustment_group}-${row.reason}`, ...row.remarks].join(" with ");
  const line = row.content.lines.find((one) => row.codes.includes(one.code)) ?? row.content.lines[0];
  const cause = causeStep(row, spot);
  const meaning = meaningOf({ group: row.adjustment_group, reason: row.reason });
  return [
    {
      what: "Payer's code",
      value: `${code}: ${meaning}`,
      screen: "remittance",
      id: row.remittance_id,
      field: null,
      mends: false,
    },
    {
      what: "On the claim",
      value: `Box ${spot.box} (${spot.element})`,
      screen: "claim",
      id: row.claim_id,
      field: spot.screen === "claim" ? spot.field : `box.${spot.box}`,
      mends: spot.screen === "claim" || spot.screen === "none",
    },
    ...(cause ? [cause] : []),
    ...chargeStep(line, spot),
    noteStep(row, spot, line),
    {
      what: "Signed by",
      value: row.provider_name,
      screen: "staff",
      id: row.provider_id,
      field: spot.screen === "staff" ? spot.field : null,
      mends: spot.screen === "staff",
    },
    { what: "Rule that guards it", value: spot.guard, screen: "rule", id: null, field: null, mends: false },
  ];
}

type Line = DenialRow["content"]["lines"][number] | undefined;

/** The record that holds the field, where that is neither the claim, nor a charge, nor the note, nor a person. */
function causeStep(row: DenialRow, spot: DenialSpot): Step | null {
  const { content } = row;
  const at = { field: spot.field, mends: true };
  switch (spot.screen) {
    case "coverage":
      return {
        ...at,
        what: "Coverage",
        value: `${row.payer_name}, member ${content.coverage.memberId}`,
        screen: "coverage",
        id: row.coverage_id,
      };
    case "patient":
      return { ...at, what: "Demographics", value: "The patient's own data", screen: "patient", id: row.patient_id };
    case "practice":
      return { ...at, what: "Practice", value: content.billing?.name ?? "", screen: "practice", id: null };
    case "location":
      return {
        ...at,
        what: "Site",
        value: content.facility?.name ?? "",
        screen: "location",
        id: content.facility?.locationId ?? null,
      };
    default:
      return null;
  }
}

function chargeStep(line: Line, spot: DenialSpot): Step[] {
  if (!line) return [];
  const mends = spot.screen === "charge";
  return [
    {
      what: "Charge",
      value: [line.code, ...line.modifiers, line.label].join(" "),
      screen: "charge",
      id: line.chargeId,
      field: mends ? spot.field : "code",
      mends,
    },
  ];
}

function noteStep(row: DenialRow, spot: DenialSpot, line: Line): Step {
  const diagnoses = (line?.pointers ?? []).map((place) => row.content.diagnoses[place - 1]?.code).filter(Boolean);
  const mends = spot.screen === "encounter";
  const ofDiagnosis = spot.field === "pointers";
  return {
    what: "Note",
    value: `Visit of ${formatDate(row.service_date)}${diagnoses.length > 0 ? `, for ${diagnoses.join(", ")}` : ""}`,
    screen: "encounter",
    id: row.encounter_id,
    field: mends ? spot.field : ofDiagnosis ? "diagnoses" : "procedures",
    mends,
  };
}
