import { actorId } from "@practicum/contracts/actor";
import { drawerChanged } from "@practicum/contracts/billing/drawers";
import { actorName, type BillingContext } from "../../application/context.ts";
import type { LineKind } from "../domain/drawer.ts";
import {
  cameByBank,
  changeDrawer,
  drawerOf,
  drawersOfPerson,
  insertDrawer,
  insertDrawerEvent,
  insertLine,
  lockDrawers,
  type DrawerRow,
  type NewLine,
} from "../sql/drawers.ts";

/** Whose drawer it is. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export function personOf({ actor }: BillingContext): Person {
  return { id: actorId(actor), name: actorName(actor) };
}

/** BIL-280: a person's open drawer of today; without one it is opened. The caller holds the person's drawers. */
export async function openedDrawer(context: BillingContext, person: Person): Promise<DrawerRow> {
  const { tx, today, now } = context;
  const [last] = await drawersOfPerson(tx, person.id, today);
  if (last?.state === "open") return last;
  const row: DrawerRow = {
    drawer_id: context.ids.next(),
    person_id: person.id,
    person: person.name,
    day: today,
    number: (last?.number ?? 0) + 1,
    state: "open",
    // What stayed in it when it was closed is what the next one begins with.
    opening_float: last?.closing?.left ?? 0,
    counted_in: last !== undefined,
    closing: null,
    version: 1,
  };
  const { version: _, closing: __, ...made } = row;
  await insertDrawer(tx, made);
  await insertDrawerEvent(tx, {
    drawer_id: row.drawer_id,
    what: "opened",
    at: now,
    by_name: actorName(context.actor),
    because: null,
    closing: null,
  });
  return row;
}

type Money = Pick<NewLine, "method" | "amount"> & Partial<Pick<NewLine, "payment_id" | "adjustment_id" | "because">>;

export async function addLine(
  context: BillingContext,
  drawer: DrawerRow,
  kind: LineKind,
  money: Money & Partial<Pick<NewLine, "line_id" | "of_line_id">>,
): Promise<void> {
  if (money.amount === 0) return;
  await insertLine(context.tx, {
    line_id: context.ids.next(),
    payment_id: null,
    adjustment_id: null,
    of_line_id: null,
    because: null,
    ...money,
    drawer_id: drawer.drawer_id,
    at: context.now,
    kind,
    by_name: actorName(context.actor),
  });
  await changeDrawer(context.tx, drawer.drawer_id);
  context.emit(drawerChanged, { drawerId: drawer.drawer_id as never, at: context.now });
}

/** BIL-281: money that a person takes or gives goes through its drawer. The caller holds the patient's lock. */
export async function putInDrawer(
  context: BillingContext,
  person: Person,
  kind: "payment" | "refund",
  money: Money,
): Promise<void> {
  await lockDrawers(context.tx, [person.id]);
  await addLine(context, await openedDrawer(context, person), kind, money);
}

/**
 * BIL-281: what is taken back of today's open drawer is taken back there; else it goes through the drawer of who takes it back. A check
 * that came by the bank was in no drawer and is taken back without one.
 */
export async function takeBackInDrawer(
  context: BillingContext,
  of: { readonly paymentId: string } | { readonly refundId: string },
  money: Money,
): Promise<void> {
  const { tx } = context;
  const own = personOf(context);
  const seen = await drawerOf(tx, of);
  if (seen === null && "paymentId" in of && (await cameByBank(tx, of.paymentId))) return;
  await lockDrawers(tx, [own.id, ...(seen ? [seen.person_id] : [])]);
  // Read again: it may have been closed while this waited.
  const drawer = seen && (await drawerOf(tx, of));
  const there = drawer?.state === "open" && drawer.day === context.today ? drawer : null;
  const late = "paymentId" in of ? "late-reversal" : "refund-undone";
  const kind = there && "paymentId" in of ? "reversal" : late;
  await addLine(context, there ?? (await openedDrawer(context, own)), kind, money);
}
