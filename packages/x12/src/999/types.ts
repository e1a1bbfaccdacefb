/** One ST..SE of an implementation acknowledgment (X12 005010X231A1). */
export interface Ack999 {
  /** ST02. */
  readonly controlNumber: string;
  /** AK101: "HC" for an 837, "HS" for a 270, "HR" for a 276. */
  readonly groupCode: string;
  /** AK102: GS06 of what is acknowledged. */
  readonly groupControlNumber: string;
  /** AK103: GS08. */
  readonly version?: string;
  readonly transactions: readonly TransactionAck999[];
  /** AK901: "A" accepted, "E" accepted with errors, "P" partly, "R" rejected, "M", "W", "X" (security). */
  readonly outcome: string;
  /** AK902 to AK904. */
  readonly included: number;
  readonly received: number;
  readonly accepted: number;
  /** AK905 to AK909. */
  readonly groupErrors?: readonly string[];
}

/** Loop 2000: AK2 to IK5. */
export interface TransactionAck999 {
  /** AK201: "837". */
  readonly transactionCode: string;
  /** AK202: ST02. */
  readonly controlNumber: string;
  /** AK203: ST03. */
  readonly version?: string;
  readonly segmentErrors: readonly SegmentError999[];
  /** IK501: "A", "E", "M", "R", "W", "X". */
  readonly outcome: string;
  /** IK502 to IK506. */
  readonly errors?: readonly string[];
}

/** Loop 2100: IK3, CTX, and the elements of loop 2110. */
export interface SegmentError999 {
  readonly segmentId: string;
  /** IK302: position in the transaction, ST being 1. */
  readonly position: number;
  /** IK303. */
  readonly loop?: string;
  /** IK304: "1" unrecognized, "2" unexpected, "3" required missing, "4" loop too often, "5" segment too often, "6" not in this transaction, "7" out of sequence, "8" element errors, "I4", "I6" to "I9" implementation. */
  readonly code: string;
  /** CTX: the situation or business unit, as "CLM01:..." pieces. */
  readonly contexts?: readonly Context999[];
  readonly elementErrors: readonly ElementError999[];
}

/** CTX: either a named business unit (CTX01-1 and CTX01-2) or "SITUATIONAL TRIGGER" with the segment that caused it. */
export interface Context999 {
  readonly name: string;
  readonly value?: string;
  readonly segmentId?: string;
  readonly position?: number;
  readonly loop?: string;
  readonly elementPosition?: number;
  readonly componentPosition?: number;
}

/** IK4. */
export interface ElementError999 {
  readonly elementPosition: number;
  readonly componentPosition?: number;
  readonly repetition?: number;
  /** IK402: X12 data element number. */
  readonly elementNumber?: number;
  /** IK403: "1" missing, "4" too short, "5" too long, "6" character, "7" code, "8" date, "9" time, "10" exclusion, "12" repetitions, "I6", "I9" and so on. */
  readonly code: string;
  /** IK404: a copy of the bad value. Ours never writes it: it may be patient data. */
  readonly badValue?: string;
}
