import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { pick, seededRandom } from "@practicum/kernel/random";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { ever, of } from "../kit/never.ts";
import { alreadyRegistered, demographics, fullName, person, type Person } from "../kit/people.ts";
import { sameNumber, sameText } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two callers: one is new, the other says so and is not. A third has nearly the same name. */
interface Facts {
  readonly newcomer: Person;
  readonly known: Person;
  /** The number that the known patient has now. */
  readonly newPhone: string;
  /** Same last name, born on another day: not the caller. */
  readonly namesake: Person;
}

const desk = actorOf(staffByKey("brooks"));
const WHO = "Two identifiers, name and birth date, decide whose record it is. A name alone fits several people.";

async function findAll(view: WorldView, one: Person): Promise<readonly PatientMatch[]> {
  const found = (await view.ask("scheduling", "searchPatients", { text: one.family, limit: 50 })) ?? [];
  const same = (match: PatientMatch) =>
    sameText(match.name.family, one.family) &&
    sameText(match.name.given, one.given) &&
    match.birthDate === one.birthDate;
  return found.filter(same);
}

async function phoneOf(
  view: WorldView,
  one: Person,
): Promise<{ readonly patientId: string; readonly phone: string } | null> {
  const [match] = await findAll(view, one);
  if (match === undefined) return null;
  const patient = await view.ask("scheduling", "getPatient", { patientId: match.patientId });
  return { patientId: match.patientId, phone: patient?.phone ?? "" };
}

export const registerWithoutTwins = lesson<Facts>({
  id: "fd.01",
  role: "front-desk",
  as: "brooks",
  title: "Register a patient, and nobody twice",
  minutes: 8,
  teaches: ["can register a new patient from a call", "can tell a new patient from one who is in the register already"],
  words: ["MRN", "demographics", "duplicate"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const known = person(seed, "fd.01/known", today, [30, 60]);
    const other = person(seed, "fd.01/namesake", today, [30, 60]);
    const newPhone = person(seed, "fd.01/new-phone", today, [30, 60]).phone;
    return {
      newcomer: person(seed, "fd.01/newcomer", today, [22, 70]),
      known,
      newPhone: newPhone === known.phone ? "6195550109" : newPhone,
      namesake: { ...other, family: known.family, given: pick(seededRandom(`${seed}/fd.01/near`), near(known)) },
    };
  },
  async setUp(port, { known, namesake }) {
    await alreadyRegistered(port, known, "fd.01");
    await alreadyRegistered(port, namesake, "fd.01");
  },
  story: ({ newcomer, known }) => [
    "It is eight o'clock, the first hour on the telephone, and two people have called.",
    `${fullName(newcomer)} has moved here and has never been to the practice.`,
    `${fullName(known)} wants to be put down as a new patient. Is that so?`,
  ],
  goal: "Both callers are in the register once, with the numbers that they gave.",
  materials: ({ newcomer, known, newPhone }) => [
    {
      kind: "says",
      who: fullName(newcomer),
      lines: [
        `"My name is ${fullName(newcomer)}, born on ${formatDate(newcomer.birthDate)}, ${newcomer.sex}."`,
        `"I live at ${newcomer.address.line1}, ${newcomer.address.city}, ${newcomer.address.zip}."`,
        `"You reach me at ${spoken(newcomer.phone)}."`,
      ],
    },
    {
      kind: "says",
      who: fullName(known),
      lines: [
        `"${fullName(known)}. My birthday is ${formatDate(known.birthDate)}. I'd like to register."`,
        `"I was with you years ago, I don't think you still have me. My number is new too: ${spoken(newPhone)}."`,
      ],
    },
  ],
  outcomes: [
    {
      id: "registered",
      label: "The new patient is in the register, with what was said on the telephone",
      counts: "correct",
      guide: [
        {
          at: "patient.register",
          says: "Write what the caller said, look at what the register offers beside it, then register.",
        },
      ],
      hints: [
        "What does the register need, so that a bill and a call reach this person?",
        "Patients › New patient. The fields are those that the caller named.",
        "Type name, birth date, sex, address and telephone, look at what the register offers as the same person, and save.",
      ],
      async check(view, { newcomer }) {
        const record = `The register's entry of ${fullName(newcomer)}`;
        const principle = "Claims, reminders and results go by what was written down in the first minute.";
        const route = "/patients/new";
        const [match] = await findAll(view, newcomer);
        if (match === undefined)
          return open({
            record,
            field: "Name and birth date",
            found: "nobody of this name born on this day",
            principle,
            route,
          });
        const patient = await view.ask("scheduling", "getPatient", { patientId: match.patientId });
        const at = `/p/${match.patientId}/summary`;
        if (!sameNumber(patient?.phone ?? null, newcomer.phone))
          return open({ record, field: "Phone", found: patient?.phone ?? "nothing", principle, route: at });
        if (patient?.sex !== newcomer.sex)
          return open({ record, field: "Sex", found: patient?.sex ?? "nothing", principle, route: at });
        if (!sameText(patient.address?.line1 ?? null, newcomer.address.line1))
          return open({ record, field: "Address", found: patient.address?.line1 ?? "nothing", principle, route: at });
        return met(`${fullName(newcomer)} has the number ${match.mrn}`);
      },
    },
    {
      id: "reached",
      label: "The patient who was there already has the new telephone number",
      counts: "correct",
      guide: [
        { at: "patient.edit", says: "Is it the birth date that the caller said? Then change the demographics." },
        { at: "demographics.save", says: "Write the new number under Phone, then save." },
      ],
      hints: [
        "Somebody who was here years ago: where would that person's record be?",
        "Search by the last name, and compare the birth date before you open anything.",
        "Open the record with this birth date; choose Change demographics, and write the telephone number.",
      ],
      async check(view, { known, newPhone }) {
        const now = await phoneOf(view, known);
        const record = `The register's entry of ${fullName(known)}`;
        if (now !== null && sameNumber(now.phone, newPhone)) return met("the new number stands in the old record");
        return open({ record, field: "Phone", found: now?.phone ?? "nothing", principle: WHO, route: "/patients" });
      },
    },
  ],
  traps: [
    {
      id: "second-record",
      critical: false,
      costs: "safety",
      async fellFor(view, { known }) {
        const twins = await findAll(view, known);
        if (twins.length < 2) return null;
        const made = done(view, "scheduling", "registerPatient").findLast((step) =>
          sameText(step.input.name.family, known.family),
        );
        return broken(
          {
            record: `The register's entries of ${fullName(known)}`,
            field: "MRN",
            found: twins.map((one) => one.mrn).join(" and "),
            principle:
              "Of two records each knows half: an allergy in the one is not seen in the other. They wait to be merged.",
            route: "/patients",
          },
          made?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-person",
      critical: true,
      costs: "privacy",
      async fellFor(view, { namesake, newPhone }) {
        const now = await phoneOf(view, namesake);
        if (now === null || !sameNumber(now.phone, newPhone)) return null;
        const step = ever(
          view,
          of("scheduling.updatePatient", (input: { patientId: string }) => input.patientId === now.patientId),
        );
        return broken(
          {
            record: `The register's entry of ${fullName(namesake)}`,
            field: "Phone",
            found: "the other caller's number",
            principle: WHO,
            route: `/p/${now.patientId}/summary`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: ({ newcomer, known, newPhone }) => [register(newcomer), newNumber(known, newPhone)],
  others: [({ newcomer, known, newPhone }) => [newNumber(known, newPhone), register(newcomer)]],
  wrong: [
    {
      name: "believes the caller and registers again",
      steps: ({ newcomer, known, newPhone }) => [register(newcomer), registerAgain({ ...known, phone: newPhone })],
      expect: ["reached", "second-record"],
    },
    {
      name: "takes the first of this last name",
      steps: ({ newcomer, namesake, newPhone }) => [register(newcomer), newNumber(namesake, newPhone)],
      expect: ["reached", "wrong-person"],
    },
    {
      name: "writes the new patient's number wrong",
      steps: ({ newcomer, known, newPhone }) => [
        register({ ...newcomer, phone: "6195550100" }),
        newNumber(known, newPhone),
      ],
      expect: ["registered"],
    },
  ],
  mistaken: ({ newcomer, namesake, newPhone }) => [register(newcomer), newNumber(namesake, newPhone)],
  undone: ({ known }) => [newNumber(known, known.phone)],
  debrief: ({ known, namesake }) => [
    `${fullName(known)} was in the register, and so was ${fullName(namesake)}: the birth date tells them apart.`,
    "A second record is the dearest mistake of a front desk. Its halves are found months later, by a nurse who does not see an allergy, or by a payer who pays neither claim.",
    "Search before you register; ask for name and birth date, and let the caller say them, never read them out.",
  ],
  next: ["fd.02"],
});

/** A first name that is easily taken for the other. */
function near({ given }: Person): readonly string[] {
  return [`${given}a`, given.slice(0, -1)].filter((name) => name.length > 1);
}

function spoken(phone: string): string {
  return `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`;
}

function register(one: Person): PathStep {
  return {
    name: `register ${one.given}`,
    run: async (port) =>
      void (await port.run(
        "scheduling",
        "registerPatient",
        { ...demographics(one), notDuplicateOf: [], source: null },
        desk,
      )),
  };
}

function registerAgain(one: Person): PathStep {
  return {
    name: `register ${one.given} again`,
    async run(port) {
      const notDuplicateOf = (await lookFor(port, one)).map((match) => match.patientId);
      await port.run("scheduling", "registerPatient", { ...demographics(one), notDuplicateOf, source: null }, desk);
    },
  };
}

function newNumber(one: Person, phone: string): PathStep {
  return {
    name: `write the new number into ${one.given}'s record`,
    async run(port) {
      const match = (await lookFor(port, one)).find((found) => found.birthDate === one.birthDate);
      if (match === undefined) throw new Error("the caller is not in the register");
      const {
        mrn: _,
        active: __,
        merged: ___,
        death: ____,
        ...patient
      } = await port.run("scheduling", "getPatient", { patientId: match.patientId }, desk);
      await port.run("scheduling", "updatePatient", { ...patient, phone }, desk);
    },
  };
}

function lookFor(port: PracticePort, one: Person): Promise<readonly PatientMatch[]> {
  return port.run("scheduling", "searchPatients", { text: `${one.given} ${one.family}`, limit: 20 }, desk);
}
