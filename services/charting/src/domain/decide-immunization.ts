import type { VaccineFunding, VaccineRoute } from "@practicum/contracts/charting/immunizations";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ageInYears, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/** A vaccine as the code set has it on the day. */
export interface KnownVaccine {
  readonly label: string;
  /** Whether it is still given. */
  readonly inUse: boolean;
}

interface Facts {
  readonly today: LocalDate;
  readonly bornOn: LocalDate;
  /** Undefined when no such vaccine is known. */
  readonly vaccine: KnownVaccine | undefined;
}

/** By mouth goes rotavirus vaccine alone, into the nose live influenza vaccine alone (CVX). The rest is injected. */
const BY_MOUTH: readonly string[] = ["116", "119"];
const INTO_NOSE: readonly string[] = ["111", "149"];

/** Rotavirus is 2 mL at most, and no muscle takes more than 5. */
const MOUTH_MAX_HUNDREDTHS = 250;
const NOSE_MAX_HUNDREDTHS = 50;
const INJECTION_MAX_HUNDREDTHS = 500;

interface GivenDose {
  readonly cvx: string;
  readonly route: VaccineRoute;
  readonly doseHundredthsMl: number;
  readonly givenOn: LocalDate;
  readonly expiresOn: LocalDate;
  readonly funding: VaccineFunding;
  readonly vis: { readonly editionOn: LocalDate; readonly givenOn: LocalDate } | null;
}

/** Vaccines for Children pays for whom it is named after: through 18 years (42 USC 1396s(h)(8)). */
const VFC_YEARS_MAX = 18;

/** Whether a dose was given as it is told (CHT-27): a vaccine in use, on a day that can be, of a lot that had not expired. */
export function decideGiven(dose: GivenDose, facts: Facts): Result<KnownVaccine, DomainError> {
  const vaccine = knownVaccine(facts);
  if (!vaccine.ok) return vaccine;
  if (!vaccine.value.inUse) {
    return refuse("cvx", "It is no longer given. Choose one in use, or write it down as given elsewhere.");
  }
  const day = dayFault(dose.givenOn, facts);
  if (day) return refuse("givenOn", day);
  if (dose.expiresOn < dose.givenOn) {
    return refuse(
      "expiresOn",
      `This lot expired on ${formatDate(dose.expiresOn)}. Take another one, or check the date.`,
    );
  }
  const amount = amountFault(dose);
  if (amount) return amount;
  if (dose.funding === "vfc" && ageInYears(facts.bornOn, dose.givenOn) > VFC_YEARS_MAX) {
    return refuse("funding", "Vaccines for Children is for patients up to 18 years.");
  }
  if (dose.vis && dose.vis.editionOn > dose.vis.givenOn) {
    return refuse("vis.editionOn", "The statement can’t be given before its edition.");
  }
  if (dose.vis && dose.vis.givenOn > facts.today) return refuse("vis.givenOn", "That day has not come yet.");
  return vaccine;
}

function amountFault({ cvx, route, doseHundredthsMl }: GivenDose): Result<never, DomainError> | null {
  if ((route === "oral") !== BY_MOUTH.includes(cvx) || (route === "intranasal") !== INTO_NOSE.includes(cvx))
    return refuse("route", "This vaccine is not given that way. Check the route, or the vaccine.");
  const most =
    route === "oral" ? MOUTH_MAX_HUNDREDTHS : route === "intranasal" ? NOSE_MAX_HUNDREDTHS : INJECTION_MAX_HUNDREDTHS;
  if (doseHundredthsMl <= most) return null;
  return refuse("doseHundredthsMl", `No dose of it is more than ${most / 100} mL. Check the number.`);
}

/** Whether a dose of elsewhere, or a refusal, can be written down; also of a vaccine that is no longer given. */
export function decideTold(on: LocalDate, field: string, facts: Facts): Result<KnownVaccine, DomainError> {
  const vaccine = knownVaccine(facts);
  if (!vaccine.ok) return vaccine;
  const day = dayFault(on, facts);
  return day ? refuse(field, day) : vaccine;
}

function knownVaccine({ vaccine }: Facts): Result<KnownVaccine, DomainError> {
  return vaccine ? ok(vaccine) : refuse("cvx", "There is no such vaccine. Choose it from the list.");
}

function dayFault(on: LocalDate, { today, bornOn }: Facts): string | null {
  if (on > today) return "That day has not come yet.";
  return on < bornOn ? "That is before the patient was born." : null;
}

function refuse(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
