import type { CommandInput } from "../../../api/use-command.ts";
import { adjustmentsIn, type Adjustments } from "../era/adjustment-words.ts";

export type Draft = CommandInput<"billing", "saveEob">["draft"];
export type DraftClaim = Draft["claims"][number];
type Posted = Pick<CommandInput<"billing", "postEob">, "claims" | "beside">;

/** A claim that an EOB is about, with the amounts that were billed. */
export interface ClaimToKey {
  readonly claimId: string;
  readonly total: number;
  /** What the payer paid by the decision that stands; null while nothing is decided that it could take back. */
  readonly decidedPaid: number | null;
  readonly lines: readonly { readonly lineNumber: number; readonly amount: number }[];
}

/** A claim with what a person knows it by. */
export interface KnownClaim extends ClaimToKey {
  readonly number: string;
  readonly patientName: {
    readonly family: string;
    readonly given: string;
    readonly middle: string | null;
    readonly suffix: string | null;
  };
  readonly serviceDate: string;
  readonly lines: readonly {
    readonly lineNumber: number;
    readonly amount: number;
    readonly code: string;
    readonly label: string;
  }[];
}

/** What is keyed of one line, read. */
export interface LineRead {
  readonly paid: number;
  /** Null where it can't be read. */
  readonly adjustments: Adjustments | null;
  /** Billed less paid less what was taken off. */
  readonly left: number;
}

export interface EobRead {
  readonly lines: ReadonlyMap<string, LineRead>;
  /** Of each claim what is still to be explained: zero where it is balanced. */
  readonly left: ReadonlyMap<string, number>;
  readonly paid: number;
  readonly kept: number;
  /** The check less what was paid plus what was kept back: zero when the batch may close. */
  readonly variance: number;
  /** What stops the posting; null when nothing does. */
  readonly stops: string | null;
  readonly posted: Posted;
}

export const lineKey = (claimId: string, lineNumber: number) => `${claimId} ${lineNumber}`;

const REMARK = /^[A-Z]{1,2}\d{1,4}$/;

function remarksIn(text: string): string[] | null {
  const parts = text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  return parts.every((part) => REMARK.test(part)) ? parts : null;
}

/** Reads what is keyed so far against what was billed (BIL-101). A take back explains itself: it is what was decided before. */
export function readEob(amount: number, draft: Draft, claims: readonly ClaimToKey[]): EobRead {
  const lines = new Map<string, LineRead>();
  const left = new Map<string, number>();
  const problems: string[] = [];
  let paid = 0;
  const posted: Posted["claims"] = [];
  for (const one of draft.claims) {
    const claim = claims.find((each) => each.claimId === one.claimId);
    if (!claim) continue;
    if (one.takeBack) {
      left.set(one.claimId, 0);
      paid -= claim.decidedPaid ?? 0;
      posted.push({ ...bare(one), adjustments: [], lines: [] });
      continue;
    }
    const own = adjustmentsIn(one.off);
    if (own === null) problems.push("Something taken off a claim can't be read.");
    const keyed = claim.lines.map((line) => {
      const said = one.lines.find((each) => each.lineNumber === line.lineNumber);
      const read = readLine(line.amount, said?.paid ?? 0, said?.off ?? "");
      const remarks = remarksIn(said?.remarks ?? "");
      if (read.adjustments === null) problems.push("Something taken off a line can't be read.");
      if (remarks === null) problems.push("A remark code can't be read.");
      lines.set(lineKey(one.claimId, line.lineNumber), read);
      paid += read.paid;
      return {
        lineNumber: line.lineNumber,
        paid: read.paid,
        adjustments: read.adjustments ?? [],
        remarks: remarks ?? [],
      };
    });
    const off = (own ?? []).reduce((sum, each) => sum + each.amount, 0);
    const open = keyed.reduce(
      (sum, line) => sum + line.adjustments.reduce((all, each) => all + each.amount, line.paid),
      off,
    );
    left.set(one.claimId, claim.total - open);
    posted.push({ ...bare(one), adjustments: own ?? [], lines: keyed });
  }
  const beside = draft.beside.filter((one) => one.reason !== "" || one.amount !== null);
  if (beside.some((one) => !/^[0-9A-Z]{2}$/i.test(one.reason) || one.amount === null))
    problems.push("Give each amount beside the claims its code and its amount.");
  const kept = beside.reduce((sum, one) => sum + (one.amount ?? 0), 0);
  const variance = amount - paid + kept;
  if (posted.length === 0) problems.push("Add the claims of the EOB.");
  if ([...left.values()].some((one) => one !== 0)) problems.push("A claim is not explained yet.");
  if (variance !== 0) problems.push("The variance must be $0.00.");
  return {
    lines,
    left,
    paid,
    kept,
    variance,
    stops: problems[0] ?? null,
    posted: {
      claims: posted,
      beside: beside.map((one) => ({
        reason: one.reason.toUpperCase(),
        reference: one.reference,
        amount: one.amount ?? 0,
      })),
    },
  };
}

function bare({ claimId, takeBack, payerClaimNumber }: DraftClaim) {
  return { claimId, takeBack, payerClaimNumber };
}

function readLine(billed: number, paid: number, off: string): LineRead {
  const adjustments = adjustmentsIn(off, billed - paid);
  const taken = (adjustments ?? []).reduce((sum, one) => sum + one.amount, 0);
  return { paid, adjustments, left: billed - paid - taken };
}

/** A claim that was just added: nothing keyed. */
export function newClaim(claim: ClaimToKey): DraftClaim {
  return {
    claimId: claim.claimId,
    takeBack: false,
    payerClaimNumber: "",
    off: "",
    lines: claim.lines.map((line) => ({ lineNumber: line.lineNumber, paid: null, off: "", remarks: "" })),
  };
}
