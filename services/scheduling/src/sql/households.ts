import type { HouseholdMember } from "@practicum/contracts/scheduling/households";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { Address } from "@practicum/contracts/schema";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { HouseholdState, MemberState } from "../domain/household.ts";
import type { MovedPerson } from "./tables-households.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

/**
 * Who shares the family's address lives there by the own record too (SCH-144). After a merge the membership is another record's, which may live
 * elsewhere (SCH-201): what people wrote stays beside it, for when the merge is taken back.
 */
const sharesNow = sql<boolean>`m.shares_address and (h.address is null or (p.address is not null and
  (p.address->>'line1', coalesce(p.address->>'line2', ''), p.address->>'city', p.address->>'state', p.address->>'zip') =
  (h.address->>'line1', coalesce(h.address->>'line2', ''), h.address->>'city', h.address->>'state', h.address->>'zip')))`;

/** A household, kept from others until the transaction ends. */
export async function lockHousehold(tx: T, householdId: string): Promise<HouseholdState | undefined> {
  const row = await tx
    .selectFrom("household")
    .selectAll()
    .where("household_id", "=", householdId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const members = await tx
    .selectFrom("household_member as m")
    .innerJoin("household as h", "h.household_id", "m.household_id")
    .innerJoin("patient as p", "p.patient_id", "m.patient_id")
    .selectAll("m")
    .select(sharesNow.as("shares_now"))
    .where("m.household_id", "=", householdId)
    // What waits with a merged record is the survivor's a second time (SCH-190).
    .where("p.merged_into", "is", null)
    .orderBy("m.joined_on")
    .orderBy("m.patient_id")
    .execute();
  return {
    householdId: row.household_id,
    address: row.address,
    guarantor:
      row.guarantor_patient_id === null && row.guarantor_person === null
        ? null
        : { patientId: row.guarantor_patient_id, person: row.guarantor_person },
    members: members.map((one) => ({
      patientId: one.patient_id,
      relation: one.relation,
      billsTo: one.bills_to,
      sharesAddress: one.shares_now,
      joinedOn: one.joined_on,
      leftOn: one.left_on,
    })),
    version: row.version,
    peopleVersion: row.people_version,
  };
}

/** @returns false when there is one of that id. */
export async function insertHousehold(tx: T, state: HouseholdState): Promise<boolean> {
  const row = await tx
    .insertInto("household")
    .values({
      household_id: state.householdId,
      ...columnsOf(state),
      guarantor_named_id: state.guarantor?.patientId ?? null,
      version: 1,
      people_version: 1,
    })
    .onConflict((oc) => oc.column("household_id").doNothing())
    .returning("household_id")
    .executeTakeFirst();
  if (!row) return false;
  for (const member of state.members) await saveMember(tx, state.householdId, member);
  return true;
}

export async function saveHousehold(tx: T, state: HouseholdState): Promise<void> {
  const payer = state.guarantor?.patientId ?? null;
  await tx
    .updateTable("household")
    .set({
      ...columnsOf(state),
      // Who pays by a merge was named under the other record, and stays so until somebody names another one.
      guarantor_named_id: sql<string | null>`case when guarantor_patient_id is not distinct from ${payer}::uuid
        then guarantor_named_id else ${payer}::uuid end`,
      version: state.version,
      people_version: state.peopleVersion,
    })
    .where("household_id", "=", state.householdId)
    .execute();
}

function columnsOf({ address, guarantor }: HouseholdState) {
  return {
    address: address === null ? null : json(address),
    guarantor_patient_id: guarantor?.patientId ?? null,
    guarantor_person: guarantor?.person ? json(guarantor.person) : null,
  };
}

export async function saveMember(tx: T, householdId: string, member: MemberState): Promise<void> {
  const columns = {
    relation: member.relation,
    bills_to: member.billsTo,
    shares_address: member.sharesAddress,
    left_on: member.leftOn,
  };
  await tx
    .insertInto("household_member")
    .values({
      household_id: householdId,
      patient_id: member.patientId,
      first_patient_id: member.patientId,
      joined_on: member.joinedOn,
      ...columns,
    })
    .onConflict((oc) => oc.columns(["household_id", "patient_id", "joined_on"]).doUpdateSet(columns))
    .execute();
}

/** In which other household somebody pays for a patient now. */
export async function paidForElsewhere(tx: T, patientId: string, householdId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("household_member")
    .select("household_id")
    .where("patient_id", "=", patientId)
    .where("household_id", "<>", householdId)
    .where("left_on", "is", null)
    .where("bills_to", "<>", "self")
    .executeTakeFirst();
  return row !== undefined;
}

/** The households whose address a patient shares by the own membership. One that came by a merge shares as long as the addresses are one (SCH-201). */
export async function sharedBy(tx: T, patientId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("household_member")
    .select("household_id")
    .where("patient_id", "=", patientId)
    .whereRef("first_patient_id", "=", "patient_id")
    .where("left_on", "is", null)
    .where("shares_address", "=", true)
    .orderBy("household_id")
    .execute();
  return rows.map((row) => row.household_id);
}

/** Whether two patients belong to one household now. */
export async function inOneHousehold(tx: T, patientId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct b.patient_id as id from household_member a join household_member b using (household_id)
    where a.patient_id = ${patientId} and a.left_on is null and b.left_on is null`.execute(tx);
  return new Set([...rows.map((row) => row.id), patientId]);
}

export interface HouseholdRow {
  readonly householdId: string;
  readonly address: Address | null;
  readonly guarantorPatientId: string | null;
  readonly guarantorPerson: SchedulingTables["household"]["guarantor_person"];
  readonly version: number;
}

/** The households that a patient belongs or belonged to, or pays for. */
export async function householdsOf(tx: T, patientId: string): Promise<HouseholdRow[]> {
  const { rows } = await sql<HouseholdRow>`
    select h.household_id as "householdId", h.address, h.guarantor_patient_id as "guarantorPatientId",
      h.guarantor_person as "guarantorPerson", h.version
    from household h where h.guarantor_patient_id = ${patientId}
      or exists (select 1 from household_member m where m.household_id = h.household_id and m.patient_id = ${patientId})
    order by not exists (select 1 from household_member m where m.household_id = h.household_id
      and m.patient_id = ${patientId} and m.left_on is null), h.household_id`.execute(tx);
  return rows;
}

export type MemberRow = HouseholdMember & { readonly householdId: string };

/** Their members, who belongs to it now first, the oldest first; with each one's next visit. */
export async function membersOf(tx: T, householdIds: readonly string[], now: Instant): Promise<MemberRow[]> {
  if (householdIds.length === 0) return [];
  const { rows } = await sql<MemberRow>`
    select m.household_id as "householdId", m.patient_id as "patientId", p.mrn::text as mrn,
      json_build_object('family', p.family, 'given', p.given, 'middle', p.middle, 'suffix', p.suffix) as name,
      p.birth_date as "birthDate", p.sex, p.phone, p.active, m.relation, m.bills_to as "billsTo",
      ${sharesNow} as "sharesAddress", m.joined_on as "joinedOn", m.left_on as "leftOn", (
        select json_build_object('appointmentId', a.appointment_id, 'date', a.date,
          'start', to_char(a.start_time, 'HH24:MI'), 'visitTypeName', v.name)
        from appointment a join visit_type v on v.visit_type_id = a.visit_type_id
        where a.patient_id = m.patient_id and a.ends_at > ${now}::timestamptz and a.status = 'booked'
        order by a.starts_at limit 1
      ) as "nextVisit"
    from household_member m join household h using (household_id) join patient p on p.patient_id = m.patient_id
    where m.household_id = any(${householdIds}::uuid[]) and p.merged_into is null
    order by m.left_on is not null, p.birth_date, p.mrn, m.joined_on desc`.execute(tx);
  return rows;
}

/** Moves a patient's record to an address: one version more. */
export async function setAddress(
  tx: T,
  patientId: string,
  address: Address | null,
  seen: number | null,
): Promise<number | undefined> {
  let query = tx
    .updateTable("patient")
    .set((eb) => ({ address: address === null ? null : json(address), version: eb("version", "+", 1) }))
    .where("patient_id", "=", patientId);
  if (seen !== null) query = query.where("version", "=", seen);
  return (await query.returning("version").executeTakeFirst())?.version;
}

/** Patients by their ids, in the order of the ids; changed by nobody else until the transaction ends. */
export async function lockPatients(
  tx: T,
  patientIds: readonly string[],
): Promise<Pick<Patient, "patientId" | "address" | "active" | "version">[]> {
  if (patientIds.length === 0) return [];
  const rows = await tx
    .selectFrom("patient")
    .select(["patient_id", "address", "active", "version"])
    .where("patient_id", "in", [...patientIds])
    .orderBy("patient_id")
    .forUpdate()
    .execute();
  return rows.map((row) => ({
    patientId: row.patient_id,
    address: row.address,
    active: row.active,
    version: row.version,
  }));
}

export interface Move {
  readonly moveId: string;
  readonly householdId: string;
  /** What the household was by it. */
  readonly version: number;
  readonly addressBefore: Address | null;
  readonly before: readonly MovedPerson[];
  readonly undoneAt: Instant | null;
}

export async function findMove(tx: T, moveId: string): Promise<Move | undefined> {
  const row = await tx
    .selectFrom("household_move")
    .selectAll()
    .where("move_id", "=", moveId)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      moveId: row.move_id,
      householdId: row.household_id,
      version: row.version,
      addressBefore: row.address_before,
      before: row.before,
      undoneAt: row.undone_at,
    }
  );
}

export async function insertMove(tx: T, move: Omit<Move, "undoneAt">, at: Instant): Promise<void> {
  await tx
    .insertInto("household_move")
    .values({
      move_id: move.moveId,
      household_id: move.householdId,
      version: move.version,
      moved_at: at,
      address_before: move.addressBefore === null ? null : json(move.addressBefore),
      before: json(move.before),
      undone_at: null,
    })
    .execute();
}

export async function markUndone(tx: T, moveId: string, at: Instant): Promise<void> {
  await tx.updateTable("household_move").set({ undone_at: at }).where("move_id", "=", moveId).execute();
}
