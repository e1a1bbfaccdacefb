import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { address, id, localDate, localTime, personName, phone, version } from "../schema.ts";
import { billsTo, householdRelation } from "./household-relations.ts";
import { birthDate, patientMatch } from "./patients.ts";

/** Families: who belongs together, who pays for whom, who lives at one address. No fact of a chart is among it. */

/** Who pays: a patient, or somebody who is none. Exactly one of the two. */
export const guarantor = z.strictObject({
  patientId: id("patient").nullable(),
  person: z
    .strictObject({
      name: personName,
      birthDate: birthDate.nullable(),
      address: address.nullable(),
      phone: phone.nullable(),
    })
    .nullable(),
});
export type Guarantor = z.output<typeof guarantor>;

const membership = {
  relation: householdRelation,
  billsTo,
  /** Whether the household's address is the member's own; who shares it moves with it. */
  sharesAddress: z.boolean(),
};

export const householdMember = patientMatch.extend({
  ...membership,
  /** Of the patient's record: false where it is closed or was merged into another. */
  active: z.boolean(),
  joinedOn: localDate,
  leftOn: localDate.nullable(),
  nextVisit: z
    .object({ appointmentId: id("appointment"), date: localDate, start: localTime, visitTypeName: z.string() })
    .nullable(),
});
export type HouseholdMember = z.output<typeof householdMember>;

export const household = z.object({
  householdId: id("household"),
  address: address.nullable(),
  guarantor: z
    .object({
      patientId: id("patient").nullable(),
      name: personName,
      birthDate: localDate.nullable(),
      address: address.nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  /** Who belongs to it now first, the oldest first; then who has left. */
  members: z.array(householdMember),
  version,
});
export type Household = z.output<typeof household>;

const seen = { householdId: id("household"), version };
const changed = z.object({ version });

export const householdOperations = {
  getHouseholds: query({
    summary: "The families that a patient belongs to or pays for, with their members",
    permission: "patient.read",
    input: forPatient,
    output: z.array(household),
    patients: (input, output) => [
      input.patientId,
      ...output.flatMap((one) => [...one.members.map((m) => m.patientId), one.guarantor?.patientId]),
    ],
  }),
  startHousehold: command({
    summary: "Makes a family of a patient's record: its address, and who pays",
    permission: "patient.edit",
    input: z.strictObject({
      householdId: id("household"),
      patientId: id("patient"),
      relation: householdRelation,
      billsTo,
      guarantor: guarantor.nullable(),
    }),
    output: changed,
    errors: ["not-found", "already-recorded", "paid-for-elsewhere", "record-closed", "invalid-input"],
    about: (input) => [input.patientId, input.guarantor?.patientId],
  }),
  joinHousehold: command({
    summary: "Adds a patient to a family",
    permission: "patient.edit",
    input: z.strictObject({ ...seen, patientId: id("patient"), ...membership, on: localDate }),
    output: changed,
    errors: [
      "not-found",
      "stale-version",
      "already-recorded",
      "paid-for-elsewhere",
      "record-closed",
      "guarantor-missing",
      "in-the-future",
    ],
    about: byPatient,
  }),
  changeMember: command({
    summary: "Changes what a member is in a family, or says when the member left; or takes that back",
    permission: "patient.edit",
    input: z.strictObject({ ...seen, patientId: id("patient"), ...membership, leftOn: localDate.nullable() }),
    output: changed,
    errors: ["not-found", "stale-version", "paid-for-elsewhere", "guarantor-missing", "in-the-future", "invalid-input"],
    about: byPatient,
  }),
  setGuarantor: command({
    summary: "Says who pays for a family: a patient or another person",
    permission: "patient.edit",
    input: z.strictObject({ ...seen, guarantor: guarantor.nullable() }),
    output: changed,
    errors: ["not-found", "stale-version", "record-closed", "guarantor-missing", "invalid-input"],
    about: (input) => [input.guarantor?.patientId],
  }),
  moveHousehold: command({
    summary: "Moves a family: everybody who shares its address, all of them or nobody",
    permission: "patient.edit",
    input: z.strictObject({
      moveId: id("household-move"),
      ...seen,
      address,
      /** Who moves, as the person at the screen saw it. */
      patientIds: z.array(id("patient")).max(40),
    }),
    output: z.object({ version, moved: z.array(id("patient")) }),
    errors: ["not-found", "stale-version", "already-recorded"],
    about: (input) => input.patientIds,
  }),
  undoHouseholdMove: command({
    summary: "Takes a family's move back, while no address was changed since",
    permission: "patient.edit",
    input: z.strictObject({ moveId: id("household-move") }),
    output: changed,
    errors: ["not-found", "stale-version"],
  }),
};

/** Who belongs to a family now and who pays for it. Sent whole each time. */
export const householdChanged = event(
  "scheduling.household-changed.v1",
  z.object({
    householdId: id("household"),
    version,
    address: address.nullable(),
    guarantor: z
      .object({
        patientId: id("patient").nullable(),
        person: z.object({ name: personName, address: address.nullable(), phone: z.string().nullable() }).nullable(),
      })
      .nullable(),
    members: z.array(z.object({ patientId: id("patient"), relation: householdRelation, billsTo })),
  }),
  (p) => ({ householdId: p.householdId }),
  "patient.read",
  ["scheduling.getHouseholds", "scheduling.getPatient"],
);
