import type { Actor } from "@practicum/contracts/actor";
import type { AttemptOutcome } from "@practicum/contracts/messaging/rosters";
import type { Id } from "@practicum/kernel/brand";
import { atLocal } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, type LocalDate } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { planRoster } from "./outreach-roster.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey, timeZone, visitTypeByKey } from "./practice.ts";
import type { PracticePort, ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

interface Options {
  readonly seed: string;
  readonly today: LocalDate;
  /** How many members the plan's list has. */
  readonly members: number;
  readonly registered: readonly Registered[];
}

/** The campaign's days before today. */
const DAYS = 7;
/** Calls of each caller on a day. */
const CALLS = 4;

const SCRIPT = {
  en: `Hello, may I speak with {first} {last}?

This is {caller} from {practice}. {plan} has chosen us as your doctors' office, and we would like to see you for a first visit. It costs you nothing. Which day suits you?`,
  es: `Buenos días, ¿podría hablar con {first} {last}?

Le habla {caller} de {practice}. {plan} nos ha elegido como su consultorio médico y nos gustaría verle en una primera visita. No le cuesta nada. ¿Qué día le conviene?`,
} as const;

/** How calls end, in the order of the calls. */
const ENDS: readonly AttemptOutcome[] = [
  "no-answer",
  "booked",
  "left-message",
  "declined",
  "no-answer",
  "callback",
  "booked",
  "wrong-number",
  "left-message",
  "no-answer",
  "do-not-call",
  "booked",
  "left-message",
  "no-answer",
  "gone",
];

/**
 * Medi-Cal has given the practice a list of members who are to have a first visit: the list came a week ago, two people of the desk have
 * called every working day since, and those who said yes are booked, but for one.
 */
export function outreachCases(practice: ScriptedPractice, options: Options) {
  const { seed, today, members, registered } = options;
  const manager = actorOf(staffByKey("whitfield"));
  const callers = [actorOf(staffByKey("brooks")), actorOf(staffByKey("haddad"))];
  const campaignId = seededId<"campaign">(seed, "outreach");
  const said: { readonly patientId: Id<"patient">; readonly desk: Actor }[] = [];
  let begun = false;
  let calls = 0;

  const begin = async (day: LocalDate) => {
    begun = true;
    await practice.run(
      "messaging",
      "saveCampaign",
      {
        campaignId,
        version: 0,
        name: "First visits of Medi-Cal members",
        purpose: "Members who were assigned to us and have not been here.",
        plan: "Medi-Cal",
        goal: Math.round(members * 0.6),
        from: day,
        until: addDays(today, 90),
        maxAttempts: 5,
        pauseHours: 24,
        callFrom: "08:00",
        callUntil: "19:00",
        weekends: false,
        script: SCRIPT,
      },
      manager,
    );
    const rows = planRoster(seed, members, day, registered);
    const rosterId = seededId<"roster">(seed, "outreach/roster");
    const refused = [{ line: members + 2, because: "Birth date: missing" }];
    const file = { rosterId, campaignId, fileName: "medi-cal-members.csv" };
    await practice.run("messaging", "importRoster", { ...file, rows: [...rows], refused }, manager);
    // Whether they are patients is looked up by another service.
    await practice.settle();
  };

  const callOne = async (desk: Actor, day: LocalDate): Promise<boolean> => {
    const { card } = await practice.run("messaging", "takeCard", { campaignId, languages: [] }, desk);
    if (card === null) return false;
    const outcome = ENDS[calls % ENDS.length] ?? "no-answer";
    calls += 1;
    if (outcome === "booked") said.push({ patientId: await registerMember(practice, card, desk), desk });
    const random = seededRandom(`${seed}/outreach/${card.memberId}`);
    const callbackAt = atLocal(nextWorkday(day), random.next() < 0.5 ? "10:30" : "14:00", timeZone);
    await practice.run(
      "messaging",
      "recordAttempt",
      {
        attemptId: seededId<"attempt">(seed, `outreach/${calls}`),
        memberId: card.memberId,
        outcome,
        phone: card.phones[0] ?? null,
        callbackAt: outcome === "callback" ? callbackAt : null,
        language: null,
        note: outcome === "callback" ? "At work until then" : "",
        scriptVersion: card.script.version,
      },
      desk,
    );
    return true;
  };

  return {
    /** At the end of a day that was worked. */
    async upTo(day: LocalDate): Promise<void> {
      if (day < addDays(today, -DAYS) || day >= today || dayOfWeek(day) > 5) return;
      if (!begun) await begin(day);
      for (let round = 0; round < CALLS; round += 1) {
        for (const desk of callers) if (!(await callOne(desk, day))) return;
      }
    },
    /** Who said yes is booked, when all other bookings are made; the last one is still to be. */
    async book(): Promise<void> {
      for (const [index, { patientId, desk }] of said.slice(0, -1).entries())
        await bookFirst(practice, seededId<"appointment">(seed, `outreach/visit/${index}`), patientId, today, desk);
      await practice.settle();
    },
  };
}

type Card = NonNullable<Awaited<ReturnType<typeof takeOf>>["card"]>;
const takeOf = (practice: PracticePort, campaignId: Id<"campaign">, desk: Actor) =>
  practice.run("messaging", "takeCard", { campaignId, languages: [] }, desk);

/** Whoever is no patient yet becomes one, by what the list says. */
async function registerMember(practice: ScriptedPractice, card: Card, desk: Actor): Promise<Id<"patient">> {
  if (card.patientId !== null) return card.patientId;
  const { patientId } = await practice.run(
    "scheduling",
    "registerPatient",
    {
      name: card.name,
      birthDate: card.birthDate,
      sex: card.sex,
      phone: card.phones[0] ?? null,
      email: null,
      address: card.address,
      language: card.language,
      guarantor: null,
      emergencyContact: null,
      notDuplicateOf: [],
      source: { system: `outreach:${card.campaignId}`, value: card.memberNumber },
    },
    desk,
  );
  await practice.settle();
  await practice.run("messaging", "linkMember", { memberId: card.memberId, patientId }, desk);
  return patientId;
}

async function bookFirst(
  practice: PracticePort,
  appointmentId: Id<"appointment">,
  patientId: Id<"patient">,
  today: LocalDate,
  desk: Actor,
): Promise<void> {
  const { visitTypeId } = visitTypeByKey("new-patient");
  const from = addDays(today, 8);
  const anywhere = { providerResourceId: null, locationId: null };
  const ask = { patientId, visitTypeId, ...anywhere, from, limit: 1 };
  const { slots } = await practice.run("scheduling", "findSlots", ask, desk);
  const [slot] = slots;
  if (!slot) return;
  const { providerResourceId, date, start } = slot;
  const place = { providerResourceId, roomResourceId: null, date, start, minutes: null };
  const visit = { appointmentId, patientId, visitTypeId, ...place, reason: "First visit", overbookReason: null };
  await practice.run("scheduling", "bookAppointment", visit, desk);
}

function nextWorkday(day: LocalDate): LocalDate {
  const next = addDays(day, 1);
  return dayOfWeek(next) > 5 ? nextWorkday(next) : next;
}
