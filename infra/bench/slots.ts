import { scheduling } from "@practicum/contracts/scheduling";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { schedulingService } from "@practicum/scheduling/service";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { median, percentile, share, type BenchRow } from "../src/bench-row.ts";
import { addMadePatients } from "./made-patients.ts";

const PATIENTS = 10_000;
/** Patients put in at once: a transaction has its seconds, on a busy machine too. */
const A_STATEMENT = 5000;
const DAYS_A_STATEMENT = 25;
const PROVIDERS = 10;
/** The Monday at which the test clock stands. */
const FIRST = "2026-11-23";
/** All visits of these days are taken: only the last week of the half year is free. */
const FULL_DAYS = 175;
const SEARCHES = 60;
const WARM_UP = 15;
const GOAL_MS = 100;

/** Row 22: the longest search for an open time, through half a year in which ten providers have nothing before the last week. */
export async function bench(): Promise<readonly BenchRow[]> {
  const host = await testHost({ database: "pg", modules: [serviceModule(schedulingService, undefined)] });
  try {
    const search = await fullPractice(host);
    const tookMs: number[] = [];
    for (let i = 0; i < SEARCHES + WARM_UP; i += 1) {
      const startedMs = performance.now();
      const found = await search();
      if (i >= WARM_UP) tookMs.push(performance.now() - startedMs);
      const first = found.map(({ date }) => date).sort()[0];
      if (first !== addDays(FIRST, FULL_DAYS)) throw new Error(`the first open time is on ${first ?? "no day"}`);
    }
    const ours = median(tookMs);
    const note = `p95 ${percentile(tookMs, 0.95).toFixed(1)} ms; ${PROVIDERS} providers, ${PATIENTS} patients, service and PostgreSQL without the gateway`;
    return [
      {
        number: 22,
        name: "open times through six full months / 100 ms",
        ours,
        unit: "ms",
        ...share(ours, GOAL_MS),
        note,
      },
    ];
  } finally {
    await host.stop();
  }
}

async function fullPractice(host: TestHost) {
  const call = host.caller("scheduling", scheduling);
  const locationId = host.ids.next<"location">();
  const visitTypeId = host.ids.next<"visit-type">();
  const type = { visitTypeId, name: "Follow-up", minutes: 30, newPatient: false, equipmentResourceId: null };
  const replies = [await call("saveVisitType", { ...type, active: true, version: null })] as { readonly ok: boolean }[];
  for (let count = 0; count < PROVIDERS; count += 1) {
    const resourceId = host.ids.next<"resource">();
    const column = {
      resourceId,
      kind: "provider" as const,
      name: `Provider ${count}`,
      staffId: host.ids.next<"staff">(),
    };
    replies.push(await call("saveResource", { ...column, locationId, active: true, version: null }));
    replies.push(await call("saveTemplate", { resourceId, from: "2026-01-01", hours: week() }));
  }
  if (replies.some((reply) => !reply.ok)) throw new Error("the practice could not be set up");
  for (let first = 1; first <= PATIENTS; first += A_STATEMENT) {
    await host.rows("scheduling", addMadePatients(first, first + A_STATEMENT - 1));
  }
  for (let day = 0; day < FULL_DAYS; day += DAYS_A_STATEMENT) {
    await host.rows("scheduling", visits(visitTypeId, addDays(FIRST, day), addDays(FIRST, day + DAYS_A_STATEMENT - 1)));
  }
  await host.rows("scheduling", "analyze");
  const input = { patientId: null, visitTypeId, providerResourceId: null, locationId: null, from: FIRST, limit: 20 };
  return async () => {
    const found = await call("findSlots", input, { as: ["front-desk"] });
    if (!found.ok) throw new Error(`the search was refused: ${found.error.code}`);
    must(found.value.slots[0]);
    return found.value.slots;
  };
}

function week() {
  return [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, start: "08:00", end: "12:00" },
    { weekday, start: "13:00", end: "17:00" },
  ]);
}

/** A visit in each half hour of each provider's day; no patient is at two places. */
function visits(visitTypeId: string, first: string, last: string): string {
  const at = (halfHours: string) => `(d.day + ${halfHours} * interval '30 minutes') at time zone 'America/Los_Angeles'`;
  return `with p as (select patient_id, row_number() over () - 1 as n from patient),
      r as (select *, row_number() over (order by resource_id) - 1 as n from resource where kind = 'provider')
    insert into appointment (appointment_id, patient_id, provider_resource_id, provider_staff_id, location_id, visit_type_id,
      date, start_time, minutes, starts_at, ends_at, reason, status, status_since)
    select gen_random_uuid(), p.patient_id, r.resource_id, r.staff_id, r.location_id, '${visitTypeId}', d.day::date,
      time '00:00' + h * interval '30 minutes', 30, ${at("h")}, ${at("(h + 1)")}, 'check', 'booked', now()
    from r cross join generate_series(timestamp '${first}', timestamp '${last}', interval '1 day') with ordinality as d (day, n)
      cross join generate_series(16, 33) as h join p on p.n = ((d.n * 18 + h) * ${PROVIDERS} + r.n) % ${PATIENTS}
    where extract(isodow from d.day) < 6 and h not in (24, 25)`;
}
