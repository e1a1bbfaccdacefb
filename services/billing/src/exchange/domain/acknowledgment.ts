import type { Ack999, TransactionAck999 } from "@practicum/x12/999/types";
import type { ClaimAck277CA, Transaction277CA } from "@practicum/x12/277ca/types";
import type { StatusCode, StatusInformation } from "@practicum/x12/status/types";

export interface AckReading {
  readonly answer: "acknowledged" | "accepted" | "rejected";
  readonly detail: string;
}

/** IK304 in our own words. */
const SEGMENT_ERRORS: { readonly [code: string]: string } = {
  "1": "is not known there",
  "2": "is not expected there",
  "3": "is missing",
  "4": "comes too often",
  "5": "comes too often",
  "6": "does not belong to this transaction",
  "7": "is out of order",
  "8": "has wrong elements",
};

/** IK403 in our own words. */
const ELEMENT_ERRORS: { readonly [code: string]: string } = {
  "1": "is missing",
  "2": "is missing though another element wants it",
  "3": "is one too many",
  "4": "is too short",
  "5": "is too long",
  "6": "has a character that is not allowed",
  "7": "is not a code of the list",
  "8": "is not a date",
  "9": "is not a time",
  "10": "excludes another element",
};

/** A whole group by its 999 (AK9), where a transaction has no IK5 of its own. */
export function readGroupAck(ack: Ack999): AckReading {
  return ack.outcome === "R" || ack.outcome === "M" || ack.outcome === "W" || ack.outcome === "X"
    ? { answer: "rejected", detail: "The receiver could not take the group (999)." }
    : { answer: "acknowledged", detail: "Taken in without faults of form (999)." };
}

/** One transaction by its 999 (IK5); the faults are named by segment and element, without values. */
export function readTransactionAck(ack: TransactionAck999): AckReading {
  const rejected = !["A", "E"].includes(ack.outcome);
  if (!rejected) return { answer: "acknowledged", detail: "Taken in without faults of form (999)." };
  const faults = ack.segmentErrors.slice(0, 5).map((segment) => {
    const elements = segment.elementErrors.map(
      (element) =>
        `${segment.segmentId}${String(element.elementPosition).padStart(2, "0")} ${ELEMENT_ERRORS[element.code] ?? "is wrong"}`,
    );
    const own = `${segment.segmentId} ${SEGMENT_ERRORS[segment.code] ?? "is wrong"}`;
    return `${segment.loop ? `loop ${segment.loop}: ` : ""}${elements.length > 0 ? elements.join(", ") : own}`;
  });
  return { answer: "rejected", detail: `Refused for its form (999): ${faults.join("; ") || "no segment was named"}.` };
}

/** STC01-2 in our own words: what a payer finds wrong before it adjudicates. */
const STATUS_CODES: { readonly [code: string]: string } = {
  "0": "the payer can't say by file",
  "1": "call the payer for more",
  "3": "decided, waiting for the next payment run",
  "16": "accepted for processing",
  "19": "received and waiting",
  "20": "accepted for processing",
  "21": "missing or invalid information",
  "24": "entity not approved as an electronic submitter",
  "26": "entity not found",
  "33": "the subscriber was not found",
  "35": "the claim was not found",
  "65": "paid",
  "78": "duplicate of an existing claim",
  "88": "not eligible on the date of service",
  "97": "the patient's eligibility was not found",
  "107": "decided by the contract",
  "116": "sent to the wrong payer",
  "145": "the provider's specialty or taxonomy",
  "153": "the entity's number",
  "158": "the birth date",
  "164": "the member number",
  "187": "the dates of service",
  "188": "the statement's dates",
  "218": "the drug code",
  "228": "the type of bill",
  "249": "the place of service",
  "254": "the principal diagnosis",
  "255": "a diagnosis",
  "400": "the claim is out of balance",
  "453": "a modifier",
  "454": "a procedure code",
  "455": "a revenue code",
  "464": "the payer's claim number",
  "465": "the principal procedure",
  "476": "the units",
  "477": "a diagnosis pointer",
  "478": "the charge",
  "500": "the address",
  "507": "the HCPCS code",
  "535": "the claim's frequency",
  "562": "the NPI",
  "585": "denied in whole or in part",
  "673": "the patient's reason for the visit",
  "746": "duplicate submission",
};

/** A status code (STC01-2) in our own words; null where there are none for it. */
export function statusMeaning(code: string): string | null {
  return STATUS_CODES[code] ?? null;
}

/** STC01-3: whom it is about. */
const ENTITIES: { readonly [code: string]: string } = {
  "40": "receiver",
  "41": "submitter",
  "77": "service location",
  "82": "rendering provider",
  "85": "billing provider",
  DN: "referring provider",
  DQ: "supervising provider",
  IL: "subscriber",
  PR: "payer",
  QC: "patient",
};

const ACCEPTED = ["A1", "A2"];
const REJECTED = ["A3", "A4", "A6", "A7", "A8"];

/** One claim by its 277CA: A2 accepted; A3, A4, A6, A7, A8 rejected; A1 alone is a receipt. */
export function readClaimAck(ack: ClaimAck277CA): AckReading {
  const all = [...ack.statuses, ...(ack.lines ?? []).flatMap((line) => line.statuses)].flatMap(codesOf);
  const bad = all.filter((one) => REJECTED.includes(one.category));
  if (bad.length > 0)
    return { answer: "rejected", detail: `Rejected (277CA): ${[...new Set(bad.map(words))].join("; ")}.` };
  if (all.some((one) => one.category === "A2"))
    return { answer: "accepted", detail: "Accepted for processing (277CA)." };
  const received = all.some((one) => ACCEPTED.includes(one.category));
  return { answer: "acknowledged", detail: received ? "Received (277CA)." : "Answered without a decision (277CA)." };
}

function codesOf(status: StatusInformation): readonly StatusCode[] {
  return status.codes;
}

function words(one: StatusCode): string {
  const meaning = STATUS_CODES[one.status] ?? `status ${one.status}`;
  const whom = one.entity ? ENTITIES[one.entity] : undefined;
  return `${one.category}:${one.status} ${meaning}${whom ? ` (${whom})` : ""}`;
}

/** What a 277CA says of the whole file, when it names no claims: a refusal of everything, or null. */
export function readFileAck(transaction: Transaction277CA): AckReading | null {
  const named = transaction.receiver.providers.some((provider) => provider.claims.length > 0);
  const codes = transaction.receiver.statuses.flatMap(codesOf);
  const bad = codes.filter((one) => REJECTED.includes(one.category));
  if (named || bad.length === 0) return null;
  return { answer: "rejected", detail: `The file was rejected (277CA): ${bad.map(words).join("; ")}.` };
}
