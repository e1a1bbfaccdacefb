import type { LocalDate } from "@practicum/kernel/local-date";

interface ToPharmacy {
  readonly name: string;
  readonly ncpdpId: string | null;
}

/**
 * What goes to a pharmacy, after what is public of NCPDP SCRIPT: a new prescription (NewRx), that it is not to be filled any more (CancelRx), and
 * the answer to a pharmacy that asked for a refill (RxRenewalResponse).
 * What comes back (Status, RxFill) is a step of the order.
 */
export type PharmacyMessage =
  | {
      readonly kind: "new";
      readonly orderId: string;
      readonly to: ToPharmacy;
      readonly writtenOn: LocalDate;
      readonly prescriber: { readonly name: string; readonly npi: string | null; readonly supervisor: string | null };
      readonly patient: {
        readonly family: string;
        readonly given: string;
        readonly birthDate: LocalDate;
        readonly sex: "female" | "male" | "unknown";
      };
      readonly medication: {
        readonly description: string;
        readonly rxnorm: string | null;
        readonly sig: string;
        readonly quantity: number;
        readonly quantityUnit: string;
        readonly daysSupply: number;
        readonly refills: number;
        readonly substitution: "permitted" | "not-permitted";
      };
    }
  | { readonly kind: "cancel"; readonly orderId: string; readonly to: ToPharmacy; readonly reason: string }
  | {
      readonly kind: "renewal";
      readonly orderId: string;
      readonly to: ToPharmacy;
      readonly answer: "approved" | "denied";
      /** How often it may be dispensed by this answer; null where it is denied. */
      readonly fills: number | null;
      readonly prescriber: string;
      readonly reason: string;
    };
