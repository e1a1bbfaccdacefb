import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { expect, test } from "vitest";
import { NOW } from "../src/build-sandbox-seed.ts";
import { SEED_SIZES } from "../src/demo.ts";
import { runSeed } from "../src/seed-practice.ts";
import { SERVICES } from "../src/service-names.ts";

test("the whole demonstration, as a start makes it, is refused nothing", { timeout: 900_000 }, async () => {
  const pglite = await PGlite.create({ extensions: pgliteExtensions, relaxedDurability: true });
  await setUpPglite(pglite, SERVICES);
  const { refused, visits } = await runSeed({
    practice: { id: practiceId, slug: "whole", name: profile.name, timeZone },
    openDb: (_practice, service) => openPglite(pglite, { schema: service }),
    now: NOW,
    history: true,
    ...SEED_SIZES.full,
    atOnce: 6,
    progress: () => {},
  });
  expect(refused).toEqual([]);
  expect(visits).toBeGreaterThan(200);
  await pglite.close();
});
