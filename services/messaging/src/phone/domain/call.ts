import { fail, type DomainError } from "@practicum/contracts/error";
import {
  callUrgency,
  type CallUrgency,
  type phoneOperations,
  type PhoneSettings,
} from "@practicum/contracts/messaging/phone";
import type { Role } from "@practicum/contracts/permission";
import { must } from "@practicum/kernel/assert";
import { addMinutes, atLocal, dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

type Taken = z.output<typeof phoneOperations.takeCall.input>;

/** A field's name and what is wrong with it. */
function wrong(field: string, message: string) {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** A call is about one person, from somebody who has a name, and never for nobody (MSG-200, MSG-201). */
export function checkTaken(
  call: Pick<Taken, "patientId" | "stranger" | "relation" | "callerName"> & For,
): Result<undefined, DomainError> {
  if (call.patientId === null && call.stranger === null)
    return wrong("patientId", "Choose the patient, or write the name of who is not a patient yet.");
  if (call.patientId !== null && call.stranger !== null)
    return wrong("stranger", "Choose the patient or write a name, not both.");
  if (call.relation !== "patient" && call.callerName === null) return wrong("callerName", "Write who called.");
  return checkFor(call);
}

interface For {
  readonly ownerId: string | null;
  readonly pool: Role | null;
}

/** Nothing is ever for nobody (MSG-201). That it is not for both is said of every assignment (MSG-10). */
export function checkFor({ ownerId, pool }: For): Result<undefined, DomainError> {
  return ownerId === null && pool === null ? wrong("ownerId", "Choose a person or a pool.") : ok();
}

/** What was spoken of in a call, and what a person asked about and ruled out. */
export interface Flags {
  readonly found: readonly { readonly id: string; readonly label: string }[];
  readonly ruledOut: readonly string[];
}

/** MSG-204: a red flag that nobody has ruled out keeps the call on top. */
export function isPinned({ found, ruledOut }: Flags): boolean {
  return found.some(({ id }) => !ruledOut.includes(id));
}

/** A call with a red flag is an emergency, whatever was chosen; one without is what was chosen (MSG-204). */
export function urgencyOf(chosen: CallUrgency, flags: Flags): CallUrgency {
  return isPinned(flags) ? "emergency" : chosen;
}

export function ruleOf(settings: PhoneSettings, urgency: CallUrgency) {
  return must(settings.urgencies.find((one) => one.urgency === urgency));
}

/** Each urgency has one rule, each reason and red flag one id (MSG-206). */
export function checkSettings(settings: PhoneSettings): Result<undefined, DomainError> {
  if (callUrgency.options.some((one) => settings.urgencies.filter(({ urgency }) => urgency === one).length !== 1))
    return wrong("settings.urgencies", "Each urgency has one row.");
  for (const field of ["callReasons", "redFlags"] as const) {
    const ids = settings[field].map(({ id }) => id);
    const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at);
    if (twice >= 0) return wrong(`settings.${field}.${twice}.label`, "There is one of this name already.");
  }
  const mute = settings.redFlags.findIndex(({ english, spanish }) => english.length + spanish.length === 0);
  return mute >= 0 ? wrong(`settings.redFlags.${mute}.english`, "Write at least one phrase.") : ok();
}

const DAY_MINUTES = 1440;
const WEEKEND_DAYS = 2;

/** Until when it is to be answered (MSG-203). What may wait for a day or longer does not fall on a weekend. */
export function dueOf(settings: PhoneSettings, urgency: CallUrgency, now: Instant, timeZone: string): Instant {
  const { dueMinutes } = ruleOf(settings, urgency);
  const due = addMinutes(now, dueMinutes);
  if (dueMinutes < DAY_MINUTES) return due;
  const day = dateIn(due, timeZone);
  const past = 8 - dayOfWeek(day);
  return past > WEEKEND_DAYS ? due : atLocal(addDays(day, past), timeIn(due, timeZone), timeZone);
}

/** When an open call is brought before others, and before whom (MSG-205). */
export function escalationOf(settings: PhoneSettings, urgency: CallUrgency, dueAt: Instant) {
  const { escalateMinutes, escalateTo } = ruleOf(settings, urgency);
  return { at: addMinutes(dueAt, escalateMinutes), to: escalateTo };
}
