import type { Cents } from "@practicum/kernel/money";

/** What is found of a line, as far as it tells one finding from another. */
interface Found {
  readonly charge_id: string;
  readonly missing: Cents | null;
  readonly expected: Cents | null;
  readonly allowed: Cents;
  readonly contract_id: string | null;
  readonly contract_version: number | null;
  readonly term: string | null;
  readonly because: string | null;
}

/** A line that stands in the queue, or stood there. */
export interface Standing extends Found {
  readonly underpayment_id: string;
  readonly status: "open" | "disputed" | "accepted" | "closed";
  readonly note: string | null;
  /** Closed because by the contracts of then nothing was missing. */
  readonly left_queue: boolean;
}

/** What becomes of the queue of a decision when the contracts say something else (BIL-400). */
export interface QueueChanges<F extends Found> {
  readonly enter: readonly F[];
  /** They stand there with other amounts, or come back after they had left it. */
  readonly refresh: readonly {
    readonly underpaymentId: string;
    readonly found: F;
    /** Whether it had left, has another amount, or is the same amount told otherwise. */
    readonly what: "came-back" | "amount" | "words";
  }[];
  readonly leave: readonly string[];
}

/**
 * What is found now beside what stands there. What a person worked (disputed, accepted, opened again with a reason) is left alone, found or
 * not; what the payer's reversal closed belongs to a posting that is gone.
 */
export function queueChanges<F extends Found>(standing: readonly Standing[], found: readonly F[]): QueueChanges<F> {
  const live = standing.filter((one) => one.status !== "closed" || one.left_queue);
  const byCharge = new Map(live.map((one) => [one.charge_id, one]));
  const wanted = new Set(found.map((one) => one.charge_id));
  return {
    enter: found.filter((one) => !byCharge.has(one.charge_id)),
    refresh: found.flatMap((one) => {
      const before = byCharge.get(one.charge_id);
      if (!before || isWorked(before) || (!before.left_queue && isSame(before, one))) return [];
      const what = before.left_queue ? "came-back" : before.missing === one.missing ? "words" : "amount";
      return [{ underpaymentId: before.underpayment_id, found: one, what }];
    }),
    leave: live.flatMap((one) =>
      wanted.has(one.charge_id) || one.left_queue || isWorked(one) ? [] : [one.underpayment_id],
    ),
  };
}

function isWorked({ status, note, left_queue }: Standing): boolean {
  return !left_queue && (status !== "open" || note !== null);
}

function isSame(before: Standing, found: Found): boolean {
  return (
    before.missing === found.missing &&
    before.expected === found.expected &&
    before.allowed === found.allowed &&
    before.contract_id === found.contract_id &&
    before.contract_version === found.contract_version &&
    before.term === found.term &&
    before.because === found.because
  );
}
