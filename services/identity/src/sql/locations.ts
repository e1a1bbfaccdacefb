import type { Location } from "@practicum/contracts/identity/practice";
import type { Tx } from "@practicum/db/db";
import type { IdentitySchema } from "./tables.ts";

const columns = ["location_id", "name", "address", "phone", "npi", "place_of_service", "active", "version"] as const;

export async function selectLocations(tx: Tx<IdentitySchema>): Promise<Location[]> {
  const rows = await tx.selectFrom("location").select(columns).orderBy("name").orderBy("location_id").execute();
  return rows.map((row) => ({
    locationId: row.location_id,
    name: row.name,
    address: row.address,
    phone: row.phone,
    npi: row.npi,
    placeOfService: row.place_of_service,
    active: row.active,
    version: row.version,
  }));
}

/** Adds the site. @returns false when it is there already. */
export async function insertLocation(tx: Tx<IdentitySchema>, location: Location): Promise<boolean> {
  const added = await tx
    .insertInto("location")
    .values({ location_id: location.locationId, ...rowOf(location) })
    .onConflict((conflict) => conflict.column("location_id").doNothing())
    .returning("location_id")
    .executeTakeFirst();
  return added !== undefined;
}

/** Changes the site where it still has the version before. @returns false when it has not. */
export async function updateLocation(tx: Tx<IdentitySchema>, location: Location): Promise<boolean> {
  const changed = await tx
    .updateTable("location")
    .set(rowOf(location))
    .where("location_id", "=", location.locationId)
    .where("version", "=", location.version - 1)
    .returning("location_id")
    .executeTakeFirst();
  return changed !== undefined;
}

function rowOf(location: Location) {
  return {
    name: location.name,
    address: location.address,
    phone: location.phone,
    npi: location.npi,
    place_of_service: location.placeOfService,
    active: location.active,
    version: location.version,
  };
}
