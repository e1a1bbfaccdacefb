import type { StaffMember } from "@practicum/contracts/identity/staff";
import { permissions } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { IdentitySchema, StaffTable } from "./tables.ts";

const columns = [
  "staff_id",
  "email",
  "family",
  "given",
  "credential",
  "roles",
  "npi",
  "taxonomy",
  "dea",
  "supervisor_id",
  "active",
  "own_roles",
  "granted",
  "withheld",
  "version",
] as const;

/** One change of staff at a time: the rules look at everybody (IDN-1, IDN-4). Held to the end of the transaction. */
export async function lockStaff(tx: Tx<IdentitySchema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity staff'))`.execute(tx);
}

export async function selectStaff(tx: Tx<IdentitySchema>): Promise<StaffMember[]> {
  const rows = await tx
    .selectFrom("staff")
    .select(columns)
    .orderBy("family")
    .orderBy("given")
    .orderBy("staff_id")
    .execute();
  return rows.map(staffFromRow);
}

export async function selectStaffMember(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<StaffMember | null> {
  const row = await tx.selectFrom("staff").select(columns).where("staff_id", "=", staffId).executeTakeFirst();
  return row ? staffFromRow(row) : null;
}

export async function selectStaffByEmail(tx: Tx<IdentitySchema>, email: string): Promise<StaffMember | null> {
  const row = await tx
    .selectFrom("staff")
    .select(columns)
    .where(sql<string>`lower(email)`, "=", email.toLowerCase())
    .executeTakeFirst();
  return row ? staffFromRow(row) : null;
}

/** The person of a sign-in. */
export async function selectStaffOfUser(tx: Tx<IdentitySchema>, userId: string): Promise<StaffMember | null> {
  const user = await tx.selectFrom("auth_user").select("staff_id").where("id", "=", userId).executeTakeFirst();
  return user ? selectStaffMember(tx, user.staff_id) : null;
}

export async function upsertStaff(tx: Tx<IdentitySchema>, person: StaffMember): Promise<void> {
  const row: StaffTable = {
    staff_id: person.staffId,
    email: person.email,
    family: person.family,
    given: person.given,
    credential: person.credential,
    roles: person.roles,
    npi: person.npi,
    taxonomy: person.taxonomy,
    dea: person.dea ?? null,
    supervisor_id: person.supervisorId,
    active: person.active,
    own_roles: [...(person.ownRoles ?? [])],
    granted: [...(person.granted ?? [])],
    withheld: [...(person.withheld ?? [])],
    version: person.version,
  };
  const { staff_id: _, ...changed } = row;
  await tx
    .insertInto("staff")
    .values(row)
    .onConflict((conflict) => conflict.column("staff_id").doUpdateSet(changed))
    .execute();
}

/** Sign-in follows the person: the e-mail, and no session for who is inactive (IDN-8). */
export async function updateSignInOf(tx: Tx<IdentitySchema>, person: StaffMember, now: Instant): Promise<void> {
  const user = await tx
    .updateTable("auth_user")
    .set({ email: person.email.toLowerCase(), name: displayName(person), updated_at: now })
    .where("staff_id", "=", person.staffId)
    .returning("id")
    .executeTakeFirst();
  if (user && !person.active) await tx.deleteFrom("auth_session").where("user_id", "=", user.id).execute();
}

export function displayName(person: Pick<StaffMember, "family" | "given" | "credential">): string {
  const name = `${person.given} ${person.family}`;
  return person.credential === "" ? name : `${name}, ${person.credential}`;
}

function staffFromRow(row: StaffTable): StaffMember {
  return {
    staffId: row.staff_id,
    email: row.email,
    family: row.family,
    given: row.given,
    credential: row.credential,
    roles: row.roles,
    npi: row.npi,
    taxonomy: row.taxonomy,
    ...(row.dea === null ? {} : { dea: row.dea }),
    supervisorId: row.supervisor_id,
    active: row.active,
    ...(row.own_roles.length > 0 ? { ownRoles: row.own_roles } : {}),
    // A permission of an older version is nobody's.
    ...(row.granted.length > 0 ? { granted: row.granted.filter((one) => one in permissions) } : {}),
    ...(row.withheld.length > 0 ? { withheld: row.withheld.filter((one) => one in permissions) } : {}),
    version: row.version,
  };
}
