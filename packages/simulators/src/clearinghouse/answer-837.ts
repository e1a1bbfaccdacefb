import type { LocalDate } from "@practicum/kernel/local-date";
import { type Cents, sumCents } from "@practicum/kernel/money";
import { isNpi } from "@practicum/kernel/npi";
import { unknownMember } from "@practicum/x12/277ca/build";
import type { AcknowledgedTotals, ClaimAck277CA, Transaction277CA } from "@practicum/x12/277ca/types";
import type { BillingProvider, Claim837P, Transaction837P } from "@practicum/x12/837p/types";
import type { StatusCode, StatusInformation } from "@practicum/x12/status/types";
import type { Interchange } from "@practicum/x12/types";
import type { PayerRules } from "../payer/rules.ts";
import type { ClaimRejection } from "./acknowledge-claim.ts";
import { clearinghouseId, clearinghouseName } from "./trading-partner.ts";

/** One claim of a file and what the payer's front door says to it. */
export interface Verdict {
  readonly claim: Claim837P;
  readonly rejection: ClaimRejection | null;
  /** Given when it was accepted. */
  readonly payerClaimNumber: string | null;
}

/** The content of a 277CA (X12 005010X214) for the claims of one payer in one transaction: no header numbers yet. */
export type Acknowledgment = Omit<Transaction277CA, "controlNumber" | "referenceId" | "date" | "time">;

/** @param rules null when no payer has the id: then the clearinghouse itself refuses. */
export function acknowledgeClaims(
  rules: PayerRules | null,
  interchange: Interchange<Transaction837P>,
  transaction: Transaction837P,
  verdicts: readonly Verdict[],
  when: { readonly receivedOn: LocalDate; readonly processedOn: LocalDate },
): Acknowledgment {
  const received = { category: "A1", status: "19", entity: rules ? "PR" : "AY" };
  return {
    source: rules
      ? {
          role: "PR",
          name: { kind: "organization", name: rules.name },
          id: { qualifier: "PI", value: rules.electronicId },
        }
      : {
          role: "AY",
          name: { kind: "organization", name: clearinghouseName },
          id: { qualifier: "46", value: clearinghouseId },
        },
    sourceTrace: `${interchange.interchange.controlNumber}${rules?.electronicId ?? ""}`,
    receivedOn: when.receivedOn,
    processedOn: when.processedOn,
    receiver: {
      name: transaction.submitter.name,
      id: { qualifier: "46", value: transaction.submitter.id },
      trace: transaction.referenceId,
      statuses: [
        {
          codes: [received],
          date: when.processedOn,
          action: "WQ",
          charge: charges(verdicts),
        },
      ],
      totals: totalsOf(verdicts),
      providers: [
        ...Map.groupBy(
          verdicts,
          ({ claim: { billingProvider } }) => npiOf(billingProvider) ?? billingProvider.taxId.value,
        ),
      ].map(([id, own]) => ({
        name: own[0]?.claim.billingProvider.name ?? { kind: "organization", name: "" },
        id: { qualifier: own[0] && npiOf(own[0].claim.billingProvider) ? "XX" : "FI", value: id },
        // The claims carry no number of the provider's own for its batch: the guide has 0 for that.
        trace: "0",
        statuses: [{ codes: [received], action: "WQ", charge: charges(own) }],
        totals: totalsOf(own),
        claims: own.map((verdict) => claimAck(verdict, when.processedOn)),
      })),
    },
  };
}

/** What is no NPI can't be sent back as one: the claim is refused for it, and its provider is named by the tax id. */
function npiOf({ npi }: BillingProvider): string | undefined {
  return npi && isNpi(npi) ? npi : undefined;
}

function charges(verdicts: readonly Verdict[]): Cents {
  return sumCents(verdicts.map((verdict) => verdict.claim.charge));
}

/** Counts and amounts of nothing are left out. */
function totalsOf(verdicts: readonly Verdict[]): AcknowledgedTotals {
  const accepted = verdicts.filter((verdict) => verdict.rejection === null);
  const rejected = verdicts.filter((verdict) => verdict.rejection !== null);
  return {
    ...(accepted.length > 0 ? { acceptedCount: accepted.length, acceptedAmount: charges(accepted) } : {}),
    ...(rejected.length > 0 ? { rejectedCount: rejected.length, rejectedAmount: charges(rejected) } : {}),
  };
}

function claimAck({ claim, rejection, payerClaimNumber }: Verdict, date: LocalDate): ClaimAck277CA {
  const name = claim.patient?.name ?? claim.subscriber.name;
  const code: StatusCode = rejection
    ? {
        category: rejection.category,
        status: rejection.status,
        ...(rejection.entity ? { entity: rejection.entity } : {}),
      }
    : { category: "A2", status: "20", entity: "PR" };
  const status: StatusInformation = {
    codes: [code, ...(rejection?.also ?? [])],
    date,
    action: rejection ? "U" : "WQ",
    charge: claim.charge,
  };
  const days = claim.lines.map((line) => line.serviceDates);
  const from = days.map((day) => day.from).toSorted()[0];
  const to = days
    .map((day) => day.to)
    .toSorted()
    .at(-1);
  return {
    patient: {
      // NM102 of a patient is a person; an estate or a company that is the subscriber has its name there all the same.
      name: name.kind === "person" ? name : { kind: "person", last: name.name },
      id: { qualifier: "MI", value: claim.subscriber.memberId ?? unknownMember },
    },
    claimId: claim.id,
    statuses: [status],
    ...(payerClaimNumber === null ? {} : { payerClaimNumber }),
    ...(claim.clearinghouseTrace ? { references: [{ qualifier: "D9", value: claim.clearinghouseTrace }] } : {}),
    ...(from && to ? { serviceDates: { from, to } } : {}),
  };
}
