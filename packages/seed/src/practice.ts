import { rulesOfKind } from "@practicum/contracts/billing/payer-rules";
import type { Actor } from "@practicum/contracts/actor";
import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import type { Role } from "@practicum/contracts/permission";
import { deaCheckDigit } from "@practicum/kernel/dea-number";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { cents, type Cents } from "@practicum/kernel/money";
import { baseRates } from "@practicum/simulators/payer/base-rates";
import { payers } from "@practicum/simulators/payer/payers";
import { seededId } from "./seeded-ids.ts";

/**
 * The demonstration practice: a family practice in San Diego with two sites. Its people, numbers and prices are made up. Ids do
 * not depend on the seed, so that links into the demonstration stay good.
 */
const key = "practicum-demo";

export const practiceId = seededId<"practice">(key, "practice");
export const timeZone = "America/Los_Angeles";
const npi = (nine: string) => `${nine}${npiCheckDigit(nine)}`;
const dea = (letters: string, six: string) => `${letters}${six}${deaCheckDigit(six)}`;

export const profile = {
  name: "Mission Bay Family Practice",
  npi: npi("199000000"),
  taxId: "330999001",
  taxonomy: "261QP2300X",
  billingAddress: { line1: "4050 Garnet Ave", line2: null, city: "San Diego", state: "CA", zip: "921091234" },
  phone: "6195550140",
  clia: "05D0999001",
  timeZone,
};

export const locations = [
  {
    key: "mission-bay",
    locationId: seededId<"location">(key, "mission-bay"),
    name: "Mission Bay",
    address: profile.billingAddress,
    phone: "6195550140",
    npi: npi("199000001"),
    placeOfService: "11",
    active: true,
  },
  {
    key: "chula-vista",
    locationId: seededId<"location">(key, "chula-vista"),
    name: "Chula Vista",
    address: { line1: "610 Third Ave", line2: "Suite 200", city: "Chula Vista", state: "CA", zip: "919105678" },
    phone: "6195550160",
    npi: npi("199000002"),
    placeOfService: "11",
    active: true,
  },
] as const;

export interface DemoStaff {
  readonly key: string;
  readonly staffId: ReturnType<typeof seededId<"staff">>;
  readonly email: string;
  readonly family: string;
  readonly given: string;
  readonly credential: string;
  readonly roles: Role[];
  readonly npi: string | null;
  readonly taxonomy: string | null;
  readonly dea: string | null;
  readonly supervisor: string | null;
  /** Where a provider sees patients. */
  readonly site: "mission-bay" | "chula-vista" | null;
}

function person(
  staffKey: string,
  given: string,
  family: string,
  credential: string,
  roles: Role[],
  provider: {
    npi: string;
    taxonomy: string;
    dea: string;
    supervisor?: string;
    site: "mission-bay" | "chula-vista";
  } | null = null,
): DemoStaff {
  return {
    key: staffKey,
    staffId: seededId<"staff">(key, staffKey),
    email: `${staffKey}@missionbay.example`,
    family,
    given,
    credential,
    roles,
    npi: provider?.npi ?? null,
    taxonomy: provider?.taxonomy ?? null,
    dea: provider?.dea ?? null,
    supervisor: provider?.supervisor ?? null,
    site: provider?.site ?? null,
  };
}

const familyMedicine = "207Q00000X";

export const staff: readonly DemoStaff[] = [
  person("whitfield", "Susan", "Whitfield", "", ["practice-manager"]),
  person("alvarez", "Elena", "Alvarez", "MD", ["physician", "owner"], {
    npi: npi("199000010"),
    taxonomy: familyMedicine,
    dea: dea("FA", "990010"),
    site: "mission-bay",
  }),
  person("chen", "David", "Chen", "MD", ["physician"], {
    npi: npi("199000011"),
    taxonomy: familyMedicine,
    dea: dea("FC", "990011"),
    site: "chula-vista",
  }),
  person("okafor", "Ngozi", "Okafor", "PA-C", ["physician-assistant"], {
    npi: npi("199000012"),
    taxonomy: "363AM0700X",
    dea: dea("MO", "990012"),
    supervisor: "alvarez",
    site: "mission-bay",
  }),
  person("thompson", "Maya", "Thompson", "NP", ["nurse-practitioner"], {
    npi: npi("199000013"),
    taxonomy: "363LF0000X",
    dea: dea("MT", "990013"),
    site: "chula-vista",
  }),
  person("ramirez", "Luis", "Ramirez", "MA", ["medical-assistant"]),
  person("kim", "Grace", "Kim", "MA", ["medical-assistant"]),
  person("brooks", "Tanya", "Brooks", "", ["front-desk"]),
  person("haddad", "Omar", "Haddad", "", ["front-desk"]),
  person("nair", "Priya", "Nair", "", ["biller"]),
];

/** Roles of the practice's own: one that somebody has, and one that was made and is nobody's yet. */
export const ownRoles = [
  {
    roleId: seededId<"own-role">(key, "own-role/lead-assistant"),
    name: "Lead medical assistant",
    base: "medical-assistant" as const,
    added: ["eligibility.check" as const, "duplicate.review" as const],
    removed: [],
    retired: false,
    heldBy: "kim",
  },
  {
    roleId: seededId<"own-role">(key, "own-role/biller-without-posting"),
    name: "Biller without posting",
    base: "biller" as const,
    added: [],
    removed: ["remittance.post" as const, "month.close" as const],
    retired: false,
    heldBy: null,
  },
];

export function staffByKey(staffKey: string): DemoStaff {
  const found = staff.find((one) => one.key === staffKey);
  if (!found) throw new Error(`the demonstration practice has no ${staffKey}`);
  return found;
}

/** The actor that a scripted step acts as. */
export function actorOf(one: DemoStaff): Actor {
  return {
    kind: "staff",
    staffId: one.staffId,
    name: [one.given, one.family].join(" ") + (one.credential ? `, ${one.credential}` : ""),
    roles: one.roles,
    sessionId: "script",
    verifiedAt: ALWAYS_FRESH,
  };
}

export const providers = staff.filter((one) => one.site !== null);

export function locationOf(site: string) {
  const found = locations.find((location) => location.key === site);
  if (!found) throw new Error(`the demonstration practice has no site ${site}`);
  return found;
}

export const resources = [
  ...providers.map((one) => ({
    resourceId: seededId<"resource">(key, `resource/${one.key}`),
    kind: "provider" as const,
    name: one.credential === "MD" ? `Dr. ${one.family}` : `${one.family}, ${one.credential}`,
    staffId: one.staffId,
    locationId: locationOf(one.site ?? "mission-bay").locationId,
    active: true,
  })),
  ...locations.flatMap((location) =>
    ["Room 1", "Room 2", "Room 3", "Procedure"].map((name) => ({
      resourceId: seededId<"resource">(key, `resource/${location.key}/${name}`),
      kind: "room" as const,
      name: `${location.key === "mission-bay" ? "MB" : "CV"} ${name}`,
      staffId: null,
      locationId: location.locationId,
      ...(name === "Procedure" ? { roomKind: "Procedure room" } : {}),
      active: true,
    })),
  ),
];

export const resourceOf = (one: DemoStaff) => seededId<"resource">(key, `resource/${one.key}`);
export const roomsOf = (site: string) =>
  resources.filter((resource) => resource.kind === "room" && resource.locationId === locationOf(site).locationId);

export const visitTypes = (
  [
    ["follow-up", "Follow-up", 15, false],
    ["acute", "Acute visit", 15, false],
    ["new-patient", "New patient", 30, true],
    ["physical", "Annual physical", 30, false],
    ["well-child", "Well child", 30, false],
    ["procedure", "Procedure", 30, false],
    ["nurse", "Nurse visit", 15, false],
    ["surgery", "Minor surgery", 45, false],
  ] as const
).map(([name, label, minutes, newPatient]) => ({
  key: name,
  visitTypeId: seededId<"visit-type">(key, `visit-type/${name}`),
  name: label,
  minutes,
  newPatient,
  ...needsOf(name),
  active: true,
}));

/** What a kind of visit needs. The physician assistant takes longer for minor surgery here. */
function needsOf(name: string) {
  if (name === "surgery") {
    return {
      roomKind: "Procedure room",
      providerMinutes: [{ staffId: staffByKey("okafor").staffId, minutes: 60 }],
      preparation: "Take your medications as usual. Come with somebody who drives you home.",
      preparationEs: "Tome sus medicinas como siempre. Venga con alguien que le lleve a casa.",
    };
  }
  if (name !== "physical") return {};
  return {
    preparation: "Don't eat or drink anything but water for 8 hours. Bring all your medications.",
    preparationEs: "No coma ni beba nada más que agua durante 8 horas. Traiga todas sus medicinas.",
  };
}

export function visitTypeByKey(name: string) {
  const found = visitTypes.find((one) => one.key === name);
  if (!found) throw new Error(`the demonstration practice has no visit type ${name}`);
  return found;
}

const hoursOf = (weekdays: readonly number[]) =>
  weekdays.flatMap((weekday) => [
    { weekday, start: "08:00", end: "12:00" },
    { weekday, start: "13:00", end: "17:00" },
  ]);

/** At the weekend the two who are not physicians see patients, one at each site. */
export const worksOn = (staffKey: string, weekday: number): boolean =>
  weekday <= 5 || staffKey === "okafor" || staffKey === "thompson";

/** Monday to Friday, or every day, with an hour at noon. Rooms follow the days of their site. */
export function weeklyHours(resourceId: string) {
  const physician = staff.find((one) => one.credential === "MD" && resourceOf(one) === resourceId);
  return hoursOf(physician ? [1, 2, 3, 4, 5] : [1, 2, 3, 4, 5, 6, 7]);
}

export const payerId = (electronicId: string) => seededId<"payer">(key, `payer/${electronicId}`);

/** Payers that take and answer claims on paper: no simulator stands behind them. */
const paperPayers = [
  { electronicId: "WCSTA", name: "Harbor State Fund", kind: "workers-comp", claimFiling: "WC", filingDays: 365 },
  { electronicId: "TRIWE", name: "TRICARE West", kind: "tricare", claimFiling: "CH", filingDays: 365 },
] as const;

export const demoPayers = [
  ...payers.map((payer) => ({
    payerId: payerId(payer.electronicId),
    name: payer.name,
    electronicId: payer.electronicId,
    kind: payer.kind,
    claimFiling: payer.claimFiling,
    filingDays: payer.filingDays,
    memberIdPattern: payer.memberIdPattern,
    capitated: payer.contract.kind === "capitation",
    active: true,
  })),
  ...paperPayers.map((payer) => ({
    ...payer,
    payerId: payerId(payer.electronicId),
    memberIdPattern: null,
    capitated: false,
    active: true,
    rules: { ...rulesOfKind(payer.kind), paperClaims: true },
  })),
];

/** What the practice charges: 1.8 times the base rate, rounded up to a dollar; a family practice charges above every contract. */
export const prices: readonly { code: string; price: Cents }[] = Object.entries(baseRates).map(([code, base]) => ({
  code,
  price: cents(Math.ceil((base * 18) / 1000) * 100),
}));
