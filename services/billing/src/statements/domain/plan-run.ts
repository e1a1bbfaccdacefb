import type { LeftBecause } from "@practicum/contracts/billing/statement-runs";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { Decided, PaperStep } from "./dunning.ts";
import { unprintable } from "./printable.ts";

/** Somebody who owes something, with what decides whether a paper can go by mail. */
export interface Candidate {
  readonly patientId: string;
  readonly due: Cents;
  readonly decided: Decided;
  readonly active: boolean;
  /** The lines of the address that the paper would go to: the name first. */
  readonly addressLines: readonly string[];
  readonly patientName: string;
}

export type Planned =
  | { readonly patientId: string; readonly goes: true; readonly step: PaperStep; readonly asks: Cents }
  | {
      readonly patientId: string;
      readonly goes: false;
      readonly due: Cents;
      readonly because: LeftBecause;
      readonly on: LocalDate | null;
    };

/**
 * BIL-416: whether a run has a paper for somebody, or why not: a closed record before all else, then what stops the account or its cycle, then
 * what the mail needs.
 */
export function planMember({ patientId, due, decided, ...of }: Candidate): Planned {
  const { paper, because, on } = decided;
  const left = (why: LeftBecause): Planned => ({
    patientId,
    goes: false,
    due,
    because: why,
    on: why === "asked" ? on : null,
  });
  if (!of.active) return left("record-closed");
  if (because !== null) return left(because);
  if (paper === null) return left("nothing-due");
  if (of.addressLines.length < 2) return left("no-address");
  if ([...of.addressLines, of.patientName].some((line) => unprintable(line) !== null)) return left("not-printable");
  return { patientId, goes: true, step: paper.step, asks: paper.asks };
}

interface Mailed {
  readonly statement_id: string;
  readonly address_lines: readonly string[];
  readonly mailing: { readonly household: string | null } | null;
}

/** BIL-422: what goes to the same guarantor of a family at the same address goes in one envelope, where its first paper stands. */
export function envelopesOf<One extends Mailed>(papers: readonly One[]): One[][] {
  const byWhom = Map.groupBy(papers, (one) =>
    one.mailing?.household ? `${one.mailing.household} ${one.address_lines.join("|")}` : one.statement_id,
  );
  return [...byWhom.values()];
}

/** Envelopes put into files of about so many papers; no envelope is split. */
export function filesOf<One>(envelopes: readonly (readonly One[])[], papersMax: number): (readonly One[])[][] {
  const files: (readonly One[])[][] = [];
  let room = 0;
  for (const envelope of envelopes) {
    if (envelope.length > room || files.length === 0) {
      files.push([]);
      room = papersMax;
    }
    files.at(-1)?.push(envelope);
    room -= envelope.length;
  }
  return files;
}
