import { addDays } from "@practicum/kernel/local-date";
import { npiCheckDigit } from "@practicum/kernel/npi";
import fc from "fast-check";
import type {
  Address,
  Contact,
  DateRange,
  Delimiters,
  EntityName,
  Interchange,
  InterchangeHeader,
  PersonName,
  Procedure,
  Reference,
} from "../types.ts";

/** Generated values for the property tests: legal in X12, and with every optional part sometimes there and sometimes not. */

export const text = (max: number, min = 1): fc.Arbitrary<string> =>
  fc.stringMatching(
    new RegExp(`^[A-Z0-9]([A-Za-z0-9 .,'&#/-]{${Math.max(min - 2, 0)},${max - 2}}[A-Z0-9])${min > 1 ? "" : "?"}$`),
  );
export const code = (...codes: string[]): fc.Arbitrary<string> => fc.constantFrom(...codes);
export const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
export const cents = fc.integer({ min: 0, max: 9_999_999 });
export const anyCents = fc.integer({ min: -9_999_999, max: 9_999_999 });
export const day = fc.integer({ min: 0, max: 4000 }).map((days) => addDays("2015-01-01", days));
export const birthday = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("1940-01-01", days));
export const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
export const quantity = fc.integer({ min: 1, max: 99_999 }).map((n) => n / 10);
export const npi = fc
  .integer({ min: 100_000_000, max: 299_999_999 })
  .map((nine) => `${nine}${npiCheckDigit(String(nine))}`);

export function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 });
}
export function list<T>(arbitrary: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<T[] | undefined> {
  return maybe(fc.array(arbitrary, { minLength: 1, maxLength }));
}

export const range: fc.Arbitrary<DateRange> = fc
  .tuple(day, fc.integer({ min: 0, max: 9 }))
  .map(([from, days]) => ({ from, to: addDays(from, days) }));
export const person: fc.Arbitrary<PersonName> = fc.record({
  kind: fc.constant("person" as const),
  last: text(40),
  first: maybe(text(25)),
  middle: maybe(text(20)),
  suffix: maybe(code("JR", "SR", "III")),
});
export const organization: fc.Arbitrary<EntityName> = fc.record({
  kind: fc.constant("organization" as const),
  name: text(50),
});
export const anyName: fc.Arbitrary<EntityName> = fc.oneof(person, organization);
export const address = (zipLength: 5 | 9 = 5): fc.Arbitrary<Address> =>
  fc.record({
    line1: fc.stringMatching(/^[1-9][0-9]{0,3} (ELM|OAK|MAIN) ST$/),
    line2: maybe(fc.stringMatching(/^APT [0-9]{1,3}$/)),
    city: text(25, 2),
    state: code("CA", "NV", "TX"),
    zip: digits(zipLength),
  });
export const contact: fc.Arbitrary<Contact> = fc.record({
  name: text(30),
  phone: digits(10),
  extension: maybe(digits(4)),
});
export const reference = (...qualifiers: string[]): fc.Arbitrary<Reference> =>
  fc.record({ qualifier: code(...qualifiers), value: text(30) });
/** Some of the qualifiers, each at most once. */
export const references = (...qualifiers: string[]): fc.Arbitrary<Reference[] | undefined> =>
  maybe(
    fc.uniqueArray(reference(...qualifiers), {
      minLength: 1,
      maxLength: qualifiers.length,
      selector: (one) => one.qualifier,
    }),
  );
export const hcpcs = fc.stringMatching(/^[A-CG-IK-V][0-9]{4}$/);
export const procedure: fc.Arbitrary<Procedure> = fc.record({
  qualifier: fc.constant("HC"),
  code: hcpcs,
  modifiers: maybe(fc.uniqueArray(code("25", "59", "RT", "LT", "TC", "GY"), { minLength: 1, maxLength: 4 })),
  description: maybe(text(40)),
});

export const delimiters: fc.Arbitrary<Delimiters> = fc
  .shuffledSubarray([..."|!~%@=;<>?$_{}"], { minLength: 4, maxLength: 4 })
  .map(([element = "", segment = "", component = "", repetition = ""]) => ({
    element,
    segment,
    component,
    repetition,
  }));

const header: fc.Arbitrary<InterchangeHeader> = fc.record({
  senderQualifier: code("ZZ", "30", "01"),
  senderId: fc.stringMatching(/^[A-Z0-9]{2,15}$/),
  receiverQualifier: code("ZZ", "30", "01"),
  receiverId: fc.stringMatching(/^[A-Z0-9]{2,15}$/),
  date: day,
  time,
  controlNumber: fc.integer({ min: 1, max: 999_999_999 }),
  acknowledgmentRequested: maybe(fc.constant(true)),
  usage: fc.constantFrom("P" as const, "T" as const),
  authorization: maybe(fc.record({ qualifier: fc.constant("03"), value: fc.stringMatching(/^[A-Z0-9]{1,10}$/) })),
});

/** An interchange of one to three transactions, their control numbers made different. */
export function interchangeOf<T extends { readonly controlNumber: string }>(
  transaction: fc.Arbitrary<T>,
): fc.Arbitrary<Interchange<T>> {
  return fc.record({
    interchange: header,
    group: fc.record({
      senderCode: fc.stringMatching(/^[A-Z0-9]{2,15}$/),
      receiverCode: fc.stringMatching(/^[A-Z0-9]{2,15}$/),
      date: day,
      time,
      controlNumber: fc.integer({ min: 1, max: 999_999_999 }),
    }),
    transactions: fc
      .array(transaction, { minLength: 1, maxLength: 3 })
      .map((all) => all.map((one, at) => ({ ...one, controlNumber: String(at + 1).padStart(4, "0") }))),
  });
}

/** What every BHT has. */
export const transactionHeader = {
  controlNumber: fc.constant("0001"),
  referenceId: text(30),
  date: fc.constant("2026-11-20"),
  time,
};

/** Neighbours share their source and receiver, so that levels are shared. */
export function sharing<T extends object>(items: fc.Arbitrary<T>, parts: readonly (keyof T)[]): fc.Arbitrary<T[]> {
  return fc.array(fc.tuple(items, fc.boolean()), { minLength: 1, maxLength: 4 }).map((all) => {
    const made: T[] = [];
    for (const [item, shares] of all) {
      const before = made.at(-1);
      const shared = before && shares ? Object.fromEntries(parts.map((part) => [part, before[part]])) : {};
      made.push({ ...item, ...shared });
    }
    return made;
  });
}

export const payerId = fc.record({ qualifier: fc.constant("PI"), value: text(20, 2) });
export const npiId = npi.map((value) => ({ qualifier: "XX", value }));
export const memberId = fc.record({ qualifier: fc.constant("MI"), value: text(20, 2) });
export const sex = fc.constantFrom("F" as const, "M" as const);
export const plainProcedure = procedure.map(({ description: _description, ...rest }) => rest);
