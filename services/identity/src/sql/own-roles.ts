import type { OwnRole } from "@practicum/contracts/identity/own-roles";
import { permissions } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { IdentitySchema, OwnRoleTable } from "./tables.ts";

const columns = ["role_id", "version", "name", "base", "added", "removed", "retired", "by_name", "at"] as const;

/** The newest version of each, by name. */
export async function selectOwnRoles(tx: Tx<IdentitySchema>): Promise<OwnRole[]> {
  const rows = await tx
    .selectFrom("own_role")
    .select(columns)
    .distinctOn("role_id")
    .orderBy("role_id")
    .orderBy("version", "desc")
    .execute();
  return rows.map(roleFromRow).toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** All versions of one, the newest first, each with who made it and when. */
export async function selectVersions(
  tx: Tx<IdentitySchema>,
  roleId: Id<"own-role">,
): Promise<(OwnRole & { readonly by: string; readonly at: Instant })[]> {
  const rows = await tx
    .selectFrom("own_role")
    .select(columns)
    .where("role_id", "=", roleId)
    .orderBy("version", "desc")
    .execute();
  return rows.map((row) => ({ ...roleFromRow(row), by: row.by_name, at: row.at }));
}

export async function insertVersion(
  tx: Tx<IdentitySchema>,
  role: OwnRole,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx
    .insertInto("own_role")
    .values({
      role_id: role.roleId,
      version: role.version,
      name: role.name,
      base: role.base,
      // An array parameter needs its type said: PostgreSQL takes an empty one for text.
      added: sql<OwnRoleTable["added"]>`${role.added}::text[]`,
      removed: sql<OwnRoleTable["removed"]>`${role.removed}::text[]`,
      retired: role.retired,
      by_name: by,
      at,
    })
    .execute();
}

function roleFromRow(row: OwnRoleTable): OwnRole {
  return {
    roleId: row.role_id,
    name: row.name,
    base: row.base,
    added: row.added.filter((one) => one in permissions),
    removed: row.removed.filter((one) => one in permissions),
    retired: row.retired,
    version: row.version,
  };
}
