import type { Instant } from "@practicum/kernel/instant";
import { addMs } from "@practicum/kernel/instant";
import type { WorldView } from "@practicum/curriculum/kit/world-view";
import { eventsBetween } from "./events.ts";
import { happenedSince, type Happening } from "./happened.ts";
import type { KeptEntry } from "./kept/chest.ts";
import { stepsOf } from "./kept/steps.ts";
import type { OpenWorld } from "./open-world.ts";

const DAY_MS = 86_400_000;
/** How often a course is looked at, its beginning and end among them. */
const LOOKS = 7;

/** How a practice stands: amounts in cents. */
export interface Figures {
  /** What payers owe. */
  readonly insuranceDue: number;
  readonly patientDue: number;
  /** What has come in, since the practice began. */
  readonly cash: number;
  readonly denials: number;
  /** Money on which no payer is deciding: visits not billed, claims to mend, rejections, denials. */
  readonly atRisk: number;
  /** Of people's work that waits, reckoned by {@link MINUTES}. */
  readonly hours: number;
}

/** What one of each takes a biller, about, in minutes. */
export const MINUTES = {
  charges: 4,
  "missing-charges": 6,
  "claims-to-fix": 10,
  "claims-to-send": 1,
  "claims-held": 5,
  rejections: 15,
  "voided-claims": 10,
  denials: 30,
  appeals: 20,
  // The same claims, by another order.
  "timely-filing": 0,
  // A call to the payer, or a look at its answer; a denial is counted as one.
  "claim-follow-ups": 10,
  "denial-follow-ups": 0,
  underpayments: 20,
  exceptions: 15,
  "set-aside": 10,
  deposits: 5,
  approvals: 3,
  statements: 2,
  tasks: 10,
} as const;

const AT_RISK = ["charges", "claims-to-fix", "rejections", "denials"];

export interface Span {
  /** Of the world. */
  readonly begin: Instant;
  /** What is told begins after this: where the two that are compared part. */
  readonly since: Instant;
  /** When the future begins, the same for both. */
  readonly from: Instant;
  readonly days: number;
}

/** How one future goes. */
export interface Course {
  readonly from: Instant;
  readonly to: Instant;
  readonly points: readonly { readonly at: Instant; readonly figures: Figures }[];
  /** What happens on the way, each with the step that it comes of. */
  readonly happenings: readonly ComingOf[];
}

export interface ComingOf extends Happening {
  /** Of the log: its number as a person counts, and what it was. */
  readonly step: { readonly number: number; readonly what: string } | null;
}

/** Something that happens in one future and not in the other. */
export interface Differing extends ComingOf {
  readonly only: "left" | "right";
}

/** Two futures side by side (WLD-46). */
export interface Comparison {
  readonly left: Course;
  readonly right: Course;
  readonly differing: readonly Differing[];
}

/**
 * Lets time pass in a copy of a world, and tells how it goes. Who of the practice works meanwhile is as it was set.
 *
 * @param copy of the world, which is used up by this.
 * @param log of its steps.
 */
export async function courseOf(
  copy: OpenWorld,
  log: readonly KeptEntry[],
  { begin, since, from, days }: Span,
): Promise<Course> {
  const { world, pglite } = copy;
  const to = addMs(from, days * DAY_MS);
  const points: { at: Instant; figures: Figures }[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    const at = addMs(from, Math.round((days * DAY_MS * look) / (LOOKS - 1)));
    if (at > world.now) await world.apply({ kind: "jump", at: world.now, to: at });
    points.push({ at, figures: await figuresOf(copy) });
  }
  const steps = new Map(
    stepsOf(log).flatMap((step, index) =>
      step.commandId === null || step.refused ? [] : [[step.commandId, { number: index + 1, what: step.what }]],
    ),
  );
  const told = happenedSince(await eventsBetween(pglite, begin, to), since, (commandId) => steps.has(commandId));
  const happenings = told.map((one) => ({
    ...one,
    step: one.commandId === null ? null : (steps.get(one.commandId) ?? null),
  }));
  return { from, to, points, happenings };
}

/** How a practice stands now, by its own queries. It leaves no trace. */
export async function figuresOf({ world, pglite }: OpenWorld): Promise<Figures> {
  const ask = (async (service: string, query: string, input: unknown) =>
    world.observe(`${service}.${query}`, input)) as WorldView["ask"];
  const balances = new Map(
    ((await ask("billing", "trialBalance", {}))?.accounts ?? []).map((one) => [one.account as string, one.balance]),
  );
  const queues = (await ask("billing", "workQueues", {})) ?? [];
  const { rows } = await pglite.query<{ open: number }>(
    "select count(*)::int as open from messaging.task where status = 'open'",
  );
  const minutes = queues.reduce((sum, one) => sum + one.count * MINUTES[one.queue], 0);
  return {
    insuranceDue: balances.get("insurance-receivable") ?? 0,
    patientDue: balances.get("patient-receivable") ?? 0,
    cash: balances.get("cash") ?? 0,
    denials: queues.find((one) => one.queue === "denials")?.count ?? 0,
    atRisk: queues.filter((one) => AT_RISK.includes(one.queue)).reduce((sum, one) => sum + one.amount, 0),
    hours: (minutes + (rows[0]?.open ?? 0) * MINUTES.tasks) / 60,
  };
}

/** What happens in the one and not in the other, in order. What happens in both, to the same record and amount, is left out. */
export function compared(left: Course, right: Course): Comparison {
  const only = (here: Course, there: Course, side: Differing["only"]): Differing[] => {
    const rest = Map.groupBy(there.happenings, sameness);
    return here.happenings.flatMap((one) => {
      const twin = rest.get(sameness(one))?.pop();
      return twin === undefined ? [{ ...one, only: side }] : [];
    });
  };
  const differing = [...only(left, right, "left"), ...only(right, left, "right")];
  return { left, right, differing: differing.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

/** Records have the same ids in both, for these follow from their cause. */
function sameness({ kind, amount, number, route }: Happening): string {
  return JSON.stringify([kind, amount, number, route]);
}
