import { dropPracticeDatabase, setUpPracticeDatabase } from "@practicum/db/setup";
import { must } from "@practicum/kernel/assert";
import type { PracticeEntry } from "../practices.ts";
import { SERVICES } from "../service-names.ts";
import { markReal, refuseMixed, SEED_BEGUN, seedState } from "../seed-state.ts";
import { secrets } from "../state.ts";
import { step } from "./step.ts";

/** Connection strings by practice id and service, each with the service's own role. */
export type DatabaseUrls = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Input {
  readonly adminUrl: string;
  readonly practices: readonly PracticeEntry[];
}

await step<Input, DatabaseUrls>(async ({ adminUrl, practices }) => {
  const urls: Record<string, Readonly<Record<string, string>>> = {};
  const isDemonstration = practices.some((practice) => practice.demonstration === true);
  await refuseMixed(
    adminUrl,
    isDemonstration,
    practices.map(({ database }) => database),
  );
  for (const { id, database, demonstration } of practices) {
    // A demonstration that was not filled to its end is begun anew.
    if ((await seedState(adminUrl, database)) === SEED_BEGUN)
      await dropPracticeDatabase({ adminUrl, database, services: SERVICES });
    const secretOf = (service: string) => `database-${database}-${service}`;
    const known = await secrets(SERVICES.map(secretOf));
    const services = SERVICES.map((service) => ({ service, password: must(known[secretOf(service)]) }));
    urls[id] = await setUpPracticeDatabase({ adminUrl, database, services });
    if (demonstration !== true) await markReal(adminUrl, database);
  }
  return urls;
});
