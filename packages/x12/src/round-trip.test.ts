import fc from "fast-check";
import { expect, test } from "vitest";
import type { Result } from "@practicum/kernel/result";
import { read277CA } from "./277ca/read.ts";
import { write277CA } from "./277ca/write.ts";
import { read834 } from "./834/read.ts";
import { write834 } from "./834/write.ts";
import { read835 } from "./835/read.ts";
import { write835 } from "./835/write.ts";
import { read837P } from "./837p/read.ts";
import { write837P } from "./837p/write.ts";
import { read999 } from "./999/read.ts";
import { write999 } from "./999/write.ts";
import type { WriteOptions } from "./core/writer.ts";
import { read270 } from "./eligibility/read-270.ts";
import { read271 } from "./eligibility/read-271.ts";
import { write270 } from "./eligibility/write-270.ts";
import { write271 } from "./eligibility/write-271.ts";
import { read276 } from "./status/read-276.ts";
import { read277 } from "./status/read-277.ts";
import { write276 } from "./status/write-276.ts";
import { write277 } from "./status/write-277.ts";
import { readTa1, writeTa1 } from "./ta1/ta1.ts";
import { ack999, enrollment } from "./testing/answers.ts";
import { transaction270, transaction271 } from "./testing/eligibility.ts";
import { transaction276, transaction277, transaction277CA } from "./testing/status.ts";
import { delimiters, interchangeOf } from "./testing/arbitraries.ts";
import { transaction837P } from "./testing/claims-837p.ts";
import { remittance } from "./testing/remittances.ts";
import type { Finding, Interchange, ReadResult } from "./types.ts";
import { validate } from "./validate.ts";

/** X12-P5: what is written is read back as it was, with any delimiters, with or without line breaks, and is valid. */
function roundTrip<T extends { readonly controlNumber: string }>(
  name: string,
  transaction: fc.Arbitrary<T>,
  write: (value: Interchange<T>, options?: WriteOptions) => Result<string, readonly Finding[]>,
  read: (text: string | Iterable<string>) => ReadResult<readonly Interchange<T>[]>,
  numRuns = 100,
): void {
  const chunkSize = fc.integer({ min: 1, max: 500 });
  test(`X12-P5 ${name}`, { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        interchangeOf(transaction),
        fc.boolean(),
        fc.option(delimiters),
        chunkSize,
        (value, lineBreaks, chosen, size) => {
          const written = write(value, { lineBreaks, ...(chosen ? { delimiters: chosen } : {}) });
          // A generated text may hold a chosen delimiter: then it must be refused, which is another test's business.
          if (!written.ok && chosen && written.error.every((one) => one.rule === "X12-WRITE-CHARACTER")) return;
          expect(written.ok ? [] : written.error).toEqual([]);
          if (!written.ok) return;
          const result = read(written.value);
          expect(result.findings.filter((finding) => finding.severity === "error")).toEqual([]);
          expect(result.value).toEqual([value]);
          expect(read(pieces(written.value, size)).value).toEqual([value]);
          expect(validate(written.value).filter((finding) => finding.severity === "error")).toEqual([]);
        },
      ),
      { numRuns },
    );
  });
}

function* pieces(text: string, size: number): Iterable<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

roundTrip("837P", transaction837P, write837P, read837P, 40);
roundTrip("835", remittance, write835, read835);
roundTrip("270", transaction270, write270, read270);
roundTrip("271", transaction271, write271, read271);
roundTrip("276", transaction276, write276, read276);
roundTrip("277", transaction277, write277, read277);
roundTrip("277CA", transaction277CA, write277CA, read277CA);
roundTrip("999", ack999, write999, read999);
roundTrip("834", enrollment, write834, read834);

test("X12-P5 TA1", () => {
  fc.assert(
    fc.property(
      interchangeOf(ack999),
      fc.nat(999_999_999),
      fc.constantFrom("A", "E", "R"),
      (value, number, outcome) => {
        const acknowledgments = [
          { controlNumber: number, date: "2026-11-20", time: "08:15", outcome, note: outcome === "A" ? "000" : "001" },
        ] as const;
        const written = writeTa1({ interchange: value.interchange, acknowledgments });
        expect(written.ok).toBe(true);
        if (written.ok)
          expect(readTa1(written.value).value).toEqual([{ interchange: value.interchange, acknowledgments }]);
      },
    ),
  );
});
