import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, price, sumOfCents, text, version } from "../schema.ts";

/** Contracts with payers as rules: what a payer has to allow for a service, with the term that decides. */

/** A percentage in hundredths of a percent: 12_050 is 120.5 %. */
export const rate = z
  .int({ error: "Enter a percentage with at most two decimals." })
  .min(0, { error: "Enter a percentage of 0 or more." })
  .max(100_000, { error: "Enter at most 1,000 %." });
/** A rate of the whole: 100 %. */
export const WHOLE = 10_000;

/** One code ("99213"), a range ("99202-99215"), or how codes begin ("J*"). */
export const codeRange = z.string().regex(/^[0-9A-Z]{5}$|^[0-9A-Z]{5}-[0-9A-Z]{5}$|^[0-9A-Z]{1,4}\*$/, {
  error: "Enter codes as 99213, 99202-99215 or J*.",
});
const modifier = z.string().regex(/^[0-9A-Z]{2}$/, { error: "A modifier has two characters." });
const codes = (max: number) => z.array(codeRange).max(max, { error: `Name at most ${max} codes or ranges.` });

/** How a service is priced. A price and what follows from a table is of one unit. */
export const payBy = z.discriminatedUnion("by", [
  /** So much of what was charged. */
  z.strictObject({ by: z.literal("charge"), rate }),
  /** So much of a payer's fee schedule. A code that it lacks is left to the next term. */
  z.strictObject({ by: z.literal("schedule"), scheduleId: id("fee-schedule"), rate }),
  /** So much of Medicare's physician fee schedule in a locality (CMS's RVU and GPCI files). */
  z.strictObject({
    by: z.literal("medicare"),
    mac: z.string().regex(/^\d{5}$/, { error: "Enter the contractor's number, five digits." }),
    locality: z.string().regex(/^\d{2}$/, { error: "Enter the locality's number, two digits." }),
    rate,
  }),
  z.strictObject({ by: z.literal("price"), price }),
  /** Paid by the month: nothing is expected for the service. */
  z.strictObject({ by: z.literal("capitated") }),
]);

export const contractTerm = z.strictObject({
  name: text(60),
  /** Empty: every code. */
  codes: codes(60),
  /** Any of them on the line; empty: whatever it has. */
  modifiers: z.array(modifier).max(10),
  /** Places of service; empty: every place. */
  places: z.array(z.string().regex(/^\d{2}$/, { error: "A place of service has two digits." })).max(20),
  pay: payBy,
});
export type ContractTerm = z.output<typeof contractTerm>;

export const caseRate = z.strictObject({
  name: text(60),
  /** One of these on the visit, and the case is paid. */
  opens: codes(30).min(1, { error: "Name the codes that open the case." }),
  /** What is paid with it. */
  includes: codes(60),
  price,
});
export type CaseRate = z.output<typeof caseRate>;

export const multipleProcedures = z.strictObject({
  /** Of the first, the second and so on; the last counts for all that follow. */
  rates: z.array(rate).min(1).max(6),
  /** What is reduced. */
  codes: codes(60).min(1, { error: "Name the codes that are reduced." }),
  /** What of it is not. */
  exempt: codes(60),
  rankBy: z.enum(["allowed", "rvu"]),
});

const CONTRACT_TERMS_MAX = 60;

/** All that a contract says from a day on. */
export const contractContent = z.strictObject({
  name: text(60),
  /** For whom it counts; an empty list is everybody. */
  plans: z.array(text(60)).max(50),
  locations: z.array(id("location")).max(50),
  /** Taxonomy codes of the rendering provider, or how they begin. */
  specialties: z
    .array(z.string().regex(/^[0-9]{3}[0-9A-Z]{0,7}$/, { error: "Enter a taxonomy code, or how it begins." }))
    .max(50),
  caseRates: z.array(caseRate).max(20),
  /** In their order: the first that fits the line and has a price decides. */
  terms: z
    .array(contractTerm)
    .min(1, { error: "A contract has at least one term." })
    .max(CONTRACT_TERMS_MAX, { error: `Use at most ${CONTRACT_TERMS_MAX} terms.` }),
  lesserOfCharge: z.boolean(),
  multipleProcedures: multipleProcedures.nullable(),
  /** Of a line with modifier 50. */
  bilateralRate: rate.nullable(),
  /** Assistants at surgery: 80, 81 and 82, and AS. */
  assistant: z.strictObject({ surgeonRate: rate, nonPhysicianRate: rate }).nullable(),
  /** Of what a nurse practitioner, physician assistant or clinical nurse specialist renders. */
  nonPhysicianRate: rate.nullable(),
  /** Of the payer's part, after the patient's share: kept back from what is paid, not from what is allowed. */
  sequestrationRate: rate.nullable(),
  /** Differences of a line up to this are not looked at. */
  tolerance: price,
});
export type ContractContent = z.output<typeof contractContent>;

export const payerContract = z.object({
  contractId: id("payer-contract"),
  payerId: id("payer"),
  payerName: z.string(),
  version,
  /** As it stands on the day that was asked for; null where it has not begun, or has ended. */
  content: contractContent.nullable(),
  from: localDate.nullable(),
  /** What was written last, whatever its day. */
  latest: z.object({ from: localDate, name: z.string().nullable() }),
  /** The next day from which it says something else. */
  nextFrom: localDate.nullable(),
  changedAt: instant,
  changedBy: z.string(),
  /** What can't be told now, and how to mend it, in words. */
  silent: z.array(z.string()),
});
export type PayerContract = z.output<typeof payerContract>;

export const contractVersion = z.object({
  version,
  from: localDate,
  /** Null: the contract ends with the day before. */
  content: contractContent.nullable(),
  at: instant,
  by: z.string(),
  because: z.string().nullable(),
  /** The version that it takes back. */
  undoes: z.int().nullable(),
  /** Taken back by a later one. */
  undone: z.boolean(),
});
export type ContractVersion = z.output<typeof contractVersion>;

/** What a contract makes of a line. */
export const expectedLine = z.object({
  lineNumber: z.int(),
  code: z.string(),
  modifiers: z.array(z.string()),
  units: z.int(),
  charge: sumOfCents,
  /** Null where the contract, or a file that it needs, does not say. */
  allowed: sumOfCents.nullable(),
  term: z.string().nullable(),
  because: z.string(),
});

const tried = z.strictObject({
  code: z.string().regex(/^[0-9A-Z]{5}$/, { error: "Enter a code of five characters." }),
  modifiers: z.array(modifier).max(4),
  units: z.int().min(1).max(999),
  /** Null: the practice's own price. */
  charge: price.nullable(),
});

export const payerContractOperations = {
  listContracts: query({
    summary: "Contracts with payers as they stand on a day",
    permission: "claim.read",
    input: z.strictObject({ onDate: localDate }),
    output: z.array(payerContract),
  }),
  contractHistory: query({
    summary: "What a contract said, version by version, the newest first",
    permission: "claim.read",
    input: z.strictObject({ contractId: id("payer-contract"), ...paging }),
    output: z.object({ versions: z.array(contractVersion), next: z.string().nullable() }),
    errors: ["not-found"],
  }),
  saveContract: command({
    summary: "Adds a contract, or says what it is from a day on; without content it ends the day before",
    permission: "payer.manage",
    bytesMax: 131_072,
    input: z.strictObject({
      contractId: id("payer-contract"),
      payerId: id("payer"),
      /** Zero for a new one. */
      version: z.int().min(0),
      from: localDate,
      content: contractContent.nullable(),
      because: text(200).nullable(),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "already-recorded", "contract-overlaps"],
  }),
  undoContract: command({
    summary: "Takes the latest change of a contract back: a version of its own, as it was before",
    permission: "payer.manage",
    input: z.strictObject({ contractId: id("payer-contract"), version }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "contract-overlaps"],
  }),
  tryContract: query({
    summary: "What a contract makes of some services or of a claim, and which term decides; nothing is kept",
    permission: "claim.read",
    bytesMax: 131_072,
    input: z.strictObject({
      content: contractContent,
      what: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("claim"), number: text(20) }),
        z.strictObject({
          kind: z.literal("lines"),
          serviceDate: localDate,
          placeOfService: z.string().regex(/^\d{2}$/),
          nonPhysician: z.boolean(),
          lines: z.array(tried).min(1).max(20),
        }),
      ]),
    }),
    output: z.object({
      patientId: id("patient").nullable(),
      serviceDate: localDate,
      lines: z.array(expectedLine),
      /** Null where a line is not known. */
      allowed: sumOfCents.nullable(),
    }),
    errors: ["not-found", "no-price"],
    patients: (_, output) => [output.patientId],
  }),
};

/** A contract says something else. */
export const payerContractChanged = event(
  "billing.payer-contract-changed.v1",
  z.object({ contractId: id("payer-contract"), version }),
  (p) => ({ contractId: p.contractId }),
  "claim.read",
  ["billing.listContracts", "billing.contractHistory"],
);
