import type { StatusOutcome } from "../claims/domain/status-answer.ts";
import type { HoldReason } from "@practicum/contracts/billing/claim-work";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Drug } from "@practicum/contracts/billing/claim-facts";
import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import type { Payer } from "@practicum/contracts/billing/payers";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import type { Location, PracticeProfile } from "@practicum/contracts/identity/practice";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { PersonName } from "@practicum/contracts/schema";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { ClaimPayment835, ProviderAdjustment835 } from "@practicum/x12/835/types";
import type { dunningStep } from "@practicum/contracts/billing/dunning";
import type { Generated, GeneratedAlways } from "kysely";
import type { z } from "zod";
import type { ClaimContent } from "../claims/domain/claim-content.ts";
import type { OwnFacts, VisitFacts } from "../claims/domain/claim-facts.ts";
import type { ClaimStatus } from "../claims/domain/claim-status.ts";
import type { WriteOffReason } from "../denials/domain/write-off-policy.ts";
import type { DenialStatus } from "../denials/domain/denial-policy.ts";
import type { LedgerAccount, SourceKind } from "../ledger/domain/ledger.ts";
import type { Finding } from "../claims/domain/scrub/finding.ts";
import type { AppealPolicy } from "@practicum/contracts/billing/appeal-policy";
import type { PlanRestrictionSchema } from "./tables-plan-restrictions.ts";
import type { AppealSchema } from "./schema-appeals.ts";
import type { StatementRunSchema } from "./schema-statement-runs.ts";
import type { BillingPaperSchema, Mailing } from "./schema-billing-paper.ts";
import type { AdjustmentPayload, AdjustmentSchema } from "./schema-adjustments.ts";
import type { MissingChargeSchema } from "./schema-missing-charges.ts";
import type { MonthSchema } from "./schema-months.ts";
import type { ReportSchema } from "./schema-reports.ts";
import type { ScrubRuleSchema } from "./schema-scrub-rules.ts";
import type { PermitSchema } from "./schema-permits.ts";
import type { PatientAccountSchema, StatementPlan, StatementVisit } from "./schema-patient-accounts.ts";
import type { EligibilityAheadSchema } from "./schema-eligibility-ahead.ts";
import type { ClearinghouseLinkSchema } from "./schema-clearinghouse-link.ts";
import type { FamilySchema } from "./schema-families.ts";
import type { FrontDeskSchema } from "./schema-front-desk.ts";
import type { DrawerSchema } from "./schema-drawers.ts";
import type { ImportSchema } from "./schema-imports.ts";
import type { ContractSchema } from "./schema-contracts.ts";
import type { DepositSchema } from "./schema-deposits.ts";
import type { FileKind } from "../exchange/domain/exchange-file.ts";
import type { KeptTradingPartner } from "../exchange/domain/trading-partner.ts";

/** Every table of billing's own schema. What other services own is kept as a copy, fed by their events. */
export interface BillingSchema
  extends
    PlanRestrictionSchema,
    BillingPaperSchema,
    StatementRunSchema,
    ContractSchema,
    DepositSchema,
    ImportSchema,
    DrawerSchema,
    PermitSchema,
    AdjustmentSchema,
    AppealSchema,
    ClearinghouseLinkSchema,
    EligibilityAheadSchema,
    FamilySchema,
    FrontDeskSchema,
    MonthSchema,
    MissingChargeSchema,
    ReportSchema,
    ScrubRuleSchema,
    PatientAccountSchema {
  patient_copy: { patient_id: string; version: number; content: Patient };
  appointment_copy: { appointment_id: string; patient_id: string; version: number };
  staff_copy: { staff_id: string; version: number; content: StaffMember };
  location_copy: { location_id: string; version: number; content: Location };
  practice_copy: { one_row: Generated<boolean>; version: number; content: PracticeProfile };
  trading_partner: { one_row: Generated<boolean>; content: KeptTradingPartner };
  counter: { name: string; value: number };

  payer: {
    payer_id: string;
    name: string;
    electronic_id: string;
    kind: PayerKind;
    claim_filing: string;
    filing_days: number;
    member_id_pattern: string | null;
    capitated: boolean;
    active: boolean;
    rules: PayerRules;
    appeals: AppealPolicy;
    version: number;
  };
  coverage: {
    coverage_id: string;
    patient_id: string;
    payer_id: string;
    priority: number;
    member_id: string;
    group_number: string | null;
    plan_name: string | null;
    subscriber: Coverage["subscriber"];
    from_date: string;
    to_date: string | null;
    pcp_npi: string | null;
    copay: number | null;
    secondary_reason: Coverage["secondaryReason"];
    version: number;
    source_system: string | null;
    source_id: string | null;
    /** When the import that brought it was taken back. */
    withdrawn_at: Generated<string | null>;
  };
  eligibility: {
    eligibility_id: string;
    coverage_id: string;
    patient_id: string;
    service_date: string;
    status: Eligibility["status"];
    /** TRN02 of the 270: what the 271 gives back. */
    trace: string;
    attempts: number;
    asked_at: string;
    answered_at: string | null;
    findings: string[];
    plan_name: string | null;
    copay: number | null;
    deductible_remaining: number | null;
    coinsurance_percent: number | null;
    pcp_name: string | null;
    pcp_npi: string | null;
    retry_at: string | null;
  };

  price: { code: string; from_date: string; price: number; voided_because: Generated<string | null> };
  payment: {
    payment_id: string;
    receipt_number: string;
    patient_id: string;
    amount: number;
    method: "cash" | "check" | "card";
    reference: string | null;
    purpose: "copay" | "balance" | "prepayment";
    appointment_id: string | null;
    taken_at: string;
    taken_by: string;
    reversed_at: string | null;
  };

  visit: {
    encounter_id: string;
    patient_id: string;
    appointment_id: string | null;
    location_id: string | null;
    service_date: string;
    provider_id: string;
    supervisor_id: string | null;
    signed_at: string;
    seal: string;
    diagnoses: { code: string; label: string }[];
    released_at: string | null;
    /** Why there is no note, and who said so. */
    without_note: string | null;
  };
  visit_fact: { encounter_id: string; content: VisitFacts };
  cosignature: { encounter_id: string; supervisor_id: string; cosigned_at: string };
  charge: {
    charge_id: string;
    encounter_id: string;
    line_number: number;
    code: string;
    label: string;
    modifiers: string[];
    units: number;
    pointers: number[];
    unit_price: number | null;
    amount: number | null;
    status: "review" | "released" | "billed" | "closed" | "reversed";
    drug: Drug | null;
    version: number;
    /** Why it was added or taken off by hand, and by whom. */
    by_hand: string | null;
    /** What was given or done, of a charge that was made from that and not from the note. */
    given_id: string | null;
  };

  claim: {
    claim_id: string;
    number: string;
    encounter_id: string;
    coverage_id: string;
    payer_id: string;
    patient_id: string;
    payer_name: string;
    /** 1 is billed first; 2 and 3 get what the ones before left. */
    payer_order: number;
    service_date: string;
    provider_name: string;
    total: number;
    paid: number;
    patient_responsibility: number;
    denied: number;
    status: ClaimStatus;
    status_since: string;
    filing_deadline: string | null;
    /** The deadline, or the last day of all: the order of the list. */
    due_order: GeneratedAlways<string>;
    /** From this day on three quarters of its time have passed. */
    filing_soon: string | null;
    frequency: "1" | "7" | "8";
    /** Counts what was sent: goes up when a claim is opened for resending. */
    attempt: number;
    payer_claim_number: string | null;
    content: ClaimContent;
    facts: OwnFacts;
    findings: Finding[];
    error_count: number;
    /** When the scrubber first stopped it. */
    stopped_at: Generated<string | null>;
    /** Whose work it is. */
    owner_id: Generated<string | null>;
    owner_name: Generated<string | null>;
    /** When somebody looks again; gone once the claim is finished. */
    follow_up_on: Generated<string | null>;
    /** Why it is held back; from the day `held_until` on it is not any more. */
    held_because: Generated<HoldReason | null>;
    held_note: Generated<string | null>;
    held_until: Generated<string | null>;
    held_at: Generated<string | null>;
    held_by: Generated<string | null>;
    /** Of a void: what the claim was before, which it is again when the void is withdrawn. */
    before_void: Generated<ClaimStatus | null>;
    frequency_before: Generated<"1" | "7" | null>;
    version: number;
  };
  claim_submission: {
    claim_id: string;
    attempt: number;
    /** Null where it went on paper. */
    file_id: string | null;
    submitted_at: string;
    content: ClaimContent | null;
    /** When this attempt was rejected. */
    rejected_at: Generated<string | null>;
  };
  /** A question to a payer about a claim (276), and its answer (277). */
  claim_inquiry: {
    inquiry_id: string;
    sequence: Generated<number>;
    claim_id: string;
    trace: string;
    asked_at: string;
    asked_by: string;
    file_id: string;
    answered_at: string | null;
    answer_file_id: string | null;
    outcome: StatusOutcome | null;
    codes: string[] | null;
    words: string | null;
  };
  claim_event: {
    sequence: Generated<number>;
    claim_id: string;
    at: string;
    what: string;
    detail: string;
    by_name: string;
    file_id: string | null;
  };

  exchange_file: {
    file_id: string;
    name: string;
    kind: FileKind;
    direction: "out" | "in";
    status: "queued" | "sent" | "received" | "processed" | "quarantined";
    at: string;
    problem: string | null;
    /** What there is to say about it that is no fault. */
    note: string | null;
    content: string;
    content_hash: string;
    /** BHT03 of what we sent: what a 277CA gives back. */
    reference: string | null;
    /** GS06 and ISA13 of what we sent: what a 999 and a TA1 give back. */
    control_number: number | null;
  };

  remittance: {
    remittance_id: string;
    sequence: Generated<number>;
    /** Null where it was keyed from paper. */
    file_id: string | null;
    source: Generated<"era" | "paper" | "voided">;
    payer_name: string;
    payer_code: string;
    trace: string;
    payment_date: string;
    total: number;
    provider_adjustments: ProviderAdjustment835[];
    received_at: string;
    settled_variance: Generated<number>;
  };
  remittance_claim: {
    remittance_claim_id: string;
    /** Order of posting, or of arrival while it waits. */
    sequence: Generated<number>;
    remittance_id: string;
    position: number;
    claim_number: string;
    claim_id: string | null;
    patient_id: string | null;
    status_code: string;
    outcome: "auto" | "mismatch" | "unmatched" | "reversal" | "denied";
    billed: number;
    paid: number;
    patient_responsibility: number;
    payer_claim_number: string;
    content: ClaimPayment835;
    problem: string | null;
    posted: boolean;
    /** Why a person set it aside. */
    set_aside_because: string | null;
    /** How often its posting was taken back by hand. */
    reposted: Generated<number>;
    /** What is posted instead of `content`. */
    keyed: ClaimPayment835 | null;
    returned_as: "refunded" | "sent-back" | null;
  };
  approval: {
    approval_id: string;
    kind: ApprovalPayload["kind"];
    subject_id: string;
    patient_id: string | null;
    about: string;
    amount: number;
    reason: string;
    payload: ApprovalPayload;
    asked_by_id: string;
    asked_by: string;
    asked_at: string;
    status: "waiting" | "approved" | "declined";
    decided_by: string | null;
    decided_at: string | null;
    decided_because: string | null;
  };
  denial: {
    denial_id: string;
    claim_id: string;
    remittance_claim_id: string;
    patient_id: string;
    amount: number;
    adjustment_group: string;
    reason: string;
    remarks: string[];
    codes: string[];
    status: DenialStatus;
    deadline: string | null;
    opened_at: string;
    note: string | null;
    write_off_reason: WriteOffReason | null;
    /** How often a write-off or a bill to the patient was taken back by hand. */
    reopened: Generated<number>;
    owner_id: Generated<string | null>;
    owner_name: Generated<string | null>;
    follow_up_on: Generated<string | null>;
    version: number;
  };

  underpayment: {
    underpayment_id: string;
    claim_id: string;
    remittance_claim_id: string;
    patient_id: string;
    charge_id: string;
    billed_code: string;
    billed_label: string;
    paid_code: string;
    announced: boolean;
    billed: number;
    allowed: number;
    paid: number;
    missing: number | null;
    status: "open" | "disputed" | "accepted" | "closed";
    note: string | null;
    opened_at: string;
    version: number;
    /** What the contract of the day of service says; null where none says anything. */
    expected: number | null;
    contract_id: string | null;
    contract_version: number | null;
    term: string | null;
    because: string | null;
    /** Closed because by the contracts of now nothing is missing. */
    left_queue: Generated<boolean>;
  };

  ledger_transaction: {
    transaction_id: string;
    sequence: Generated<number>;
    /** What it posts, so that the same thing is posted once: "charge:<encounter>". */
    posting_key: string;
    at: string;
    date: string;
    by_name: string;
    source_kind: SourceKind;
    source_id: string;
  };
  ledger_entry: {
    entry_id: string;
    transaction_id: string;
    position: number;
    account: LedgerAccount;
    amount: number;
    patient_id: string | null;
    encounter_id: string | null;
    charge_id: string | null;
    claim_id: string | null;
    because: string;
    rule: string;
  };
  statement: {
    statement_id: string;
    number: string;
    patient_id: string;
    patient_name: PersonName;
    address_lines: string[];
    date: string;
    due_date: string;
    lines: { date: string; what: string; amount: number }[];
    balance: number;
    insurance_pending: number;
    step: z.output<typeof dunningStep>;
    copy: boolean;
    pay_now: number;
    /** The last transaction of the ledger that it knew. */
    ledger_sequence: number;
    plan: StatementPlan | null;
    visits: StatementVisit[];
    /** What the practice's bills said when it was made; null of those made before that was kept, or before there was anything. */
    paper_version: number | null;
    /** Null of those made before it was kept. */
    mailing: Mailing | null;
  };
}

/** What is done once a second person has allowed it. */
export type ApprovalPayload =
  | { readonly kind: "write-off"; readonly reason: WriteOffReason }
  | { readonly kind: "force"; readonly claimId: string }
  | { readonly kind: "variance" }
  | AdjustmentPayload;

export type PayerKind = Payer["kind"];
