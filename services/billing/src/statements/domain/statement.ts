import type { Address, PersonName } from "@practicum/contracts/schema";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { LocalDate } from "@practicum/kernel/local-date";
import { formatDate } from "@practicum/kernel/local-date";
import type { BillTo } from "../../families/domain/family-bill.ts";
import type { Cents } from "@practicum/kernel/money";
import type { LedgerAccount } from "../../ledger/domain/ledger.ts";

export interface StatementLine {
  readonly date: LocalDate;
  readonly what: string;
  readonly amount: Cents;
}

/** "PR-1: ": the payer's code says nothing to a patient; the words after it do. */
const PAYER_CODE = /^(?:CO|CR|OA|PI|PR)-\w+: /;

/**
 * The lines that make up what a patient owes: of every visit that has something open, each amount that came to the patient and
 * each that was paid. They sum to the balance.
 */
export function statementLines(
  entries: readonly {
    readonly account: LedgerAccount;
    readonly amount: Cents;
    readonly date: LocalDate;
    readonly because: string;
    readonly encounterId: string | null;
    readonly chargeId: string | null;
  }[],
  visitDates: ReadonlyMap<string, LocalDate>,
  /** What each charge is for. */
  services: ReadonlyMap<string, string>,
): StatementLine[] {
  const own = entries.filter((entry) => entry.account === "patient-receivable");
  const due = new Map<string | null, Cents>();
  for (const entry of own) due.set(entry.encounterId, (due.get(entry.encounterId) ?? 0) + entry.amount);
  const open = own.filter((entry) => due.get(entry.encounterId) !== 0);
  const dateOf = (encounterId: string | null) => visitDates.get(encounterId ?? "") ?? "";
  return open
    .map((entry) => ({ entry, visit: dateOf(entry.encounterId) }))
    .toSorted((a, b) => (a.visit === b.visit ? 0 : a.visit < b.visit ? -1 : 1))
    .map(({ entry, visit }) => {
      const because = entry.because.replace(PAYER_CODE, "");
      const service = services.get(entry.chargeId ?? "") ?? "";
      // What a patient pays alone names its service already.
      const named = because.includes(service) ? "" : service;
      const about = [visit && `Visit of ${formatDate(visit)}`, named].filter(Boolean).join(", ");
      return { date: entry.date, what: about === "" ? because : `${about}: ${because}`, amount: entry.amount };
    });
}

/** What payers have not decided yet, so that nobody is asked for it (BIL-45). */
export function insurancePending(
  entries: readonly { readonly account: LedgerAccount; readonly amount: Cents }[],
): Cents {
  return entries.reduce((sum, one) => (one.account === "insurance-receivable" ? sum + one.amount : sum), 0);
}

/**
 * Whom a statement goes to: the guarantor where there is one, with an address.
 *
 * What somebody who has died owes is asked of the estate, and says so (BIL-455).
 *
 * @param family whom the bills go to by the patient's family (BIL-320), before what the own record says
 */
export function addressLines(patient: Patient, family: BillTo | null = null): string[] {
  const to = family ?? patient.guarantor;
  const name = to?.name ?? patient.name;
  const address = to?.address ?? patient.address;
  const estate = to === null ? Boolean(patient.death) : (family?.estate ?? false);
  return [estate ? `Estate of ${nameText(name)}` : nameText(name), ...(address ? addressText(address) : [])].filter(
    (line) => line !== "",
  );
}

/** An address as it stands on an envelope. */
export function addressText({ line1, line2, city, state, zip }: Address): string[] {
  return [line1, line2 ?? "", `${city}, ${state} ${zipText(zip)}`].filter((line) => line !== "");
}

/** A name as an envelope has it. */
export function nameText({ given, middle, family, suffix }: PersonName): string {
  return [given, middle, family, suffix].filter(Boolean).join(" ");
}

function zipText(zip: string): string {
  return zip.length === 9 ? `${zip.slice(0, 5)}-${zip.slice(5)}` : zip;
}
