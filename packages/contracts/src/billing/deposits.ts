import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import {
  cents,
  id,
  instant,
  localDate,
  optionalText,
  personName,
  positiveCents,
  sumOfCents,
  text,
  version,
} from "../schema.ts";
import { drawerState } from "./drawers.ts";
import { keyedAdjustment } from "./remittance.ts";

/** What the bank shows of payers' money, what explains each part of it, and payers' decisions that came on paper. */

export const depositKind = z.enum(["eft", "check", "lockbox"]);

export const depositCheck = z.object({
  checkId: id("deposit-check"),
  depositId: id("deposit"),
  depositNumber: z.string(),
  depositKind,
  depositedOn: localDate,
  payerId: id("payer").nullable(),
  /** "Patient" for a patient's own check. */
  payerName: z.string(),
  /** Whether the payer pays by capitation. */
  capitated: z.boolean(),
  patientId: id("patient").nullable(),
  /** The check's number, or the EFT's trace: TRN02 of the 835. */
  number: z.string(),
  amount: cents,
  /** What explains it: nothing yet, an 835, an EOB keyed from paper, a month's capitation, a patient's payment. */
  state: z.enum(["waits", "era", "paper", "capitation", "patient"]),
  remittanceId: id("remittance").nullable(),
  /** Of a capitation: the month it is for, as 2026-11. */
  month: z.string().nullable(),
  /** Whether a part of its EOB is keyed already. */
  begun: z.boolean(),
  version,
});

/** An 835 that no deposit was found for. */
export const unbankedRemittance = z.object({
  remittanceId: id("remittance"),
  payerName: z.string(),
  trace: z.string(),
  paymentDate: localDate,
  total: sumOfCents,
});

const remark = z.string().regex(/^[A-Z]{1,2}\d{1,4}$/, { error: "Enter remark codes as N265 or MA130." });

/** A paper EOB as it is posted: the same facts as an 835 has. */
const eobClaim = z.strictObject({
  claimId: id("claim"),
  /** The payer takes its earlier decision on this claim back: nothing more is to be keyed. */
  takeBack: z.boolean(),
  payerClaimNumber: optionalText(30),
  adjustments: z.array(keyedAdjustment).max(99),
  lines: z
    .array(
      z.strictObject({
        lineNumber: z.int().min(1),
        paid: cents,
        adjustments: z.array(keyedAdjustment).max(30),
        remarks: z.array(remark).max(5),
      }),
    )
    .max(99),
});

const besideClaims = z.strictObject({
  reason: z.string().regex(/^[0-9A-Z]{2}$/, { error: "Enter the code, as L6 or WO." }),
  reference: optionalText(30),
  /** Positive is kept back, negative is added. */
  amount: cents,
});

/** The same half keyed, as it stands on the screen. */
export const eobDraft = z.strictObject({
  claims: z
    .array(
      z.strictObject({
        claimId: id("claim"),
        takeBack: z.boolean(),
        payerClaimNumber: optionalText(30),
        off: optionalText(300),
        lines: z
          .array(
            z.strictObject({
              lineNumber: z.int().min(1),
              paid: cents.nullable(),
              off: optionalText(300),
              remarks: optionalText(60),
            }),
          )
          .max(99),
      }),
    )
    .max(500),
  beside: z
    .array(z.strictObject({ reason: optionalText(2), reference: optionalText(30), amount: cents.nullable() }))
    .max(50),
});

/** A claim that an EOB is about, with its lines to key. */
const claimToKey = z.object({
  claimId: id("claim"),
  number: z.string(),
  patientId: id("patient"),
  patientName: personName,
  payerName: z.string(),
  serviceDate: localDate,
  total: sumOfCents,
  /** What the payer paid by the decision that stands; null while nothing is decided that it could take back. */
  decidedPaid: sumOfCents.nullable(),
  lines: z.array(z.object({ lineNumber: z.int(), code: z.string(), label: z.string(), amount: sumOfCents })),
});

const forCheck = { checkId: id("deposit-check") };

/** What one brings to the bank of a day: cash of the desk, and every check with its number. */
export const depositSlip = z.object({
  on: localDate,
  cash: sumOfCents,
  checks: z.array(
    z.object({
      /** The payer; null of a patient's own check. */
      payerName: z.string().nullable(),
      patientId: id("patient").nullable(),
      patientName: personName.nullable(),
      /** Empty where the desk did not write it down. */
      number: z.string(),
      amount: cents,
    }),
  ),
  total: sumOfCents,
  /** Where the cash comes from. Of a drawer that is not closed it is what came in less what went out. */
  drawers: z.array(
    z.object({
      drawerId: id("drawer"),
      person: z.string(),
      number: z.int(),
      state: drawerState,
      cash: sumOfCents,
    }),
  ),
  /** Taken by card: it comes to the bank by itself and is no part of the slip. */
  cards: sumOfCents,
});

export const depositOperations = {
  depositSlip: query({
    summary: "A day's cash and checks for the bank, check by check",
    permission: "remittance.read",
    input: z.strictObject({ on: localDate }),
    output: depositSlip,
    patients: (_, output) => output.checks.map((one) => one.patientId),
  }),
  listDeposits: query({
    summary: "Checks and EFTs of deposits, the newest first; or those that nothing explains yet, the oldest first",
    permission: "remittance.read",
    input: z.strictObject({ waiting: z.boolean(), ...paging }),
    output: z.object({
      checks: z.array(depositCheck),
      next: z.string().nullable(),
      /** Of all that wait, with the first page. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.checks.map((one) => one.patientId),
  }),
  listUnbanked: query({
    summary: "835s that no deposit was found for, the oldest first",
    permission: "remittance.read",
    /** With an amount, in cents, those of that amount alone. */
    input: z.strictObject({ ...paging, amount: positiveCents.nullable().optional() }),
    output: z.object({
      remittances: z.array(unbankedRemittance),
      next: z.string().nullable(),
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  recordDeposit: command({
    summary: "Records what the bank shows: an EFT, a check, or a lockbox with several checks",
    permission: "remittance.post",
    bytesMax: 262_144,
    input: z.strictObject({
      depositId: id("deposit"),
      kind: depositKind,
      depositedOn: localDate,
      amount: positiveCents,
      reference: optionalText(40),
      checks: z
        .array(
          z.strictObject({
            checkId: id("deposit-check"),
            payerId: id("payer").nullable(),
            patientId: id("patient").nullable(),
            number: text(50),
            amount: positiveCents,
          }),
        )
        .min(1, { error: "A deposit has at least one check or EFT." })
        .max(200),
    }),
    output: z.object({ number: z.string(), matched: z.int() }),
    errors: ["not-found", "not-in-balance", "already-recorded", "check-recorded", "in-the-future"],
    patients: (input) => input.checks.map((one) => one.patientId),
  }),
  bankRemittance: command({
    summary: "Records the deposit of an 835 that the bank shows with its trace and amount",
    permission: "remittance.post",
    input: z.strictObject({
      depositId: id("deposit"),
      ...forCheck,
      remittanceId: id("remittance"),
      depositedOn: localDate,
    }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "in-the-future"],
  }),
  voidDeposit: command({
    summary: "Takes back a deposit that was recorded by mistake; nothing of it may be posted",
    permission: "remittance.post",
    input: z.strictObject({ depositId: id("deposit"), because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
  }),
  matchDeposit: command({
    summary: "Says which 835 a check or EFT pays, where its number was read otherwise; the amounts are the same",
    permission: "remittance.post",
    input: z.strictObject({ ...forCheck, remittanceId: id("remittance") }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "not-in-balance"],
  }),
  unmatchDeposit: command({
    summary: "Takes a check or EFT and its 835 apart again",
    permission: "remittance.post",
    input: z.strictObject(forCheck),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
  }),
  getEob: query({
    summary: "A check with what is keyed of its paper EOB",
    permission: "remittance.read",
    input: z.strictObject(forCheck),
    output: z.object({ check: depositCheck, draft: eobDraft, claims: z.array(claimToKey) }),
    errors: ["not-found"],
    patients: (_, output) => [output.check.patientId, ...output.claims.map((one) => one.patientId)],
  }),
  saveEob: command({
    summary: "Keeps what is keyed of a paper EOB so far",
    permission: "remittance.post",
    bytesMax: 1_048_576,
    input: z.strictObject({ ...forCheck, draft: eobDraft, version }),
    output: z.object({ version }),
    errors: ["not-found", "already-posted", "stale-version"],
  }),
  postEob: command({
    summary: "Posts a paper EOB like an 835, once all of the check is explained",
    permission: "remittance.post",
    bytesMax: 1_048_576,
    input: z.strictObject({
      ...forCheck,
      claims: z.array(eobClaim).min(1, { error: "Add the claims of the EOB first." }).max(500),
      beside: z.array(besideClaims).max(50),
      version,
    }),
    output: z.object({ remittanceId: id("remittance"), posted: sumOfCents, waits: sumOfCents }),
    errors: ["not-found", "already-posted", "already-recorded", "stale-version", "not-in-balance", "claim-not-ready"],
  }),
  reverseEob: command({
    summary: "Takes a posted paper EOB back by opposite entries; its check waits again with what was keyed",
    permission: "remittance.post",
    input: z.strictObject({ ...forCheck, because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "claim-not-ready"],
  }),
  postCapitation: command({
    summary: "Posts a check as a month's capitation: to the contract, to no patient",
    permission: "remittance.post",
    input: z.strictObject({
      ...forCheck,
      month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: "Enter the month as 2026-11." }),
    }),
    output: z.object({}),
    errors: ["not-found", "already-posted", "claim-not-ready"],
  }),
  reverseCapitation: command({
    summary: "Takes a posted capitation back by opposite entries; its check waits again",
    permission: "remittance.post",
    input: z.strictObject({ ...forCheck, because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
  }),
};

export const depositChanged = event(
  "billing.deposit-changed.v1",
  z.object({ depositId: id("deposit"), at: instant }),
  (p) => ({ depositId: p.depositId }),
  "remittance.read",
  ["billing"],
);
