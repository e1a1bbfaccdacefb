import { delimitersOf } from "../../exchange/domain/exchange-file.ts";
import { subjectsOf } from "../../exchange/domain/file-subjects.ts";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Filing } from "./letter-facts.ts";

interface Sending {
  readonly sentOn: LocalDate;
  readonly controlNumber: number | null;
  readonly reference: string | null;
}

interface Acknowledgment {
  readonly on: LocalDate;
  readonly kind: string;
  readonly what: string;
  readonly words: string;
  readonly content: string;
}

/**
 * BIL-184: when a claim was filed, and what the receivers said to it: the proof of timely filing. Each answer stands at the sending whose
 * number it gives back; only its segments about this claim go along, for the file holds other people's claims too.
 */
export function filingsOf(
  claimNumber: string,
  sendings: readonly Sending[],
  acknowledgments: readonly Acknowledgment[],
): readonly Filing[] {
  const placed = acknowledgments.map((one) => ({ one, at: sendings.findIndex((sending) => answers(one, sending)) }));
  return sendings.map((sending, at) => ({
    ...sending,
    answers: placed
      .filter((answer) => answer.at === at)
      .map(({ one }) => ({
        on: one.on,
        kind: one.kind,
        accepted: one.what.startsWith("Accepted"),
        words: one.words,
        segments: segmentsAbout(one, claimNumber),
      })),
  }));
}

function answers({ kind, content }: Acknowledgment, { controlNumber, reference }: Sending): boolean {
  if (kind === "999") return controlNumber !== null && subjectsOf(content).answeredControls.includes(controlNumber);
  return reference !== null && subjectsOf(content).traces.includes(reference);
}

/** Of a 999 its answer to the transaction; of a 277CA what stands between this claim's TRN and the next level. */
function segmentsAbout({ kind, content }: Acknowledgment, claimNumber: string): readonly string[] {
  const parts = delimitersOf(content.trimStart());
  if (parts === null) return [];
  const segments = content
    .trimStart()
    .split(parts.segment)
    .map((one) => one.trim());
  const elements = (segment: string) => segment.split(parts.element);
  if (kind === "999") return segments.filter((one) => ["AK1", "IK5", "AK9"].includes(elements(one)[0] ?? ""));
  const from = segments.findIndex((one) => elements(one)[0] === "TRN" && elements(one)[2] === claimNumber);
  if (from < 0) return [];
  const rest = segments.slice(from);
  const end = rest.findIndex((one, at) => at > 0 && ["HL", "SE", "TRN"].includes(elements(one)[0] ?? ""));
  return end < 0 ? rest : rest.slice(0, end);
}
