import { randomUUID } from "node:crypto";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import type { Permission } from "@practicum/contracts/permission";
import type { StartedInstance } from "../src/instance.ts";
import type { Slot } from "./bare-booking.ts";
import { bookOverGateway, FIRST_DAY, freeSlots, idsOf } from "./free-slots.ts";
import type { GatewayClient } from "./gateway-client.ts";
import { addMadePatients, familyName } from "./made-patients.ts";
import { withDatabase } from "./with-database.ts";

/** Something that a person's screen asks for, again and again about others. */
export interface CallCase {
  readonly number: number;
  readonly name: string;
  readonly goal: string;
  readonly permission: Permission;
  readonly lanes: number;
  /** Calls of one round: enough to use the processor for a second or so. */
  readonly calls: number;
  readonly ask: (client: GatewayClient) => Promise<unknown>;
}

/** As many as a practice of three doctors has after some years. */
const PATIENTS = 10_000;
const LANES = 8;

/** One row of a table, in a transaction that writes nothing and leaves nothing in the audit trail. */
export const unaudited: CallCase = {
  number: 0,
  name: "one row, unaudited",
  goal: "",
  permission: "session.self",
  lanes: LANES,
  calls: 800,
  ask: (client) => client.call("identity.getPractice", {}),
};

/** The calls that people wait for, each about another patient or day than the one before. */
export async function callCases(instance: StartedInstance): Promise<readonly CallCase[]> {
  await addPatients(instance);
  const { charts, days } = await busiest(instance);
  const ids = await idsOf(instance);
  const slots: Iterator<Slot> = freeSlots(ids);
  const random = seededRandom("bench calls");
  const search = (text: string) => (client: GatewayClient) =>
    client.call("scheduling.searchPatients", { text, limit: 20 });
  const find = (client: GatewayClient) =>
    client.call("scheduling.findSlots", {
      patientId: pick(random, ids.patients),
      visitTypeId: ids.visitTypeId,
      providerResourceId: null,
      locationId: null,
      from: addDays(pick(random, days), randomInt(random, 0, 7)),
      limit: 20,
    });
  const getPatient = (client: GatewayClient) =>
    client.call("scheduling.getPatient", { patientId: pick(random, ids.patients) });
  const getChart = (client: GatewayClient) => client.call("charting.getChart", { patientId: pick(random, charts) });
  const daySheet = (client: GatewayClient) =>
    client.call("scheduling.daySheet", { date: pick(random, days), locationId: null });
  const shared = { lanes: LANES, permission: "patient.read" } as const;
  return [
    { ...shared, number: 10, name: "read a patient", goal: "<= 1.25", calls: 500, ask: getPatient },
    {
      ...shared,
      number: 14,
      name: "search by family name",
      goal: "<= 1.7",
      calls: 300,
      ask: (client) => search(familyName(random))(client),
    },
    {
      ...shared,
      number: 15,
      name: "search by three letters",
      goal: "<= 1.7",
      calls: 300,
      ask: (client) => search(familyName(random).slice(0, 3))(client),
    },
    {
      ...shared,
      permission: "patient.register",
      number: 16,
      name: "register",
      goal: "<= 5",
      calls: 120,
      ask: (client) => client.call("scheduling.registerPatient", newcomer(), "command"),
    },
    { ...shared, permission: "schedule.read", number: 17, name: "find slots", goal: "<= 2.5", calls: 150, ask: find },
    { ...shared, permission: "chart.read", number: 18, name: "whole chart", goal: "<= 3.5", calls: 200, ask: getChart },
    { ...shared, permission: "schedule.read", number: 19, name: "day sheet", goal: "<= 3", calls: 200, ask: daySheet },
    {
      number: 20,
      name: "book, 1 client",
      goal: "<= 5.5",
      permission: "appointment.book",
      lanes: 1,
      calls: 80,
      ask: (client) => bookOverGateway(client, must(slots.next().value as Slot | undefined)),
    },
  ];
}

async function addPatients(instance: StartedInstance): Promise<void> {
  await withDatabase(instance, async (client) => {
    const { rows } = await client.query<{ count: number }>("select count(*)::integer as count from scheduling.patient");
    if (must(rows[0]).count >= PATIENTS) return;
    await client.query(`begin; set local search_path = scheduling, public; ${addMadePatients(1, PATIENTS)}; commit`);
    await client.query("analyze");
  });
}

/** The fullest charts and days of the demonstration. */
async function busiest(
  instance: StartedInstance,
): Promise<{ readonly charts: readonly string[]; readonly days: readonly string[] }> {
  return withDatabase(instance, async (client) => {
    const column = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
    return {
      charts: await column(
        "select patient_id as id from charting.encounter group by patient_id order by count(*) desc, 1 limit 20",
      ),
      days: await column(`select date::text as id from scheduling.appointment
        where date < '${FIRST_DAY}' group by date order by count(*) desc, 1 limit 5`),
    };
  });
}

/** Somebody whom nobody in the practice is like. */
function newcomer() {
  const letters = (length: number) =>
    Array.from(randomUUID().replaceAll("-", "").slice(0, length), (digit) =>
      String.fromCodePoint(97 + Number.parseInt(digit, 16)),
    ).join("");
  return {
    name: { family: `Z${letters(9)}`, given: `Q${letters(7)}`, middle: null, suffix: null },
    birthDate: addDays("1940-01-01", Math.floor(Math.random() * 25_000)),
    sex: "female",
    phone: `619${String(2_000_000 + Math.floor(Math.random() * 7_999_999))}`,
    email: null,
    address: { line1: "1 Bench St", line2: null, city: "San Diego", state: "CA", zip: "921010001" },
    language: "en",
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [],
    source: null,
  };
}
