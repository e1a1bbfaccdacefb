import { roleLabels } from "@practicum/contracts/permission";
import type { WorldView } from "@practicum/curriculum/kit/world-view";
import type { Instant } from "@practicum/kernel/instant";
import { eventsBetween } from "@practicum/world/events";
import { happenedSince, type Happening, type Kind } from "@practicum/world/happened";
import type { KeptEntry } from "@practicum/world/kept/chest";
import { stepsOf } from "@practicum/world/kept/steps";
import type { OpenWorld } from "@practicum/world/open-world";
import { inLines, type NamedHappening } from "@practicum/world/told-lines";

/** Of each kind so many lines are named; the rest is counted. */
const NAMED_MAX = 40;
/** Of each kind so many are looked up: what they are called, and whose they are. */
const LOOKED_UP_MAX = 400;

/** What happened in a span of time, by kind. */
export interface Digest {
  readonly from: Instant;
  readonly to: Instant;
  readonly kinds: readonly DigestKind[];
}

export interface DigestKind {
  readonly kind: Kind;
  readonly count: number;
  /** How many of them came of the trainee's steps. */
  readonly yours: number;
  /** Of all of them, in cents; null where they have none. */
  readonly amount: number | null;
  /** The trainee's own first. */
  readonly items: readonly DigestItem[];
}

export interface DigestItem extends NamedHappening {
  /** How many of the same are one line. */
  readonly times: number;
  /** The trainee's step that it came of. */
  readonly step: { readonly number: number; readonly what: string } | null;
}

/**
 * What happened after a moment, and what of it came of the log's steps.
 *
 * @param begin of the world: whose a record is may have been decided then.
 */
export async function digestOf(
  { world, pglite }: OpenWorld,
  log: readonly KeptEntry[],
  begin: Instant,
  after: Instant,
): Promise<Digest> {
  const to = world.now;
  const steps = new Map(
    stepsOf(log).flatMap((step, index) =>
      step.commandId === null || step.refused ? [] : [[step.commandId, { number: index + 1, what: step.what }]],
    ),
  );
  const events = await eventsBetween(pglite, begin, to);
  const told = happenedSince(events, after, (commandId) => steps.has(commandId));
  const named = namesIn(world);
  const kinds: DigestKind[] = [];
  for (const [kind, all] of Map.groupBy(told, (one) => one.kind)) {
    const own = all.filter(isOwn);
    const amounts = all.flatMap(({ amount }) => (amount === null ? [] : [amount]));
    const first = [...own, ...all.filter((one) => !isOwn(one))].slice(0, LOOKED_UP_MAX);
    const lines = inLines(await Promise.all(first.map(named))).slice(0, NAMED_MAX);
    kinds.push({
      kind,
      count: all.length,
      yours: own.length,
      amount: amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one, 0),
      items: lines.map(({ item, times }) => ({
        ...item,
        times,
        step: item.commandId === null ? null : (steps.get(item.commandId) ?? null),
      })),
    });
  }
  return { from: after, to, kinds };
}

function isOwn({ whose }: Happening): boolean {
  return whose === "yours" || whose === "follows";
}

/** What a task or a call is called, who has it, and who did it: the record knows the person where an event names a service alone. */
function namesIn(world: OpenWorld["world"]): (one: Happening) => Promise<NamedHappening> {
  const ask = ((service: string, query: string, input: unknown) =>
    world.observe(`${service}.${query}`, input)) as WorldView["ask"];
  return async (one) => {
    const { kind, recordId, by } = one;
    const nothing = { ...one, what: null, whom: null };
    if (recordId === null) return nothing;
    if (kind === "call") {
      const call = await ask("messaging", "getCall", { callId: recordId });
      return call === null ? nothing : { ...nothing, what: call.reason, by: by ?? call.doneBy };
    }
    const task = await ask("messaging", "getTask", { taskId: recordId });
    if (task === null) return nothing;
    const whom = task.ownerName ?? (task.pool === null ? null : roleLabels[task.pool]);
    return { ...one, what: task.title, whom, by: by ?? (kind === "task" ? task.createdBy : task.doneBy) };
  };
}
