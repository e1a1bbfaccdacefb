import type { TrialSide } from "@practicum/contracts/billing/contract-trials";
import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import type { Generated } from "kysely";
import type { TrialTally } from "../contracts/domain/contract-trial.ts";

/** A side of a comparison, with the name that it had. */
interface NamedSide {
  readonly side: TrialSide;
  readonly name: string;
}

export interface ContractSchema {
  fee_schedule: { schedule_id: string; name: string };
  fee_schedule_price: { schedule_id: string; code: string; from_date: string; price: number };
  payer_contract: { contract_id: string; payer_id: string };
  payer_contract_version: {
    contract_id: string;
    version: number;
    from_date: string;
    /** Null: it ends with the day before. */
    content: ContractContent | null;
    at: string;
    by_name: string;
    because: string | null;
    undoes: number | null;
  };
  judged_line: {
    claim_id: string;
    charge_id: string;
    remittance_claim_id: string;
    payer_id: string;
    service_date: string;
    code: string;
    label: string;
    /** Priced by the contract and decided; not priced, or not decided line by line; refused in whole or in part. */
    kind: "known" | "unknown" | "refused";
    billed: number;
    /** Of a known line. */
    expected: number | null;
    allowed: number;
    paid: number;
    /** What was found to be missing; what a case or a claim lacks as a whole stands on its dearest line. */
    missing: number;
    contract_id: string | null;
    contract_version: number | null;
    term: string | null;
    because: string;
  };
  underpayment_letter: {
    letter_id: string;
    sequence: Generated<number>;
    payer_id: string;
    way: "fax" | "by-hand";
    fax: string | null;
    body: string;
    /** Base64. */
    pdf: string;
    pages: number;
    status: "queued" | "sent";
    sent_on: string;
    made_at: string;
    made_by: string;
  };
  underpayment_letter_line: { underpayment_id: string; letter_id: string };
  contract_trial: {
    trial_id: string;
    payer_id: string | null;
    sides: { readonly left: NamedSide; readonly right: NamedSide };
    since: string;
    sent_from: string;
    sent_until: string;
    state: "running" | "done" | "stopped";
    /** Where the next piece begins; null for the beginning. */
    goes_on: string | null;
    claims: number;
    looked: number;
    tally: TrialTally;
    started_at: string;
    started_by: string;
  };
}
