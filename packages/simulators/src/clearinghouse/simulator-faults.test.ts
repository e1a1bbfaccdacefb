import { addMs, type Instant } from "@practicum/kernel/instant";
import type { Result } from "@practicum/kernel/result";
import type { Claim837P } from "@practicum/x12/837p/types";
import { write837P } from "@practicum/x12/837p/write";
import type { WriteOptions } from "@practicum/x12/core/writer";
import { write270 } from "@practicum/x12/eligibility/write-270";
import { write276 } from "@practicum/x12/status/write-276";
import { interchangeOf } from "@practicum/x12/testing/arbitraries";
import { transaction837P } from "@practicum/x12/testing/claims-837p";
import { transaction270 } from "@practicum/x12/testing/eligibility";
import { transaction276 } from "@practicum/x12/testing/status";
import type { Finding, Interchange } from "@practicum/x12/types";
import { validate } from "@practicum/x12/validate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClearinghouseSimulator } from "./simulator.ts";

const day = 86_400_000;
const start: Instant = "2026-11-20T18:00:00.000Z";

/** Gives a simulator files, one a day, and looks at everything that comes out in the year after. */
function expectSound(contents: readonly string[]): void {
  const simulator = new ClearinghouseSimulator({ seed: "faults", dayMs: day, mistakes: true });
  contents.forEach((content, at) => simulator.receive({ name: `f${at}`, content }, addMs(start, at * day)));
  const files = simulator.due(addMs(start, 400 * day));
  expect(simulator.snapshot().failed).toEqual([]);
  expect(simulator.nextDueAt()).toBeNull();
  for (const { name, content } of files) {
    const errors = validate(content).filter((finding) => finding.severity === "error");
    expect(errors.map((one) => `${name}: ${one.rule} ${one.segmentId} ${one.message}`)).toEqual([]);
  }
}

/** A payer, and a member number of its form: the last two digits decide what comes of it. */
const member = fc
  .tuple(
    fc.constantFrom<readonly [string, string, string]>(
      ["SHARP", "SHP12345", ""],
      ["60054", "W1234567", ""],
      ["MCALS", "912345", "A"],
      ["MCRSD", "1EG4TE5MK", ""],
      ["SHARP", "SOMEONE", "ELSE"],
    ),
    fc.constantFrom("10", "11", "96", "97", "98", "99"),
  )
  .map(([[payerId, before, after], n]) => ({ payerId, memberId: `${before}${n}${after}` }));

/** No value holds these, so that a value may hold every sign that is a delimiter elsewhere. */
const delimiters = { element: "\u001D", segment: "\u001C", component: "\u001F", repetition: "\u001E" };

/** What makes trouble in a name or a number. The writer takes ASCII alone: the other letters come in afterwards. */
const odd = fc.constantFrom(
  "A:1",
  "A|1",
  "C*3>D",
  "D>4!5~6",
  "O'NEIL{}",
  "~*:|>!;=%{}<_?$@[]\\+-",
  "ENYE",
  "GREEK",
  "SZ",
);
const letters = { ENYE: "MUÑOZ", GREEK: "Ωμέγα", SZ: "ß".repeat(20) };

type Writer<T> = (value: Interchange<T>, options: WriteOptions) => Result<string, readonly Finding[]>;

function textOf<T>(value: Interchange<T>, write: Writer<T>): string {
  const result = write(value, { delimiters });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return Object.entries(letters).reduce((text, [token, letter]) => text.replaceAll(token, letter), result.value);
}

/** Changes that leave a file in X12's form, and often in the guide's; the count in SE is set right. */
const change = fc.record({
  kind: fc.constantFrom("remove", "repeat", "empty", "odd", "npi", "number"),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  element: fc.double({ min: 0, max: 0.999, noNaN: true }),
  text: fc.constantFrom("A:1", "MUÑOZ", "XX", "34", "2", "ZZ", "1234567890", "-5", "999999999999999", "20261101"),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function changed(text: string, { kind, at, element, text: value }: Change): string {
  const segments = text.split(delimiters.segment).map((segment) => segment.split(delimiters.element));
  const from = segments.findIndex((one) => one[0] === "ST") + 1;
  const to = segments.findIndex((one) => one[0] === "SE");
  const chosen = from + Math.floor(at * (to - from));
  const segment = segments[chosen] ?? [];
  const position = 1 + Math.floor(element * (segment.length - 1));
  if (kind === "remove") segments.splice(chosen, 1);
  else if (kind === "repeat") segments.splice(chosen, 0, segment);
  else if (kind === "empty") segment[position] = "";
  else if (kind === "odd") segment[position] = value;
  else if (kind === "npi" && segment[8] === "XX") segment[9] = "1234567890";
  else if (kind === "number" && /^[\d.]+$/.test(segment[position] ?? "")) segment[position] = value;
  let opened = 0;
  segments.forEach((one, index) => {
    if (one[0] === "ST") opened = index;
    if (one[0] === "SE") one[1] = String(index - opened + 1);
  });
  return segments.map((one) => one.join(delimiters.element)).join(delimiters.segment);
}

const changes = fc.array(change, { maxLength: 3 });

const claims = fc
  .tuple(
    interchangeOf(transaction837P),
    fc.array(
      fc.record({
        member,
        odd: fc.option(odd, { nil: undefined }),
        billed: fc.constantFrom("as it is", "without NPI", "by a company that is the subscriber"),
        on: fc.constantFrom("2026-11-18", "2026-11-02", "2023-01-01"),
        frequency: fc.constantFrom("1", "1", "7", "8"),
      }),
      { minLength: 12, maxLength: 12 },
    ),
    changes,
  )
  .map(([value, choices, all]) => {
    let at = 0;
    const claimOf = (claim: Claim837P): Claim837P => {
      const choice = choices[(at += 1) % choices.length];
      if (!choice) return claim;
      const { npi: _, ...withoutNpi } = claim.billingProvider;
      return {
        ...claim,
        id: choice.odd === undefined ? claim.id : `${choice.odd.slice(0, 10)}${at}`,
        payer: { ...claim.payer, id: { qualifier: "PI", value: choice.member.payerId } },
        billingProvider: choice.billed === "without NPI" ? withoutNpi : claim.billingProvider,
        frequency: choice.frequency,
        subscriber: {
          ...claim.subscriber,
          memberId: choice.member.memberId,
          name:
            choice.billed === "by a company that is the subscriber"
              ? { kind: "organization", name: choice.odd ?? "ACME" }
              : { kind: "person", last: choice.odd ?? "LOPEZ", first: "MARIA" },
        },
        lines: claim.lines.map((line) => ({ ...line, serviceDates: { from: choice.on, to: choice.on } })),
      };
    };
    const transactions = value.transactions.map((one) => ({ ...one, claims: one.claims.map(claimOf) }));
    return all.reduce(changed, textOf({ ...value, transactions }, write837P));
  });

const eligibility = fc
  .tuple(interchangeOf(transaction270), fc.array(fc.tuple(member, odd), { minLength: 5, maxLength: 5 }), changes)
  .map(([value, choices, all]) => {
    let at = 0;
    const transactions = value.transactions.map((transaction) => ({
      ...transaction,
      inquiries: transaction.inquiries.map((inquiry) => {
        const [{ payerId, memberId }, last] = choices[(at += 1) % choices.length] ?? fail();
        const id = { qualifier: "MI", value: memberId };
        return {
          ...inquiry,
          source: { ...inquiry.source, id: { qualifier: "PI", value: payerId } },
          subscriber: { ...inquiry.subscriber, id, name: { ...inquiry.subscriber.name, last } },
        };
      }),
    }));
    return all.reduce(changed, textOf({ ...value, transactions }, write270));
  });

const status = fc
  .tuple(interchangeOf(transaction276), fc.array(fc.tuple(member, odd), { minLength: 5, maxLength: 5 }), changes)
  .map(([value, choices, all]) => {
    let at = 0;
    const transactions = value.transactions.map((transaction) => ({
      ...transaction,
      inquiries: transaction.inquiries.map((inquiry) => {
        const [{ payerId, memberId }, trace] = choices[(at += 1) % choices.length] ?? fail();
        return {
          ...inquiry,
          payer: { ...inquiry.payer, id: { qualifier: "PI", value: payerId } },
          subscriber: { ...inquiry.subscriber, id: { qualifier: "MI", value: memberId } },
          trace,
        };
      }),
    }));
    return all.reduce(changed, textOf({ ...value, transactions }, write276));
  });

function fail(): never {
  throw new Error("there is a choice for each");
}

describe("nothing makes the simulator throw, and what it writes has no error", () => {
  const runs = { numRuns: 40 };
  test("claims", { timeout: 600_000 }, () => {
    fc.assert(fc.property(fc.array(claims, { minLength: 1, maxLength: 3 }), expectSound), runs);
  });
  test("eligibility questions", { timeout: 600_000 }, () => {
    fc.assert(fc.property(fc.array(eligibility, { minLength: 1, maxLength: 2 }), expectSound), runs);
  });
  test("status questions", { timeout: 600_000 }, () => {
    fc.assert(fc.property(fc.array(status, { minLength: 1, maxLength: 2 }), expectSound), runs);
  });
  test("an id of a kind that the guides don't allow is answered all the same", () => {
    // ISA05 and ISA07, of fixed length.
    for (const at of [32, 51]) {
      const [file = ""] = fc.sample(claims, { numRuns: 1, seed: 7 });
      expect([file[at - 1], file[at + 2]]).toEqual([file[3], file[3]]);
      expectSound([`${file.slice(0, at)}09${file.slice(at + 2)}`]);
    }
  });
  test("envelopes", { timeout: 600_000 }, () => {
    const noise = fc.record({ at: fc.integer({ min: 3, max: 180 }), text: fc.constantFrom("", "Z", "Ñ", "  ", "9") });
    const envelope = fc
      .tuple(fc.oneof(claims, eligibility), fc.array(noise, { minLength: 1, maxLength: 2 }))
      .map(([file, all]) =>
        all.reduce((text, { at, text: put }) => text.slice(0, at) + put + text.slice(at + 1), file),
      );
    fc.assert(fc.property(fc.tuple(envelope), expectSound), runs);
  });
});
