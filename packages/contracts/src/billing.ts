import { z } from "zod";
import { command, event, query } from "./operation.ts";
import {
  cents,
  id,
  instant,
  localDate,
  optionalText,
  personName,
  positiveCents,
  price,
  sumOfCents,
  text,
  version,
} from "./schema.ts";

/** Coverage, eligibility, charges, claims, remittances, the ledger, statements. */

export const payer = z.object({
  payerId: id("payer"),
  name: text(60),
  /** What the clearinghouse calls it (X12 NM109 of 2010BB). */
  electronicId: z.string().regex(/^[0-9A-Z]{2,15}$/),
  kind: z.enum(["hmo", "ppo", "medicare", "medicaid", "medicaid-managed", "self-pay"]),
  /** X12 SBR09: "HM", "12", "MB", "MC", "CI". */
  claimFiling: z.string().regex(/^[0-9A-Z]{1,2}$/),
  /** Days from the date of service in which a first claim must arrive. */
  filingDays: z.int().min(1),
  /** What a member number looks like, as a regular expression; null when the payer gives no rule. */
  memberIdPattern: z.string().nullable(),
  capitated: z.boolean(),
  active: z.boolean(),
  version,
});
export type Payer = z.output<typeof payer>;

export const subscriber = z.strictObject({
  relationship: z.enum(["self", "spouse", "child", "other"]),
  /** Of the subscriber when that is not the patient. */
  name: personName.nullable(),
  birthDate: localDate.nullable(),
  sex: z.enum(["female", "male", "unknown"]).nullable(),
});

export const coverage = z.object({
  coverageId: id("coverage"),
  patientId: id("patient"),
  payerId: id("payer"),
  payerName: z.string(),
  payerKind: payer.shape.kind,
  /** 1 is billed first. */
  priority: z.int().min(1).max(3),
  memberId: z.string().trim().min(2, { error: "Enter the member number as it stands on the card." }).max(30),
  groupNumber: optionalText(30).nullable(),
  planName: optionalText(60).nullable(),
  subscriber,
  from: localDate,
  to: localDate.nullable(),
  /** The assigned primary care provider's NPI, of an HMO member. */
  pcpNpi: z.string().nullable(),
  copay: cents.nullable(),
  version,
});
export type Coverage = z.output<typeof coverage>;

/** What the payer said. `unknown` is an answer of its own: no answer came, or it could not be read. */
export const eligibilityStatus = z.enum(["pending", "active", "inactive", "unknown", "wrong-pcp"]);
export const eligibility = z.object({
  eligibilityId: id("eligibility"),
  coverageId: id("coverage"),
  patientId: id("patient"),
  serviceDate: localDate,
  status: eligibilityStatus,
  askedAt: instant,
  answeredAt: instant.nullable(),
  /** In plain words: "Payer says the PCP is Dr. Chen." */
  findings: z.array(z.string()),
  planName: z.string().nullable(),
  copay: cents.nullable(),
  deductibleRemaining: cents.nullable(),
  coinsurancePercent: z.int().nullable(),
  pcpName: z.string().nullable(),
  pcpNpi: z.string().nullable(),
  /** Why it is unknown and when it is tried again. */
  retryAt: instant.nullable(),
});
export type Eligibility = z.output<typeof eligibility>;

export const paymentMethod = z.enum(["cash", "check", "card"]);
export const receipt = z.object({
  paymentId: id("payment"),
  receiptNumber: z.string(),
  patientId: id("patient"),
  patientName: personName,
  amount: cents,
  method: paymentMethod,
  reference: z.string().nullable(),
  purpose: z.enum(["copay", "balance", "prepayment"]),
  appointmentId: id("appointment").nullable(),
  takenAt: instant,
  takenBy: z.string(),
  reversedAt: instant.nullable(),
});

export const chargeStatus = z.enum(["review", "released", "billed", "closed", "reversed"]);
export const charge = z.object({
  chargeId: id("charge"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  serviceDate: localDate,
  code: z.string(),
  label: z.string(),
  modifiers: z.array(z.string().regex(/^[0-9A-Z]{2}$/, { error: "A modifier has two characters." })).max(4),
  units: z.int().min(1).max(999),
  pointers: z.array(z.int().min(1).max(12)).max(4),
  unitPrice: price.nullable(),
  amount: sumOfCents.nullable(),
  status: chargeStatus,
  version,
});

export const chargedVisit = z.object({
  encounterId: id("encounter"),
  patientId: id("patient"),
  patientName: personName,
  mrn: z.string(),
  serviceDate: localDate,
  providerName: z.string(),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  charges: z.array(charge),
  coverage: coverage.pick({ coverageId: true, payerName: true, memberId: true, payerKind: true }).nullable(),
  total: sumOfCents,
  /** What stops a release, in words. */
  problems: z.array(z.string()),
});

export const claimStatus = z.enum([
  "draft",
  "needs-correction",
  "ready",
  "submitted",
  "acknowledged",
  "rejected",
  "accepted",
  "paid",
  "partly-denied",
  "denied",
  "closed",
  "voided",
]);

export const scrubFinding = z.object({
  /** Number of the rule in billing's SPEC: "5", "26". */
  rule: z.string(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  /** Loop and element of the 837P: "2010BA NM109". */
  element: z.string(),
  /** The field that mends it. */
  source: z.object({
    screen: z.enum(["coverage", "patient", "encounter", "charge", "payer", "practice", "staff", "location", "claim"]),
    field: z.string(),
    id: z.string().nullable(),
    patientId: id("patient").nullable(),
  }),
});

export const claimEvent = z.object({
  at: instant,
  what: z.string(),
  detail: z.string(),
  by: z.string(),
  fileId: id("file").nullable(),
});

export const claimSummary = z.object({
  claimId: id("claim"),
  /** CLM01, the patient control number: at most 20 characters. */
  number: z.string(),
  patientId: id("patient"),
  patientName: personName,
  payerName: z.string(),
  /** Whose turn: 1 is the payer that is billed first, 2 and 3 get what the ones before left to the patient. */
  order: z.int().min(1).max(3),
  serviceDate: localDate,
  providerName: z.string(),
  total: sumOfCents,
  paid: sumOfCents,
  patientResponsibility: sumOfCents,
  status: claimStatus,
  statusSince: instant,
  filingDeadline: localDate.nullable(),
  errorCount: z.int(),
});

export const claim = claimSummary.extend({
  encounterId: id("encounter"),
  coverageId: id("coverage"),
  frequency: z.enum(["1", "7", "8"]),
  payerClaimNumber: z.string().nullable(),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  lines: z.array(
    z.object({
      lineNumber: z.int(),
      code: z.string(),
      label: z.string(),
      modifiers: z.array(z.string()),
      units: z.int(),
      pointers: z.array(z.int()),
      amount: sumOfCents,
      allowed: sumOfCents.nullable(),
      paid: sumOfCents.nullable(),
      adjustments: z.array(z.object({ group: z.string(), reason: z.string(), amount: cents, meaning: z.string() })),
      /** What it was charged by: its modifiers and pointers are mended there. */
      charge: charge.pick({ chargeId: true, version: true, unitPrice: true }).nullable(),
    }),
  ),
  billing: z.object({ name: z.string(), npi: z.string(), taxId: z.string() }),
  rendering: z.object({ name: z.string(), npi: z.string().nullable() }),
  supervising: z.object({ name: z.string(), npi: z.string().nullable() }).nullable(),
  subscriber: z.object({ memberId: z.string(), relationship: z.string(), name: personName }),
  placeOfService: z.string(),
  /** Every payer of the visit that was or is billed, the first first, with what it decided. */
  payers: z.array(
    z.object({
      order: z.int().min(1).max(3),
      claimId: id("claim"),
      number: z.string(),
      payerName: z.string(),
      memberId: z.string(),
      status: claimStatus,
      /** The sums of its decisions; null while nothing is decided. */
      decided: z
        .object({
          on: localDate,
          paid: sumOfCents,
          /** Left to the patient, or to the next payer where there is one. */
          patientResponsibility: sumOfCents,
          adjustments: z.array(z.object({ group: z.string(), reason: z.string(), amount: cents, meaning: z.string() })),
        })
        .nullable(),
    }),
  ),
  findings: z.array(scrubFinding),
  history: z.array(claimEvent),
  version,
});
export type Claim = z.output<typeof claim>;

export const exchangeFile = z.object({
  fileId: id("file"),
  name: z.string(),
  kind: z.enum(["270", "271", "837", "TA1", "999", "277CA", "276", "277", "835", "other"]),
  direction: z.enum(["out", "in"]),
  status: z.enum(["queued", "sent", "received", "processed", "quarantined"]),
  at: instant,
  problem: z.string().nullable(),
});

export const remittanceSummary = z.object({
  remittanceId: id("remittance"),
  fileId: id("file"),
  payerName: z.string(),
  /** TRN02, by which the bank's deposit is matched. */
  trace: z.string(),
  paymentDate: localDate,
  total: sumOfCents,
  posted: sumOfCents,
  exceptions: sumOfCents,
  /** total − posted − exceptions − provider adjustments: must be zero. */
  variance: sumOfCents,
  status: z.enum(["posted", "has-exceptions", "quarantined"]),
  claimCount: z.int(),
});

const adjustment = z.object({ group: z.string(), reason: z.string(), amount: cents, meaning: z.string() });
export const remittance = remittanceSummary.extend({
  claims: z.array(
    z.object({
      remittanceClaimId: id("remittance-claim"),
      claimNumber: z.string(),
      claimId: id("claim").nullable(),
      patientId: id("patient").nullable(),
      patientName: z.string(),
      statusCode: z.string(),
      group: z.enum(["auto", "mismatch", "unmatched", "reversal", "denied"]),
      billed: cents,
      allowed: cents.nullable(),
      paid: cents,
      patientResponsibility: cents,
      payerClaimNumber: z.string(),
      adjustments: z.array(adjustment),
      lines: z.array(
        z.object({
          code: z.string(),
          billed: cents,
          allowed: cents.nullable(),
          paid: cents,
          adjustments: z.array(adjustment),
        }),
      ),
      problem: z.string().nullable(),
      resolved: z.boolean(),
    }),
  ),
  providerAdjustments: z.array(
    z.object({ reason: z.string(), reference: z.string(), amount: cents, meaning: z.string() }),
  ),
});

export const denial = z.object({
  denialId: id("denial"),
  claimId: id("claim"),
  claimNumber: z.string(),
  patientId: id("patient"),
  patientName: personName,
  payerName: z.string(),
  serviceDate: localDate,
  amount: cents,
  group: z.string(),
  reason: z.string(),
  remarks: z.array(z.string()),
  /** The reason in our own words. */
  meaning: z.string(),
  /** What to do first, and why. */
  recommendation: z.string(),
  recommendedAction: z.enum(["correct", "appeal", "bill-patient", "write-off", "rerun-eligibility", "find-original"]),
  deadline: localDate.nullable(),
  status: z.enum(["open", "corrected", "appealed", "billed-patient", "written-off", "overturned"]),
  /** From the code back to the field: each step a link. */
  lineage: z.array(
    z.object({
      what: z.string(),
      value: z.string(),
      screen: z.string(),
      id: z.string().nullable(),
      /** The field of that screen, by its contract's name; null where a step is no field. */
      field: z.string().nullable(),
    }),
  ),
  openedAt: instant,
  version,
});

export const ledgerAccount = z.enum([
  "patient-receivable",
  "insurance-receivable",
  "revenue",
  "contractual",
  "write-off",
  "cash",
  "insurance-clearing",
  "unapplied",
  "provider-adjustment",
]);
export const ledgerEntry = z.object({
  entryId: id("ledger-entry"),
  transactionId: id("ledger-transaction"),
  at: instant,
  date: localDate,
  account: ledgerAccount,
  /** Debit positive, credit negative; the entries of a transaction sum to zero. */
  amount: sumOfCents,
  patientId: id("patient").nullable(),
  encounterId: id("encounter").nullable(),
  chargeId: id("charge").nullable(),
  claimId: id("claim").nullable(),
  /** What caused it, in words, and by which rule. */
  because: z.string(),
  rule: z.string(),
  by: z.string(),
  source: z.object({
    kind: z.enum(["charge", "payment", "remittance", "statement", "denial", "manual"]),
    id: z.string(),
  }),
});

export const statement = z.object({
  statementId: id("statement"),
  number: z.string(),
  patientId: id("patient"),
  patientName: personName,
  addressLines: z.array(z.string()),
  date: localDate,
  dueDate: localDate,
  lines: z.array(z.object({ date: localDate, what: z.string(), amount: sumOfCents })),
  balance: sumOfCents,
  /** What payers have not decided yet on that day: not asked for here. */
  insurancePending: sumOfCents,
});

const forPatient = z.strictObject({ patientId: id("patient") });
const byPatient = (input: { patientId: string }) => [input.patientId];
const paging = { before: z.string().nullable(), limit: z.int().min(1).max(200) };

export const billing = {
  listPayers: query({ summary: "Payers", permission: "payer.read", input: z.strictObject({}), output: z.array(payer) }),
  savePayer: command({
    summary: "Adds or changes a payer",
    permission: "payer.manage",
    input: payer.omit({ version: true }).extend({ version: version.nullable() }),
    output: z.object({ payerId: id("payer"), version }),
    errors: ["stale-version"],
  }),
  listPrices: query({
    summary: "The fee schedule in force on a day",
    permission: "charge.read",
    input: z.strictObject({ onDate: localDate }),
    output: z.array(z.object({ code: z.string(), label: z.string(), price, from: localDate })),
  }),
  savePrices: command({
    summary: "Sets prices from a day on; earlier prices stay for earlier days",
    permission: "payer.manage",
    input: z.strictObject({
      from: localDate,
      prices: z
        .array(z.strictObject({ code: z.string().regex(/^[0-9A-Z]{5}$/), price: positiveCents }))
        .min(1)
        .max(20_000),
    }),
    output: z.object({ saved: z.int() }),
  }),
  listCoverages: query({
    summary: "A patient's coverages in the order of billing, with the eligibility answer: the last, or that for a day",
    permission: "coverage.read",
    input: forPatient.extend({ day: localDate.optional() }),
    output: z.array(coverage.extend({ eligibility: eligibility.nullable() })),
    patients: byPatient,
  }),
  addCoverage: command({
    summary: "Adds a coverage",
    permission: "coverage.write",
    input: coverage.omit({ payerName: true, payerKind: true, version: true }),
    output: z.object({ version }),
    errors: ["not-found", "priority-taken", "invalid-input"],
    patients: byPatient,
  }),
  updateCoverage: command({
    summary: "Changes a coverage",
    permission: "coverage.write",
    input: coverage.omit({ payerName: true, payerKind: true, priority: true }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "invalid-input"],
    patients: byPatient,
  }),
  orderCoverages: command({
    summary: "Puts a patient's coverages in the order of billing",
    permission: "coverage.write",
    input: z.strictObject({ patientId: id("patient"), coverageIds: z.array(id("coverage")).min(1).max(3) }),
    output: z.object({}),
    errors: ["not-found", "invalid-input"],
    patients: byPatient,
  }),
  checkEligibility: command({
    summary: "Asks the payer (270); the answer comes by event",
    permission: "eligibility.check",
    input: z.strictObject({
      eligibilityId: id("eligibility"),
      coverageId: id("coverage"),
      patientId: id("patient"),
      serviceDate: localDate,
    }),
    output: z.object({ eligibilityId: id("eligibility"), status: eligibilityStatus }),
    errors: ["not-found"],
    patients: byPatient,
  }),
  takePayment: command({
    summary: "Takes a patient's payment and gives a receipt",
    permission: "payment.take",
    input: z.strictObject({
      paymentId: id("payment"),
      patientId: id("patient"),
      amount: positiveCents,
      method: paymentMethod,
      reference: optionalText(40).nullable(),
      purpose: receipt.shape.purpose,
      appointmentId: id("appointment").nullable(),
    }),
    output: receipt,
    errors: ["not-found", "already-recorded"],
    patients: byPatient,
  }),
  reversePayment: command({
    summary: "Reverses a payment by an opposite entry",
    permission: "payment.take",
    input: z.strictObject({ paymentId: id("payment"), patientId: id("patient"), reason: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
    patients: byPatient,
  }),
  listReceipts: query({
    summary: "A patient's payments",
    permission: "coverage.read",
    input: forPatient,
    output: z.array(receipt),
    patients: byPatient,
  }),
  listCharges: query({
    summary: "Visits with charges to review, the ones with problems first; and signed visits without charges",
    permission: "charge.read",
    input: z.strictObject({ status: chargeStatus }),
    output: z.object({ visits: z.array(chargedVisit), missing: z.array(chargedVisit) }),
    patients: (_, output) => [...output.visits, ...output.missing].map((v) => v.patientId),
  }),
  updateCharge: command({
    summary: "Changes a charge in review",
    permission: "charge.write",
    input: charge.pick({
      chargeId: true,
      modifiers: true,
      units: true,
      pointers: true,
      unitPrice: true,
      version: true,
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "charge-not-open"],
  }),
  releaseCharges: command({
    summary: "Releases visits from review: posts the charges and builds the claims",
    permission: "charge.write",
    input: z.strictObject({ encounterIds: z.array(id("encounter")).min(1).max(100) }),
    output: z.object({
      released: z.array(z.object({ encounterId: id("encounter"), claimId: id("claim").nullable() })),
      left: z.array(z.object({ encounterId: id("encounter"), because: z.string() })),
    }),
    errors: ["not-found"],
  }),
  listClaims: query({
    summary: "Claims, the nearest deadline first",
    permission: "claim.read",
    input: z.strictObject({ statuses: z.array(claimStatus).max(12), patientId: id("patient").nullable(), ...paging }),
    output: z.object({ claims: z.array(claimSummary), next: z.string().nullable() }),
    patients: (_, output) => output.claims.map((c) => c.patientId),
  }),
  getClaim: query({
    summary: "A claim in plain labels with its errors and history",
    permission: "claim.read",
    input: z.strictObject({ claimId: id("claim") }),
    output: claim,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  refreshClaim: command({
    summary: "Builds an unsent claim again from its sources and checks it",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim") }),
    output: z.object({ status: claimStatus, findings: z.array(scrubFinding), version }),
    errors: ["not-found", "claim-not-ready"],
  }),
  submitClaims: command({
    summary: "Sends claims that are ready in one 837P",
    permission: "claim.write",
    input: z.strictObject({ claimIds: z.array(id("claim")).min(1).max(1000) }),
    output: z.object({
      fileId: id("file").nullable(),
      submitted: z.array(id("claim")),
      left: z.array(z.object({ claimId: id("claim"), because: z.string() })),
    }),
    errors: ["not-found", "claim-has-errors", "claim-not-ready"],
  }),
  correctClaim: command({
    summary: "Opens a rejected claim for resending, or a denied one as a corrected claim (frequency 7)",
    permission: "claim.write",
    input: z.strictObject({ claimId: id("claim"), version }),
    output: z.object({ status: claimStatus, version }),
    errors: ["not-found", "stale-version", "claim-not-ready"],
  }),
  listFiles: query({
    summary: "What was exchanged with the clearinghouse",
    permission: "remittance.read",
    input: z.strictObject({ kind: exchangeFile.shape.kind.nullable(), ...paging }),
    output: z.object({ files: z.array(exchangeFile), next: z.string().nullable() }),
  }),
  getFile: query({
    summary: "One exchanged file as it was sent or received",
    permission: "remittance.read",
    input: z.strictObject({ fileId: id("file") }),
    output: exchangeFile.extend({ content: z.string() }),
    errors: ["not-found"],
    // Only the service can tell whom a file is about, and names them; the entry is made in any case.
    patients: () => [],
  }),
  receiveFile: command({
    summary: "Takes a file that a person has: a 271, 999, 277CA or 835",
    permission: "remittance.post",
    input: z.strictObject({
      fileId: id("file"),
      name: text(120),
      content: z
        .string()
        .min(1)
        .max(7_000_000, { error: "The file is larger than 7 MB. Split it first: npm run practicum -- x12 split." }),
    }),
    output: z.object({
      fileId: id("file"),
      kind: exchangeFile.shape.kind,
      status: exchangeFile.shape.status,
      problem: z.string().nullable(),
    }),
    errors: ["file-unreadable", "file-out-of-balance", "already-posted"],
  }),
  listRemittances: query({
    summary: "Remittances, newest first",
    permission: "remittance.read",
    input: z.strictObject(paging),
    output: z.object({ remittances: z.array(remittanceSummary), next: z.string().nullable() }),
  }),
  getRemittance: query({
    summary: "A remittance with what was posted and what waits",
    permission: "remittance.read",
    input: z.strictObject({ remittanceId: id("remittance") }),
    output: remittance,
    errors: ["not-found"],
    patients: (_, output) => output.claims.map((c) => c.patientId),
  }),
  resolveException: command({
    summary: "Matches an unmatched payment to a claim and posts it, or sets it aside with a reason",
    permission: "remittance.post",
    input: z.strictObject({
      remittanceClaimId: id("remittance-claim"),
      claimId: id("claim").nullable(),
      setAsideBecause: optionalText(200).nullable(),
    }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "claim-not-ready"],
  }),
  listDenials: query({
    summary: "Denials, by dollars and deadline",
    permission: "claim.read",
    input: z.strictObject({ open: z.boolean(), ...paging }),
    output: z.object({ denials: z.array(denial), next: z.string().nullable() }),
    patients: (_, output) => output.denials.map((d) => d.patientId),
  }),
  getDenial: query({
    summary: "One denial with its lineage",
    permission: "claim.read",
    input: z.strictObject({ denialId: id("denial") }),
    output: denial,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  resolveDenial: command({
    summary: "Acts on a denial; a contractual obligation is never billed to the patient",
    permission: "claim.write",
    input: z.strictObject({
      denialId: id("denial"),
      version,
      action: z.enum(["correct", "appeal", "bill-patient", "write-off"]),
      note: text(500),
    }),
    output: z.object({ status: denial.shape.status, claimId: id("claim").nullable(), version }),
    errors: ["not-found", "stale-version", "claim-not-ready", "not-allowed"],
  }),
  getAccount: query({
    summary: "A patient's account: what insurance and patient owe, and every line that made it so",
    permission: "account.read",
    input: forPatient,
    output: z.object({
      insurancePending: sumOfCents,
      patientDue: sumOfCents,
      unapplied: sumOfCents,
      visits: z.array(
        z.object({
          encounterId: id("encounter").nullable(),
          serviceDate: localDate.nullable(),
          providerName: z.string(),
          insurancePending: sumOfCents,
          patientDue: sumOfCents,
          entries: z.array(ledgerEntry),
        }),
      ),
    }),
    patients: byPatient,
  }),
  trialBalance: query({
    summary: "The sum of each ledger account; their total is zero",
    permission: "charge.read",
    input: z.strictObject({}),
    output: z.object({
      accounts: z.array(z.object({ account: ledgerAccount, balance: sumOfCents })),
      total: sumOfCents,
      unbalancedTransactions: z.int(),
    }),
  }),
  issueStatement: command({
    summary: "Sends the patient a statement of what is due",
    permission: "statement.issue",
    input: z.strictObject({ statementId: id("statement"), patientId: id("patient") }),
    output: statement,
    errors: ["not-found", "nothing-due"],
    patients: byPatient,
  }),
  listStatements: query({
    summary: "A patient's statements, or all patients with something due",
    permission: "account.read",
    input: z.strictObject({ patientId: id("patient").nullable() }),
    output: z.object({
      statements: z.array(statement),
      due: z.array(
        z.object({
          patientId: id("patient"),
          patientName: personName,
          patientDue: sumOfCents,
          lastStatementOn: localDate.nullable(),
        }),
      ),
    }),
    patients: (_, output) => [...output.statements, ...output.due].map((s) => s.patientId),
  }),
  getStatement: query({
    summary: "One statement to print",
    permission: "account.read",
    input: z.strictObject({ statementId: id("statement") }),
    output: statement,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  workQueues: query({
    summary: "The biller's queues with count and dollars",
    permission: "charge.read",
    input: z.strictObject({}),
    output: z.array(
      z.object({
        queue: z.enum([
          "charges",
          "claims-to-fix",
          "claims-to-send",
          "rejections",
          "denials",
          "exceptions",
          "statements",
        ]),
        count: z.int(),
        amount: sumOfCents,
        oldestDays: z.int().nullable(),
      }),
    ),
  }),
  importCoverage: command({
    summary: "Takes over a coverage from another system, once",
    permission: "patient.register",
    input: z.strictObject({
      patientId: id("patient"),
      system: text(100),
      sourceId: text(100),
      payerName: text(60),
      memberId: text(30),
      from: localDate,
      to: localDate.nullable(),
    }),
    output: z.object({ taken: z.boolean() }),
    patients: byPatient,
  }),
};

const aboutClaim = (p: { claimId: string; patientId: string }) => ({ claimId: p.claimId, patientId: p.patientId });
export const payerChanged = event("billing.payer-changed.v1", payer, (p) => ({ payerId: p.payerId }));
export const coverageChanged = event(
  "billing.coverage-changed.v1",
  z.object({
    patientId: id("patient"),
    coverageId: id("coverage"),
    priority: z.int(),
    payerName: z.string(),
    payerKind: payer.shape.kind,
    pcpNpi: z.string().nullable(),
    copay: cents.nullable(),
  }),
  (p) => ({ patientId: p.patientId, coverageId: p.coverageId }),
);
export const eligibilityAnswered = event("billing.eligibility-answered.v1", eligibility, (p) => ({
  patientId: p.patientId,
  coverageId: p.coverageId,
}));
export const paymentTaken = event(
  "billing.payment-taken.v1",
  z.object({ paymentId: id("payment"), patientId: id("patient"), amount: cents }),
  (p) => ({ patientId: p.patientId }),
);
export const chargesCaptured = event(
  "billing.charges-captured.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), total: sumOfCents, problems: z.int() }),
  (p) => ({ encounterId: p.encounterId, patientId: p.patientId }),
);
export const claimChanged = event(
  "billing.claim-changed.v1",
  z.object({
    claimId: id("claim"),
    patientId: id("patient"),
    encounterId: id("encounter"),
    number: z.string(),
    status: claimStatus,
  }),
  aboutClaim,
);
export const claimDenied = event(
  "billing.claim-denied.v1",
  z.object({
    denialId: id("denial"),
    claimId: id("claim"),
    patientId: id("patient"),
    claimNumber: z.string(),
    amount: cents,
    reason: z.string(),
    recommendation: z.string(),
    deadline: localDate.nullable(),
  }),
  aboutClaim,
);
export const denialResolved = event(
  "billing.denial-resolved.v1",
  z.object({ denialId: id("denial"), claimId: id("claim"), patientId: id("patient"), status: denial.shape.status }),
  aboutClaim,
);
export const remittancePosted = event(
  "billing.remittance-posted.v1",
  z.object({ remittanceId: id("remittance"), total: sumOfCents, posted: sumOfCents, exceptions: sumOfCents }),
  (p) => ({ remittanceId: p.remittanceId }),
);
export const statementIssued = event(
  "billing.statement-issued.v1",
  z.object({ statementId: id("statement"), patientId: id("patient"), balance: sumOfCents, dueDate: localDate }),
  (p) => ({ statementId: p.statementId, patientId: p.patientId }),
);
export const accountChanged = event("billing.account-changed.v1", z.object({ patientId: id("patient") }), (p) => ({
  patientId: p.patientId,
}));
