import type { Instant } from "@practicum/kernel/instant";
import { eventsBetween } from "@practicum/world/events";
import { happenedSince, type Happening, type Kind } from "@practicum/world/happened";
import type { KeptEntry } from "@practicum/world/kept/chest";
import { stepsOf } from "@practicum/world/kept/steps";
import type { OpenWorld } from "@practicum/world/open-world";

/** Of each kind so many are named; the rest is counted. */
const NAMED_MAX = 40;

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

export interface DigestItem extends Happening {
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
  const kinds = [...Map.groupBy(told, (one) => one.kind)].map(([kind, all]): DigestKind => {
    const own = all.filter(isOwn);
    const amounts = all.flatMap(({ amount }) => (amount === null ? [] : [amount]));
    return {
      kind,
      count: all.length,
      yours: own.length,
      amount: amounts.length === 0 ? null : amounts.reduce((sum, one) => sum + one, 0),
      items: [...own, ...all.filter((one) => !isOwn(one))]
        .slice(0, NAMED_MAX)
        .map((one) => ({ ...one, step: one.commandId === null ? null : (steps.get(one.commandId) ?? null) })),
    };
  });
  return { from: after, to, kinds };
}

function isOwn({ whose }: Happening): boolean {
  return whose === "yours" || whose === "follows";
}
