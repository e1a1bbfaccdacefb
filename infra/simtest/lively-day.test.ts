import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { atLocal } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { expect, test } from "vitest";
import { runSeed } from "../src/seed-practice.ts";
import { SERVICES } from "../src/service-names.ts";

const practice = { id: practiceId, slug: "lively", name: profile.name, timeZone };
const EVERY_STATUS = [
  "arrived",
  "booked",
  "cancelled",
  "checkout",
  "done",
  "no-show",
  "ready",
  "rooming",
  "with-provider",
];

/** In the middle of a Saturday night, and at the first minutes of a Sunday. */
test.each([
  ["2026-11-28", "23:50"],
  ["2026-11-29", "00:02"],
])(
  "a demonstration that is started on %s at %s has people in every state, and no step of it is refused",
  async (day, time) => {
    const pglite = await PGlite.create({ extensions: pgliteExtensions, relaxedDurability: true });
    try {
      await setUpPglite(pglite, SERVICES);
      const { refused } = await runSeed({
        practice,
        openDb: (_, service) => openPglite(pglite, { schema: service }),
        now: atLocal(day, time, timeZone),
        patients: 80,
        weeks: 0,
        pastVisitsPerProvider: 1,
        comingVisitsPerProvider: 1,
        progress: () => {},
      });
      expect(refused).toEqual([]);
      const { rows } = await pglite.query<{ name: string; statuses: string[]; confirmed: number }>(
        `select r.name, array_agg(distinct a.status order by a.status) as statuses, count(a.confirmed_at)::int as confirmed
         from scheduling.appointment a join scheduling.resource r on r.resource_id = a.provider_resource_id
         where a.date = $1 group by r.name order by r.name`,
        [day],
      );
      expect(rows.map((row) => row.name)).toEqual([
        "David Chen, MD",
        "Elena Alvarez, MD",
        "Maya Thompson, NP",
        "Ngozi Okafor, PA-C",
      ]);
      expect([...new Set(rows.flatMap((row) => row.statuses))].toSorted()).toEqual(EVERY_STATUS);
      for (const row of rows) expect(row.confirmed, row.name).toBeGreaterThan(0);
    } finally {
      await pglite.close();
    }
  },
  600_000,
);
