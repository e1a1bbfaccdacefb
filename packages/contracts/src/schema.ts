import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { isLocalDate, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { CENTS_MAX, type Cents } from "@practicum/kernel/money";
import { isDeaNumber } from "@practicum/kernel/dea-number";
import { isNpi } from "@practicum/kernel/npi";
import { z } from "zod";

/** The shapes that every contract is made of. Error texts are for the person at the screen. */

export const id = <K extends string>(_kind: K) =>
  z.guid({ error: "This is not a valid identifier." }).transform((v): Id<K> => v);

export const localDate = z
  .string()
  .refine(isLocalDate, { error: "Enter a date that exists, as MM/DD/YYYY." })
  .transform((v): LocalDate => v);
export const localTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "Enter a time, as 8:15 AM." })
  .transform((v): LocalTime => v);
export const instant = z.iso
  .datetime({ precision: 3, error: "This is not a valid moment." })
  .transform((v): Instant => v);

const wholeCents = z.int({ error: "Enter an amount in dollars and cents." });
const inBounds = wholeCents
  .min(-CENTS_MAX, { error: "Enter an amount of at least −$999,999,999.99." })
  .max(CENTS_MAX, { error: "Enter an amount of at most $999,999,999.99." });

/** One amount, in whole cents: what a person enters, or one figure of a payer's file. */
export const cents = inBounds.transform((v): Cents => v);
export const positiveCents = inBounds.positive({ error: "Enter an amount above $0.00." }).transform((v): Cents => v);
/** What one unit costs: nothing, or more. */
export const price = inBounds.nonnegative({ error: "Enter a price of $0.00 or more." }).transform((v): Cents => v);
/** What we added up: it may be more than one amount may be. */
export const sumOfCents = wholeCents.transform((v): Cents => v);

/** Trimmed text with something in it. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, { error: "This is required." })
    .max(max, { error: `Use at most ${max} characters.` });
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `Use at most ${max} characters.` });

export const npi = z
  .string()
  .refine(isNpi, { error: "This is not a valid NPI: ten digits with a correct check digit." });
/** Two letters and seven digits, of which the last checks the others (21 CFR 1301). */
export const dea = z.string().refine(isDeaNumber, {
  error: "This is not a valid DEA number: two letters and seven digits with a correct check digit.",
});
export const phone = z.string().regex(/^\d{10}$/, { error: "Enter a ten-digit phone number." });
/** A number that somebody is called at: one of ten digits, or one abroad with "+" and its country (ITU-T E.164: 15 digits at most). */
export const callbackNumber = z
  .string()
  .regex(/^(\d{10}|\+(?!1)[1-9]\d{6,14})$/, { error: "Enter a ten-digit phone number, or + and the country's code." });
export const state = z.string().regex(/^[A-Z]{2}$/, { error: "Enter a state, as CA." });
export const zip = z.string().regex(/^\d{5}(\d{4})?$/, { error: "Enter a ZIP code of five or nine digits." });

export const address = z.strictObject({
  line1: text(55),
  line2: optionalText(55).nullable(),
  city: text(30),
  state,
  zip,
});
export type Address = z.output<typeof address>;

export const personName = z.strictObject({
  family: text(60),
  given: text(35),
  middle: optionalText(25).nullable(),
  suffix: optionalText(10).nullable(),
});
export type PersonName = z.output<typeof personName>;

/** Administrative sex as payers are told it: DMG03. */
export const sex = z.enum(["female", "male", "unknown"]);

/** Version of a record, counted from 1; a write names the version it saw. */
export const version = z.int().min(1);
