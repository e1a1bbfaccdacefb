import type { Worker, WorkerContext } from "@practicum/service/define-service";
import type { BillingSchema } from "../../sql/schema.ts";
import { goesNow } from "../domain/courier-turn.ts";
import type { BillingPorts } from "../ports/clearinghouse.ts";
import { CourierFault, type Courier, type CourierVisit } from "../ports/courier.ts";
import { endTry, findLink, markCarried, notCarriedYet, type KeptLink } from "../sql/clearinghouse-link.ts";

type CarryContext = WorkerContext<BillingSchema, BillingPorts>;

/**
 * BIL-473: carries the exchange's files to the clearinghouse's server and back. Each step can be cut off and done again: one of ours goes
 * once, one of theirs may come twice and is known by its content (BIL-61). What fails is told with since when, and tried again.
 */
export const carryFiles: Worker<BillingSchema, BillingPorts> = {
  everyMs: 60_000,
  look: async ({ practice, ports }) => practice.demonstration !== true && ports.courier !== undefined,
  async run(context) {
    const { practice, ports } = context;
    const courier = practice.demonstration === true ? undefined : ports.courier?.(practice.id);
    if (courier === undefined) return;
    const kept = await context.transact(({ tx }) => findLink(tx));
    if (kept === null) return;
    const waiting = (await courier.waiting()).length;
    const state = { link: kept.content, trusted: kept.trusted_host_key !== null, waiting };
    if (!goesNow({ ...state, askedAt: kept.asked_at, triedAt: kept.tried_at, fault: kept.fault }, context.now()))
      return;
    await goOnce(context, courier, kept);
  },
};

async function goOnce(context: CarryContext, courier: Courier, kept: KeptLink): Promise<void> {
  const began = context.now();
  let shown: string | null = null;
  let result: Parameters<typeof endTry>[1]["result"];
  try {
    result = await courier.visit(kept.content, kept.trusted_host_key, (server) =>
      carry(context, courier, { kept, server }),
    );
  } catch (error) {
    if (!(error instanceof CourierFault)) throw error;
    shown = error.shown;
    result = { fault: error.fault, about: error.about };
  }
  const at = context.now();
  await context.transact(({ tx }) => endTry(tx, { began, at, version: kept.version, shown, result }));
}

/** A link that is stopped is only looked at: that is what a try is for then. */
async function carry(
  context: CarryContext,
  courier: Courier,
  { kept: { content: link }, server }: { readonly kept: KeptLink; readonly server: CourierVisit },
): Promise<{ sent: number; taken: number }> {
  await server.check();
  if (!link.running) return { sent: 0, taken: 0 };
  const ours = await courier.waiting();
  for (const name of ours) await server.send(name);
  const there = await server.list();
  const theirs = await context.transact(({ tx }) => notCarriedYet(tx, there));
  for (const file of theirs) {
    await server.take(file);
    await context.transact(({ tx }) => markCarried(tx, file, context.now()));
  }
  // Those of an earlier turn too, which was cut off before.
  if (link.taken === "deleted") for (const file of there) await server.remove(file);
  if (theirs.length > 0) await context.transact(async (unit) => unit.wake("exchange"));
  return { sent: ours.length, taken: theirs.length };
}
