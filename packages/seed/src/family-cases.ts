import type { Id } from "@practicum/kernel/brand";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { memberNumber } from "./member-number.ts";
import { actorOf, payerId, resources, staffByKey, visitTypeByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

type Relation = "spouse" | "child";

interface Person {
  readonly key: string;
  readonly given: string;
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male";
}

const VELLACOTTS = {
  family: "Vellacott",
  phone: "6195550187",
  address: { line1: "418 Jewell St", line2: null, city: "San Diego", state: "CA", zip: "921096219" },
  first: { key: "joanna", given: "Joanna", birthDate: "1987-09-14", sex: "female" },
  // His birthday comes first in the year, so his plan pays first for the children.
  spouse: { key: "piers", given: "Piers", birthDate: "1985-04-02", sex: "male" },
  children: [
    { key: "tess", given: "Tess", birthDate: "2016-02-29", sex: "female" },
    { key: "rory", given: "Rory", birthDate: "2020-11-08", sex: "male" },
  ],
} as const;

const YARWOODS = {
  family: "Yarwood",
  phone: "6195550171",
  address: { line1: "2207 Grand Ave", line2: "Apt 4", city: "San Diego", state: "CA", zip: "921094817" },
  first: { key: "bethan", given: "Bethan", birthDate: "1992-06-21", sex: "female" },
} as const;

/** In the demonstration a family of four has two plans and comes together, and another one has twins whose names are nearly the same. */
export async function familyCases(
  practice: ScriptedPractice,
  { seed, today }: { readonly seed: string; readonly today: LocalDate },
): Promise<void> {
  const twins: readonly Person[] = [
    { key: "carys", given: "Carys", birthDate: addDays(today, -410), sex: "female" },
    { key: "cerys", given: "Cerys", birthDate: addDays(today, -410), sex: "female" },
  ];
  const joanna = await register(practice, VELLACOTTS, VELLACOTTS.first);
  const bethan = await register(practice, YARWOODS, YARWOODS.first);
  await practice.settle();
  const homes = {
    vellacott: seededId<"household">(seed, "household/vellacott"),
    yarwood: seededId<"household">(seed, "household/yarwood"),
  };
  const piers = await register(practice, VELLACOTTS, VELLACOTTS.spouse, {
    householdId: homes.vellacott,
    of: joanna,
    relation: "spouse",
  });
  const children: Id<"patient">[] = [];
  for (const child of VELLACOTTS.children)
    children.push(
      await register(practice, VELLACOTTS, child, { householdId: homes.vellacott, of: joanna, relation: "child" }),
    );
  const known: Id<"patient">[] = [];
  for (const twin of twins) {
    const family = { householdId: homes.yarwood, of: bethan, relation: "child" as const };
    known.push(await register(practice, YARWOODS, twin, family, known));
  }
  await practice.settle();
  const desk = actorOf(staffByKey("brooks"));
  for (const [key, patientId, electronicId, planName] of [
    ["joanna", joanna, "SHARP", "Sharp HMO"],
    ["piers", piers, "BSCAP", "Blue Shield PPO"],
  ] as const) {
    const coverageId = seededId<"coverage">(seed, `family/${key}`);
    await practice.run(
      "billing",
      "addCoverage",
      {
        coverageId,
        patientId,
        payerId: payerId(electronicId),
        priority: 1,
        memberId: memberNumber(seededRandom(`${seed}/family/${key}`), electronicId),
        groupNumber: null,
        planName,
        subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
        from: `${Number(today.slice(0, 4)) - 1}-01-01`,
        to: null,
        pcpNpi: electronicId === "SHARP" ? staffByKey("alvarez").npi : null,
        copay: 3000,
      },
      desk,
    );
    for (const [index, child] of children.entries()) {
      const own = seededId<"coverage">(seed, `family/${key}/${index}`);
      const coverages = [{ coverageId: own, of: coverageId, relationship: "child" as const }];
      await practice.run("billing", "copyCoverages", { patientId: child, from: patientId, coverages }, desk);
    }
  }
  await practice.settle();
  await bookTogether(practice, { seed, today, patientIds: [joanna, ...children] });
}

interface Home {
  readonly family: string;
  readonly phone: string;
  readonly address: { line1: string; line2: string | null; city: string; state: string; zip: string };
}

async function register(
  practice: ScriptedPractice,
  home: Home,
  person: Person,
  beside: { householdId: Id<"household">; of: Id<"patient">; relation: Relation } | null = null,
  notDuplicateOf: readonly Id<"patient">[] = [],
): Promise<Id<"patient">> {
  const { patientId } = await practice.run(
    "scheduling",
    "registerPatient",
    {
      name: { family: home.family, given: person.given, middle: null, suffix: null },
      birthDate: person.birthDate,
      sex: person.sex,
      phone: home.phone,
      email: null,
      address: home.address,
      language: "en",
      guarantor: null,
      emergencyContact: null,
      notDuplicateOf: [...notDuplicateOf],
      source: { system: "demonstration", value: `family/${person.key}` },
      family: beside && {
        householdId: beside.householdId,
        of: beside.of,
        ofRelation: "parent",
        relation: beside.relation,
        billsTo: beside.relation === "child" ? "guarantor-while-minor" : "self",
        sharesAddress: true,
      },
    },
    actorOf(staffByKey("brooks")),
  );
  return patientId;
}

/** Three of the family come in a row, some days from now. */
async function bookTogether(
  practice: ScriptedPractice,
  about: { readonly seed: string; readonly today: LocalDate; readonly patientIds: readonly Id<"patient">[] },
): Promise<void> {
  const { seed, today, patientIds } = about;
  const desk = actorOf(staffByKey("brooks"));
  const { visitTypeId } = visitTypeByKey("follow-up");
  const [provider] = resources.filter((one) => one.kind === "provider");
  const { options } = await practice.run(
    "scheduling",
    "findTogether",
    {
      arrangement: "in-a-row",
      leadMinutes: null,
      visits: patientIds.map((patientId) => ({
        patientId,
        visitTypeId,
        providerResourceId: provider?.resourceId ?? null,
      })),
      groupId: null,
      from: addDays(today, 5),
      limit: 1,
    },
    desk,
  );
  const visits = options[0]?.visits.map(({ patientId, providerResourceId, date, start }, index) => ({
    appointmentId: seededId<"appointment">(seed, `family/visit/${index}`),
    patientId,
    visitTypeId,
    providerResourceId,
    date,
    start,
    reason: "Flu vaccine for the family",
  }));
  if (!visits) return;
  const groupId = seededId<"visit-group">(seed, "family/visits");
  await practice.run("scheduling", "bookTogether", { groupId, kind: "family", leadMinutes: null, visits }, desk);
}
