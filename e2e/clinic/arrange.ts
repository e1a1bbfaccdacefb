import { randomUUID } from "node:crypto";
import { expect, type Browser, type Page } from "@playwright/test";
import { address, practiceAheadMs, signIn } from "./clinic.ts";

/*
 * What a test needs before it begins, made through the gateway by a signed-in person, as the screens would. Names are of this run
 * alone: the check for duplicates is real.
 */

export interface Somebody {
  readonly patientId: string;
  readonly family: string;
  readonly given: string;
}

export interface Booked extends Somebody {
  readonly appointmentId: string;
}

let made = Date.now() % 1_000_000;
const consonants = "bdfghjklmn";
const vowels = "aeiou";
/** Days in 40 years: the people of a test are grown up, and hardly two were born on one day. */
const DAYS = 14_600;

/** A name, a birth date and a telephone number that nobody has yet. The names are unlike each other: alike ones would be shown for review. */
export function stranger(given = "Odile") {
  // Parallel workers may count from the same moment.
  const digits = String((made += 1 + Math.floor(Math.random() * 89))).padStart(6, "0");
  const number = Number(digits);
  const syllables = [digits.slice(-6, -4), digits.slice(-4, -2), digits.slice(-2)].map(
    ([first = "0", second = "0"]) =>
      `${consonants[Number(first)]}${vowels[Number(second) % 5]}${Number(second) < 5 ? "n" : "r"}`,
  );
  const family = syllables.toReversed().join("");
  return {
    family: `${family.slice(0, 1).toUpperCase()}${family.slice(1)}`,
    given,
    // 7,919 has no divisor in common with the days: each number of so many has a day of its own.
    birthDate: new Date(Date.UTC(1960, 0, 1 + ((number * 7919) % DAYS))).toISOString().slice(0, 10),
    phone: `619${200 + (number % 700)}${digits.slice(-4)}`,
  };
}

/** Calls a procedure as the person of the page; a command gets an id of its own. */
export async function call<T>(page: Page, procedure: string, input: object): Promise<T> {
  const answer = await page.request.post(`${address()}/api/trpc/${procedure}`, {
    data: input,
    headers: { origin: address(), "x-command-id": randomUUID() },
  });
  const body: { result?: { data: T } } = await answer.json();
  if (!body.result) throw new Error(`${procedure} was refused: ${JSON.stringify(body)}`);
  return body.result.data;
}

export interface Colleague {
  readonly email: string;
  readonly password: string;
}

/** A new colleague at the front desk: what a test does to the account, its next try does not find. */
export async function newColleague(manager: Page): Promise<Colleague> {
  const { family, given } = stranger();
  const email = `${family.toLowerCase()}@missionbay.example`;
  const password = "slow rivers carry cedar";
  const staffId = randomUUID();
  await call(manager, "identity.saveStaff", {
    staffId,
    email,
    family,
    given,
    credential: "",
    roles: ["front-desk"],
    npi: null,
    taxonomy: null,
    supervisorId: null,
    active: true,
    version: null,
  });
  const { code } = await authCall<{ code: string }>(manager, "issue-code", { staffId });
  await authCall(manager, "set-password", { email, code, newPassword: password });
  return { email, password };
}

/** Asks what stands beside the procedures: sign-in, and what is done with an account. */
async function authCall<T>(page: Page, name: string, data: object): Promise<T> {
  const answer = await page.request.post(`${address()}/api/auth/${name}`, { data, headers: { origin: address() } });
  if (!answer.ok()) throw new Error(`${name} was refused: ${await answer.text()}`);
  return answer.json();
}

/** A new patient, by the front desk. */
export async function register(desk: Page, given?: string): Promise<Somebody> {
  const { family, given: name, birthDate, phone } = stranger(given);
  const { patientId } = await call<{ patientId: string }>(desk, "scheduling.registerPatient", {
    name: { family, given: name, middle: null, suffix: null },
    birthDate,
    sex: "female",
    phone,
    email: null,
    address: { line1: "1 Cass St", line2: null, city: "San Diego", state: "CA", zip: "921090001" },
    language: "en",
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [],
    source: null,
  });
  return { patientId, family, given: name };
}

/** A coverage with Sharp; its payer knows whoever is first asked about. */
export async function cover(desk: Page, { patientId }: Somebody, memberId = sharpNumber()): Promise<string> {
  const payers = await call<readonly { payerId: string; name: string }[]>(desk, "billing.listPayers", {});
  const coverageId = randomUUID();
  await call(desk, "billing.addCoverage", {
    coverageId,
    patientId,
    payerId: payers.find((one) => one.name === "Sharp Health Plan")?.payerId,
    priority: 1,
    memberId,
    groupNumber: null,
    planName: null,
    subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
    from: `${new Date().getFullYear() - 1}-01-01`,
    to: null,
    pcpNpi: null,
    copay: 3000,
  });
  return coverageId;
}

/** A member number of Sharp's form; one that ends on 10 is an active member. */
function sharpNumber(ending = "10"): string {
  return `SHP${String(10_000 + Math.floor(Math.random() * 89_999))}${ending}`;
}

interface Slot {
  readonly date: string;
  readonly start: string;
  readonly providerResourceId: string;
  readonly providerName: string;
}

/** When somebody is squeezed into a full day: one after the other, for nobody is at two visits at one time. */
const SQUEEZED = ["15:30", "15:45", "16:00", "16:15"] as const;
let squeezed = 0;

/** Books the best open time of a day with a provider. When the tests have filled the day, it is squeezed in, as a desk would. */
export async function book(desk: Page, somebody: Somebody, date: string, provider = /Alvarez/): Promise<Booked> {
  const types = await call<readonly { visitTypeId: string; name: string }[]>(desk, "scheduling.listVisitTypes", {});
  const visitTypeId = types.find((one) => one.name === "Acute visit")?.visitTypeId;
  const { slots } = await call<{ slots: readonly Slot[] }>(desk, "scheduling.findSlots", {
    patientId: somebody.patientId,
    visitTypeId,
    providerResourceId: null,
    locationId: null,
    from: date,
    limit: 50,
  });
  const times = slots.filter((one) => provider.test(one.providerName));
  const free = times.find((one) => one.date === date);
  const start = SQUEEZED[squeezed % SQUEEZED.length] ?? SQUEEZED[0];
  const slot = free ?? times.map((one) => ({ ...one, date, start }))[0];
  if (!slot) throw new Error(`nothing is free from ${date} on with ${provider.source}`);
  if (!free) squeezed += 1;
  const appointmentId = randomUUID();
  await call(desk, "scheduling.bookAppointment", {
    appointmentId,
    patientId: somebody.patientId,
    visitTypeId,
    providerResourceId: slot.providerResourceId,
    roomResourceId: null,
    date: slot.date,
    start: slot.start,
    minutes: null,
    reason: "Sore throat",
    overbookReason: free ? null : "The day is full of tests",
  });
  return { ...somebody, appointmentId };
}

/** Receives a booked patient; charting opens the note a moment later. */
export async function checkIn(desk: Page, { appointmentId }: Booked): Promise<string> {
  const { version } = await call<{ version: number }>(desk, "scheduling.getAppointment", { appointmentId });
  const done = { done: true, skippedBecause: null };
  const { encounterId } = await call<{ encounterId: string }>(desk, "scheduling.checkIn", {
    appointmentId,
    version,
    identifiers: ["name", "birth-date"],
    coverageReview: done,
    consent: done,
    copay: done,
  });
  return encounterId;
}

const texts = {
  reason: "Sore throat",
  hpi: "Sore throat for two days, fever last night.",
  exam: "Throat red, no exudate. Chest clear.",
  assessment: "Viral sore throat.",
  plan: "Fluids and rest. Back if fever lasts.",
} as const;

interface Coded {
  readonly sections: { readonly [section: string]: { readonly version: number } };
  readonly codingVersion: number;
}

/** Writes and codes a note whole, so that it can be signed. */
export async function write(physician: Page, encounterId: string, pointers: readonly number[] = [1]): Promise<void> {
  const encounter = () => call<Coded>(physician, "charting.getEncounter", { encounterId });
  await expect(async () => void (await encounter())).toPass({ timeout: 30_000 });
  const { sections, codingVersion } = await encounter();
  for (const [section, text] of Object.entries(texts))
    await call(physician, "charting.saveNoteSection", {
      encounterId,
      section,
      text,
      baseVersion: sections[section]?.version ?? 0,
    });
  await call(physician, "charting.saveCoding", {
    encounterId,
    baseVersion: codingVersion,
    diagnoses: [{ code: "J02.9", label: "Acute pharyngitis, unspecified" }],
    procedures: [{ code: "99213", label: "Office visit", modifiers: [], units: 1, pointers }],
  });
}

export async function sign(physician: Page, { patientId }: Somebody, encounterId: string): Promise<void> {
  await call(physician, "charting.signEncounter", { encounterId, patientId, supervisorId: null });
}

/**
 * A claim that the payer will refuse, through the whole house up to its sending.
 *
 * @param ending the last digits of the member number, which choose the payer's answer (SIM-15): 97 coverage ended, 98 another physician.
 */
export async function refusedClaim(browser: Browser, ending: "97" | "98"): Promise<Somebody> {
  const [desk, physician, biller] = [
    await signIn(browser, "frontDesk"),
    await signIn(browser, "physician"),
    await signIn(browser, "biller"),
  ];
  const visit = await book(desk.page, await register(desk.page, "Rui"), today());
  await cover(desk.page, visit, sharpNumber(ending));
  const encounterId = await checkIn(desk.page, visit);
  await write(physician.page, encounterId);
  await sign(physician.page, visit, encounterId);
  const claimId = await release(biller.page, encounterId);
  await call(biller.page, "billing.submitClaims", { claimIds: [claimId] });
  for (const { context } of [desk, physician, biller]) await context.close();
  return visit;
}

/** Releases a signed visit's charges, once billing has heard of the signature. */
export async function release(biller: Page, encounterId: string): Promise<string> {
  let claimId: string | undefined;
  await expect(async () => {
    const { released } = await call<{ released: readonly { claimId: string | null }[] }>(
      biller,
      "billing.releaseCharges",
      { encounterIds: [encounterId] },
    );
    claimId = released[0]?.claimId ?? undefined;
    expect(claimId).toBeDefined();
  }).toPass({ timeout: 30_000 });
  return claimId ?? "";
}

/** Today as the practice's clock has it, or so many days later. */
export function today(daysLater = 0): string {
  const ahead = practiceAheadMs() + daysLater * 24 * 60 * 60 * 1000;
  return new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles" }).format(Date.now() + ahead);
}
