import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import type { Tx } from "@practicum/db/db";
import type { IdentitySchema } from "./tables.ts";

export async function selectPractice(tx: Tx<IdentitySchema>): Promise<PracticeProfile | null> {
  const row = await tx
    .selectFrom("practice_profile")
    .select(["name", "npi", "tax_id", "taxonomy", "billing_address", "phone", "clia", "time_zone", "version"])
    .executeTakeFirst();
  if (!row) return null;
  return {
    name: row.name,
    npi: row.npi,
    taxId: row.tax_id,
    taxonomy: row.taxonomy,
    billingAddress: row.billing_address,
    phone: row.phone,
    clia: row.clia,
    timeZone: row.time_zone,
    version: row.version,
  };
}

/** Adds the profile. @returns false when there is one. */
export async function insertPractice(tx: Tx<IdentitySchema>, profile: PracticeProfile): Promise<boolean> {
  const added = await tx
    .insertInto("practice_profile")
    .values({ one: true, ...rowOf(profile) })
    .onConflict((conflict) => conflict.column("one").doNothing())
    .returning("one")
    .executeTakeFirst();
  return added !== undefined;
}

/** Changes the profile where it still has the version before. @returns false when it has not. */
export async function updatePractice(tx: Tx<IdentitySchema>, profile: PracticeProfile): Promise<boolean> {
  const changed = await tx
    .updateTable("practice_profile")
    .set(rowOf(profile))
    .where("version", "=", profile.version - 1)
    .returning("one")
    .executeTakeFirst();
  return changed !== undefined;
}

function rowOf(profile: PracticeProfile) {
  return {
    name: profile.name,
    npi: profile.npi,
    tax_id: profile.taxId,
    taxonomy: profile.taxonomy,
    billing_address: profile.billingAddress,
    phone: profile.phone,
    clia: profile.clia ?? null,
    time_zone: profile.timeZone,
    version: profile.version,
  };
}
