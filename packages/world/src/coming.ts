import type { PGliteInterface } from "@electric-sql/pglite";
import { services } from "@practicum/contracts/services";
import { addMs, atLocal, dateIn, instantFromMs, type Instant } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { timeZone } from "@practicum/seed/practice";
import { MERGE_TIMER } from "@practicum/service/follow-merges";
import { RETENTION_TIMER } from "@practicum/service/retention";
import type { World } from "./world.ts";

/** What comes on a day, by its kind. */
export interface Coming {
  readonly kind: "visits" | "reminders" | "eligibility" | "acknowledgement" | "claim-status" | "remittance" | "other";
  /** The first of them. */
  readonly at: Instant;
  readonly count: number;
}

const DAY_MS = 86_400_000;
/** Of the calendar: further ahead, callers change it. */
const CALENDAR_DAYS = 7;

/** What the timers of the practice, its payers and its calendar have ahead (WLD-21), in order. It leaves no trace. */
export async function comingUp(world: World, pglite: PGliteInterface, days: number): Promise<readonly Coming[]> {
  const now = world.now;
  const upTo = addMs(now, days * DAY_MS);
  const each = [...(await timers(pglite, upTo)), ...payersWork(world), ...(await visits(world, now))];
  const byDay = Map.groupBy(
    each.filter(({ at }) => at >= now && at <= upTo),
    ({ kind, at }) => `${dateIn(at, timeZone)} ${kind}`,
  );
  return [...byDay.values()]
    .flatMap((group) => {
      const [first] = group.toSorted((a, b) => (a.at < b.at ? -1 : 1));
      return first === undefined ? [] : [{ ...first, count: group.length }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

type One = Pick<Coming, "kind" | "at">;

async function timers(pglite: PGliteInterface, upTo: Instant): Promise<readonly One[]> {
  const each = Object.keys(services).map(
    (service) =>
      `select name, extract(epoch from fires_at)::float8 * 1000 as ms from "${service}".timer where fires_at <= $1 and name <> all($2)`,
  );
  const { rows } = await pglite.query<{ name: string; ms: number }>(each.join(" union all "), [upTo, HOUSEKEEPING]);
  return rows.map(({ name, ms }) => ({ kind: timerKinds[name] ?? "other", at: instantFromMs(ms) }));
}

/** What the house does for itself: nothing of it is for a person to wait for. */
const HOUSEKEEPING = [RETENTION_TIMER, MERGE_TIMER, "duplicate-sweep", "claim-status", "visits-ahead"];

const timerKinds: { readonly [timer: string]: Coming["kind"] | undefined } = {
  remind: "reminders",
  "eligibility-late": "eligibility",
  "eligibility-retry": "eligibility",
};

/** A payer that decides answers on the same day; a file that waits says by its ending what it is. */
function payersWork(world: World): readonly One[] {
  return world.state.payers.jobs.flatMap((job): One[] => {
    if (job.kind === "adjudicate") return [{ kind: "remittance", at: job.dueAt }];
    if (job.kind !== "deliver") return [];
    const ending = job.file.name.slice(job.file.name.lastIndexOf(".") + 1);
    return [{ kind: fileKinds[ending] ?? "acknowledgement", at: job.dueAt }];
  });
}

const fileKinds: { readonly [ending: string]: Coming["kind"] | undefined } = {
  "835": "remittance",
  "277ca": "claim-status",
  "277": "claim-status",
  "271": "eligibility",
};

async function visits(world: World, now: Instant): Promise<readonly One[]> {
  const found: One[] = [];
  for (let day = 0; day <= CALENDAR_DAYS; day += 1) {
    const date = addDays(dateIn(now, timeZone), day);
    const sheet = await world.observe("scheduling.daySheet", { date, locationId: null });
    for (const { status, start } of visitsOf(sheet))
      if (status === "booked" || status === "confirmed")
        found.push({ kind: "visits", at: atLocal(date, start, timeZone) });
  }
  return found;
}

function visitsOf(sheet: unknown): readonly { readonly status: string; readonly start: string }[] {
  return (sheet as { readonly appointments: readonly { status: string; start: string }[] } | null)?.appointments ?? [];
}
