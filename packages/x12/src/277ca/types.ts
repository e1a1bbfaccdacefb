import type { Cents } from "@practicum/kernel/money";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { DateRange, EntityId, EntityName, Procedure, Reference, TransactionHeader } from "../types.ts";
import type { StatusInformation } from "../status/types.ts";

/** One ST..SE of a claim acknowledgment (X12 005010X214, 277CA): which claims of a file were taken in, which were not. */
export interface Transaction277CA extends TransactionHeader {
  /** Loop 2100A: "PR" payer, "AY" clearinghouse. */
  readonly source: { readonly role: "PR" | "AY"; readonly name: EntityName; readonly id: EntityId };
  /** TRN of loop 2200A: the source's own number for the receipt. */
  readonly sourceTrace: string;
  /** DTP*050 and DTP*009. */
  readonly receivedOn: LocalDate;
  readonly processedOn: LocalDate;
  readonly receiver: Receiver277CA;
}

/** Loops 2000B, 2100B, 2200B: the submitter of the claims. */
export interface Receiver277CA {
  readonly name: EntityName;
  readonly id: EntityId;
  /** TRN02: BHT03 of the 837. */
  readonly trace: string;
  readonly statuses: readonly StatusInformation[];
  readonly totals?: AcknowledgedTotals;
  readonly providers: readonly Provider277CA[];
}

/** QTY*90 or QA, QTY*AA or QC, AMT*YU, AMT*YY. */
export interface AcknowledgedTotals {
  readonly acceptedCount?: number;
  readonly rejectedCount?: number;
  readonly acceptedAmount?: Cents;
  readonly rejectedAmount?: Cents;
}

/** Loops 2000C, 2100C, 2200C: a billing provider. */
export interface Provider277CA {
  readonly name: EntityName;
  readonly id?: EntityId;
  /** Loop 2200C, where the payer speaks of the provider as a whole. */
  readonly trace?: string;
  readonly statuses?: readonly StatusInformation[];
  readonly secondaryIds?: readonly Reference[];
  readonly totals?: AcknowledgedTotals;
  readonly claims: readonly ClaimAck277CA[];
}

/** Loops 2000D, 2100D, 2200D: a claim. */
export interface ClaimAck277CA {
  readonly patient: { readonly name: EntityName; readonly id?: EntityId };
  /** TRN02: CLM01 of the claim. */
  readonly claimId: string;
  readonly statuses: readonly StatusInformation[];
  /** REF*1K: the payer's number for the claim, when accepted. */
  readonly payerClaimNumber?: string;
  /** REF*D9, BLT and others. */
  readonly references?: readonly Reference[];
  /** DTP*472: what is read may lack it, what is written must not. */
  readonly serviceDates?: DateRange;
  readonly lines?: readonly LineAck277CA[];
}

/** Loop 2220D. */
export interface LineAck277CA {
  readonly procedure: Procedure;
  readonly charge: Cents;
  readonly revenueCode?: string;
  readonly quantity?: number;
  readonly statuses: readonly StatusInformation[];
  /** REF*FJ. */
  readonly controlNumber?: string;
  readonly serviceDates?: DateRange;
}
