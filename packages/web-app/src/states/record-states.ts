import type { AppealStatus } from "@practicum/contracts/billing/appeals";
import type { approval } from "@practicum/contracts/billing/approvals";
import type { chargeStatus } from "@practicum/contracts/billing/charges";
import type { claimStatus } from "@practicum/contracts/billing/claims";
import type { denial } from "@practicum/contracts/billing/denials";
import type { depositCheck } from "@practicum/contracts/billing/deposits";
import type { drawerState } from "@practicum/contracts/billing/drawers";
import type { AheadState } from "@practicum/contracts/billing/eligibility-ahead";
import type { eligibilityStatus } from "@practicum/contracts/billing/eligibility";
import type { exchangeFile } from "@practicum/contracts/billing/exchange";
import type { StatementRun } from "@practicum/contracts/billing/statement-runs";
import type { dunningStep } from "@practicum/contracts/billing/dunning";
import type { monthOperations } from "@practicum/contracts/billing/months";
import type { permitStatus } from "@practicum/contracts/billing/permits";
import type { installment, planStatus } from "@practicum/contracts/billing/plans";
import type { remittance } from "@practicum/contracts/billing/remittance";
import type { underpayment } from "@practicum/contracts/billing/underpayments";
import type { encounterStatus } from "@practicum/contracts/charting/encounters";
import type { TestGravity, TestState } from "@practicum/contracts/charting/test-orders";
import type { InHouseState } from "@practicum/contracts/charting/in-house";
import type { OrderState } from "@practicum/contracts/charting/orders";
import type { AnnouncementState, ReceiverState } from "@practicum/contracts/messaging/announcements";
import type { reminder } from "@practicum/contracts/messaging/reminders";
import type { offerState, waitPriority, waitState } from "@practicum/contracts/scheduling/wait-list";
import type { KioskState } from "@practicum/contracts/scheduling/kiosk";
import { must } from "@practicum/kernel/assert";
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconHourglass,
  IconMailForward,
  IconPencil,
  IconPrinter,
  IconProgress,
  IconSend,
  IconX,
  type Icon,
} from "@tabler/icons-react";
import type { z } from "zod";

/** What a state asks for: nothing, patience, somebody's work, somebody's work now; or it is well done. */
export type Tone = "plain" | "info" | "warn" | "danger" | "ok";

export interface StateWords {
  readonly word: string;
  readonly tone: Tone;
  readonly icon?: Icon;
}

type Words<S extends string, T extends Tone = Tone> = { readonly [State in S]: StateWords & { readonly tone: T } };

const encounter: Words<z.output<typeof encounterStatus>> = {
  open: { word: "In progress", tone: "info", icon: IconPencil },
  signed: { word: "Signed", tone: "ok", icon: IconCheck },
  "awaiting-cosign": { word: "Awaiting co-signature", tone: "warn", icon: IconHourglass },
  cosigned: { word: "Co-signed", tone: "ok", icon: IconCircleCheck },
};

/** What is signed has not left the house. */
const order: Words<OrderState> = {
  draft: { word: "Draft, signed with the note", tone: "plain", icon: IconPencil },
  signed: { word: "Signed, not sent yet", tone: "warn", icon: IconHourglass },
  sent: { word: "Sent", tone: "info", icon: IconSend },
  received: { word: "Received by the pharmacy", tone: "info", icon: IconCircleDashed },
  "partly-filled": { word: "Partly filled", tone: "warn", icon: IconProgress },
  filled: { word: "Filled", tone: "ok", icon: IconCircleCheck },
  failed: { word: "Failed", tone: "danger", icon: IconAlertTriangle },
  cancelled: { word: "Cancelled", tone: "plain", icon: IconX },
};

/** Tests and injections that are done here. */
const inHouse: Words<InHouseState> = {
  ordered: { word: "To do", tone: "warn", icon: IconHourglass },
  done: { word: "Resulted", tone: "ok", icon: IconCircleCheck },
  given: { word: "Given", tone: "ok", icon: IconCircleCheck },
  refused: { word: "Refused", tone: "plain", icon: IconBan },
  "not-done": { word: "Not done", tone: "plain", icon: IconX },
  cancelled: { word: "Cancelled", tone: "plain", icon: IconX },
};

/** Tests and studies that are ordered elsewhere. */
const testOrder: Words<TestState> = {
  draft: { word: "Draft, signed with the note", tone: "plain", icon: IconPencil },
  "to-send": { word: "To send", tone: "warn", icon: IconHourglass },
  sent: { word: "Sent", tone: "info", icon: IconSend },
  collected: { word: "At the laboratory", tone: "info", icon: IconCircleDashed },
  rejected: { word: "Rejected, to send again", tone: "danger", icon: IconAlertTriangle },
  "to-review": { word: "To review", tone: "warn", icon: IconHourglass },
  "to-tell": { word: "Patient to be told", tone: "warn", icon: IconHourglass },
  closed: { word: "Closed", tone: "ok", icon: IconCircleCheck },
  cancelled: { word: "Cancelled", tone: "plain", icon: IconX },
};

const testGravity: Words<TestGravity> = {
  critical: { word: "Critical", tone: "danger", icon: IconAlertTriangle },
  abnormal: { word: "Abnormal", tone: "warn", icon: IconAlertTriangle },
  normal: { word: "Normal", tone: "ok", icon: IconCircleCheck },
};

/** A payer's answer is told in a notice, which has no plain tone. */
const eligibility: Words<z.output<typeof eligibilityStatus> | "not-verified", Exclude<Tone, "plain">> = {
  "not-verified": { word: "Not verified", tone: "warn" },
  pending: { word: "Verifying", tone: "info" },
  active: { word: "Active", tone: "ok" },
  inactive: { word: "Inactive", tone: "danger" },
  "wrong-pcp": { word: "Wrong PCP", tone: "warn" },
  unknown: { word: "Unknown", tone: "warn" },
};

const { "not-verified": notVerified, ...answered } = eligibility;
const ahead: Words<AheadState, Exclude<Tone, "plain">> = {
  ...answered,
  "not-asked": notVerified,
  "no-coverage": { word: "No insurance", tone: "warn" },
  "self-pay": { word: "Self-pay", tone: "info" },
};

const charge: Words<z.output<typeof chargeStatus>> = {
  review: { word: "In review", tone: "warn" },
  released: { word: "Released", tone: "info" },
  billed: { word: "Billed", tone: "info" },
  closed: { word: "Closed", tone: "ok" },
  reversed: { word: "Voided", tone: "plain" },
};

const claim: Words<z.output<typeof claimStatus>> = {
  draft: { word: "Draft", tone: "plain", icon: IconCircleDashed },
  "needs-correction": { word: "To fix", tone: "warn", icon: IconPencil },
  ready: { word: "Ready", tone: "info", icon: IconCircleDashed },
  submitted: { word: "Submitted", tone: "info", icon: IconMailForward },
  printed: { word: "Printed", tone: "info", icon: IconPrinter },
  acknowledged: { word: "Acknowledged", tone: "info", icon: IconProgress },
  rejected: { word: "Rejected", tone: "danger", icon: IconAlertTriangle },
  accepted: { word: "Accepted", tone: "info", icon: IconProgress },
  paid: { word: "Paid", tone: "ok", icon: IconCircleCheck },
  "partly-denied": { word: "Partly denied", tone: "danger", icon: IconBan },
  denied: { word: "Denied", tone: "danger", icon: IconBan },
  closed: { word: "Closed", tone: "plain", icon: IconCheck },
  voided: { word: "Voided", tone: "plain", icon: IconX },
};

const denialStates: Words<z.output<typeof denial>["status"]> = {
  open: { word: "Open", tone: "warn" },
  appealed: { word: "Appealed", tone: "info" },
  corrected: { word: "Corrected", tone: "info" },
  "billed-patient": { word: "Billed to the patient", tone: "plain" },
  "written-off": { word: "Written off", tone: "plain" },
  overturned: { word: "Overturned", tone: "ok" },
};

const appeal: Words<AppealStatus> = {
  draft: { word: "Draft", tone: "warn" },
  dropped: { word: "Discarded", tone: "plain" },
  sent: { word: "With the payer", tone: "info" },
  "information-requested": { word: "Information requested", tone: "warn" },
  overturned: { word: "Overturned, to be paid", tone: "ok" },
  partly: { word: "Partly overturned", tone: "ok" },
  upheld: { word: "Upheld", tone: "danger" },
  withdrawn: { word: "Withdrawn", tone: "plain" },
  settled: { word: "Reprocessed", tone: "ok" },
};

const underpaymentStates: Words<z.output<typeof underpayment>["status"]> = {
  open: { word: "Open", tone: "warn" },
  disputed: { word: "Disputed", tone: "info" },
  accepted: { word: "Accepted", tone: "plain" },
  closed: { word: "Reprocessed", tone: "ok" },
};

const remittanceStates: Words<z.output<typeof remittance>["status"]> = {
  closed: { word: "Posted", tone: "ok" },
  "has-exceptions": { word: "To match", tone: "warn" },
  "set-aside": { word: "Set aside", tone: "info" },
  "out-of-balance": { word: "Out of balance", tone: "danger" },
};

/** What explains a check of a deposit. */
const deposit: Words<z.output<typeof depositCheck>["state"]> = {
  waits: { word: "Unmatched", tone: "warn" },
  era: { word: "835", tone: "ok" },
  paper: { word: "Paper EOB", tone: "ok" },
  capitation: { word: "Capitation", tone: "ok" },
  patient: { word: "Patient payment", tone: "ok" },
};

const approvalStates: Words<z.output<typeof approval>["status"]> = {
  waiting: { word: "Pending", tone: "warn" },
  approved: { word: "Approved", tone: "ok" },
  declined: { word: "Declined", tone: "plain" },
};

/** A referral or an authorization. */
const permit: Words<z.output<typeof permitStatus>> = {
  requested: { word: "Requested", tone: "warn", icon: IconHourglass },
  approved: { word: "Approved", tone: "ok" },
  denied: { word: "Denied", tone: "danger" },
  void: { word: "Entered in error", tone: "plain" },
};

/** Somebody who waits for a time. */
const wait: Words<z.output<typeof waitState>> = {
  waiting: { word: "Waiting", tone: "warn" },
  over: { word: "Over", tone: "plain" },
  booked: { word: "Booked", tone: "ok" },
  removed: { word: "Removed", tone: "plain" },
};

const waitPriorities: Words<z.output<typeof waitPriority>> = {
  urgent: { word: "Urgent", tone: "danger" },
  soon: { word: "Soon", tone: "warn" },
  routine: { word: "Routine", tone: "plain" },
};

/** A freed time that somebody was offered. */
const offer: Words<z.output<typeof offerState>> = {
  open: { word: "Offered", tone: "warn", icon: IconHourglass },
  accepted: { word: "Confirmed", tone: "ok", icon: IconCircleCheck },
  declined: { word: "Declined", tone: "plain" },
  lost: { word: "Somebody else was first", tone: "info" },
  expired: { word: "Not answered in time", tone: "plain" },
  withdrawn: { word: "Withdrawn", tone: "plain" },
};

/** Somebody's cash drawer of a day. */
const drawer: Words<z.output<typeof drawerState>> = {
  open: { word: "Open", tone: "warn" },
  closed: { word: "Closed", tone: "ok" },
};

/** What patients are asked by, from a friendly word to the last one. */
const paper: Words<z.output<typeof dunningStep>> = {
  statement: { word: "Statement", tone: "info" },
  reminder: { word: "Reminder", tone: "warn" },
  "final-notice": { word: "Final notice", tone: "danger" },
  plan: { word: "Plan statement", tone: "info" },
};

/** A batch of statements. */
const statementRun: Words<StatementRun["state"]> = {
  making: { word: "Being made", tone: "info", icon: IconHourglass },
  made: { word: "Not sent yet", tone: "warn" },
  sent: { word: "Sent", tone: "ok" },
};

const plan: Words<z.output<typeof planStatus>> = {
  active: { word: "On schedule", tone: "ok" },
  missed: { word: "Payment missed", tone: "danger", icon: IconAlertTriangle },
  completed: { word: "Paid off", tone: "ok", icon: IconCircleCheck },
  broken: { word: "Broken", tone: "danger", icon: IconBan },
  ended: { word: "Ended", tone: "plain" },
  replaced: { word: "Replaced", tone: "plain" },
};

const installmentStates: Words<z.output<typeof installment>["state"]> = {
  paid: { word: "Paid", tone: "ok", icon: IconCheck },
  upcoming: { word: "Upcoming", tone: "plain" },
  due: { word: "Due", tone: "warn" },
  missed: { word: "Missed", tone: "danger", icon: IconAlertTriangle },
  waived: { word: "No longer owed", tone: "plain" },
};

/** A month of the books. */
const month: Words<z.output<typeof monthOperations.getMonth.output>["state"]> = {
  closed: { word: "Closed", tone: "ok" },
  "can-close": { word: "Ready to close", tone: "warn" },
  "after-open": { word: "After an open month", tone: "plain" },
  "not-over": { word: "Not over yet", tone: "plain" },
};

const file: Words<z.output<typeof exchangeFile>["status"]> = {
  queued: { word: "Queued", tone: "warn" },
  sent: { word: "Sent", tone: "info" },
  received: { word: "Received", tone: "info" },
  processed: { word: "Processed", tone: "ok" },
  quarantined: { word: "Quarantined", tone: "danger" },
};

const reminderStates: Words<z.output<typeof reminder>["status"]> = {
  scheduled: { word: "Scheduled", tone: "info" },
  sent: { word: "Sent", tone: "ok" },
  failed: { word: "Failed", tone: "danger" },
  cancelled: { word: "Cancelled with the visit", tone: "plain" },
  "no-address": { word: "No phone or e-mail on file", tone: "warn" },
};

const announcement: Words<AnnouncementState> = {
  draft: { word: "Draft", tone: "plain", icon: IconPencil },
  scheduled: { word: "Scheduled", tone: "warn", icon: IconHourglass },
  running: { word: "Sending", tone: "info", icon: IconSend },
  done: { word: "Sent", tone: "ok", icon: IconCheck },
  stopped: { word: "Stopped", tone: "warn", icon: IconBan },
};

/** Patients whom an announcement means. */
const receiver: Words<ReceiverState> = {
  due: { word: "Waiting", tone: "info", icon: IconHourglass },
  sent: { word: "Sent", tone: "ok", icon: IconCheck },
  failed: { word: "Failed", tone: "danger", icon: IconAlertTriangle },
  family: { word: "Told with the family", tone: "plain" },
  "left-out": { word: "Left out", tone: "plain", icon: IconX },
  "not-sent": { word: "Stopped before", tone: "warn", icon: IconBan },
};

const kiosk: Words<KioskState> = {
  waiting: { word: "Waiting for the patient", tone: "warn" },
  expired: { word: "Code ran out", tone: "plain" },
  "in-progress": { word: "Filling in", tone: "info" },
  unheard: { word: "Not heard of", tone: "warn" },
  done: { word: "Filled in", tone: "ok" },
  ended: { word: "Ended", tone: "plain" },
};

/** People, payers, sites, rooms, visit types: what can be chosen, and what only stands in old records. */
const active: Words<"active" | "inactive"> = {
  active: { word: "Active", tone: "ok" },
  inactive: { word: "Inactive", tone: "plain" },
};

/**
 * From a record's state to its word and its colour, one for each kind of record, wherever it is shown (GTW-102). An appointment's are
 * `visitStatuses` of packages/ui, with which the day sheet is drawn.
 */
export const recordStates = {
  encounter,
  order,
  inHouse,
  testOrder,
  testGravity,
  eligibility,
  ahead,
  charge,
  claim,
  denial: denialStates,
  appeal,
  underpayment: underpaymentStates,
  remittance: remittanceStates,
  deposit,
  approval: approvalStates,
  drawer,
  permit,
  wait,
  waitPriority: waitPriorities,
  offer,
  month,
  paper,
  statementRun,
  plan,
  installment: installmentStates,
  file,
  reminder: reminderStates,
  announcement,
  receiver,
  kiosk,
  active,
} as const;

export type RecordKind = keyof typeof recordStates;
export type StateOf<K extends RecordKind> = keyof (typeof recordStates)[K] & string;

export function stateWords<K extends RecordKind>(kind: K, state: StateOf<K>): StateWords {
  const words: { readonly [state: string]: StateWords | undefined } = recordStates[kind];
  return must(words[state]);
}
