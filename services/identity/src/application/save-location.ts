import { fail } from "@practicum/contracts/error";
import { locationChanged, type Location } from "@practicum/contracts/identity/practice";
import { ok } from "@practicum/kernel/result";
import type { Handlers } from "../handlers.ts";
import { insertLocation, updateLocation } from "../sql/locations.ts";

export const saveLocation: Handlers["saveLocation"] = async (context, input) => {
  const location: Location = { ...input, version: (input.version ?? 0) + 1 };
  const save = input.version === null ? insertLocation : updateLocation;
  if (!(await save(context.tx, location))) return fail("stale-version");
  context.emit(locationChanged, location);
  return ok({ locationId: location.locationId, version: location.version });
};
