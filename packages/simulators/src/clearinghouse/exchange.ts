import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { judgeClaims } from "@practicum/x12/277ca/build";
import { write277CA } from "@practicum/x12/277ca/write";
import type { Remittance835 } from "@practicum/x12/835/types";
import { write835 } from "@practicum/x12/835/write";
import { read837P } from "@practicum/x12/837p/read";
import type { Transaction837P } from "@practicum/x12/837p/types";
import { read270 } from "@practicum/x12/eligibility/read-270";
import type { EligibilityResponse, Transaction270 } from "@practicum/x12/eligibility/types";
import { write271 } from "@practicum/x12/eligibility/write-271";
import { read276 } from "@practicum/x12/status/read-276";
import type { StatusCode, StatusResponse, Transaction276 } from "@practicum/x12/status/types";
import { write277 } from "@practicum/x12/status/write-277";
import type { Interchange } from "@practicum/x12/types";
import type { Acknowledgment } from "./answer-837.ts";
import { answerHeaders } from "./trading-partner.ts";
import { writeFile } from "./write-file.ts";

/** A file that goes out, without its name. */
export interface Reply {
  readonly kind: "TA1" | "999" | "271" | "277" | "277CA" | "835";
  readonly content: string;
}

/** Whom a file came from: ISA05 and ISA06, GS02. */
export interface Sender {
  readonly qualifier: string;
  readonly id: string;
  readonly code: string;
}

export interface Stamp {
  readonly controlNumber: number;
  readonly date: LocalDate;
  readonly time: LocalTime;
}

/** What an incoming file holds. */
export interface Inbound {
  readonly claims: readonly Interchange<Transaction837P>[];
  /** What the standard has against each claim, in the order of the file. */
  readonly claimFaults: readonly (readonly StatusCode[])[];
  readonly eligibility: readonly Interchange<Transaction270>[];
  readonly status: readonly Interchange<Transaction276>[];
}

/** GS01: health care claim, eligibility inquiry, claim status inquiry. */
export function functionalGroup(content: string): "HC" | "HS" | "HR" | null {
  const found = /GS[^A-Za-z0-9](HC|HS|HR)/.exec(content.slice(0, 1000))?.[1];
  return found === "HC" || found === "HS" || found === "HR" ? found : null;
}

export function readInbound(content: string): Inbound {
  const group = functionalGroup(content);
  return {
    claims: group === "HC" ? read837P(content).value : [],
    claimFaults: group === "HC" ? judgeClaims(content) : [],
    eligibility: group === "HS" ? read270(content).value : [],
    status: group === "HR" ? read276(content).value : [],
  };
}

export function senderOf({ interchange, group }: Interchange<unknown>): Sender {
  return { qualifier: interchange.senderQualifier, id: interchange.senderId, code: group.senderCode };
}

export function encode271(
  to: Sender,
  stamp: Stamp,
  referenceId: string,
  responses: readonly EligibilityResponse[],
): Reply {
  const transaction = { ...header(stamp, referenceId), purpose: "11", responses };
  return {
    kind: "271",
    content: writeFile(
      { ...answerHeaders(to, stamp.controlNumber, stamp.date, stamp.time), transactions: [transaction] },
      write271,
    ),
  };
}

export function encode277(to: Sender, stamp: Stamp, referenceId: string, responses: readonly StatusResponse[]): Reply {
  const transaction = { ...header(stamp, referenceId), responses };
  return {
    kind: "277",
    content: writeFile(
      { ...answerHeaders(to, stamp.controlNumber, stamp.date, stamp.time), transactions: [transaction] },
      write277,
    ),
  };
}

export function encode277CA(to: Sender, stamp: Stamp, acknowledgment: Acknowledgment): Reply {
  const transaction = { ...header(stamp, `CA${stamp.controlNumber}`), ...acknowledgment };
  return {
    kind: "277CA",
    content: writeFile(
      { ...answerHeaders(to, stamp.controlNumber, stamp.date, stamp.time), transactions: [transaction] },
      write277CA,
    ),
  };
}

export function encode835(to: Sender, stamp: Stamp, remittance: Remittance835): Reply {
  return {
    kind: "835",
    content: writeFile(
      { ...answerHeaders(to, stamp.controlNumber, stamp.date, stamp.time), transactions: [remittance] },
      write835,
    ),
  };
}

function header(stamp: Stamp, referenceId: string) {
  return { controlNumber: "0001", referenceId, date: stamp.date, time: stamp.time };
}
