import { fail } from "@practicum/contracts/error";
import { accountRequestChanged } from "@practicum/contracts/identity/second-person";
import type { Id } from "@practicum/kernel/brand";
import { ok } from "@practicum/kernel/result";
import { checkDecision, hasSecondPerson } from "../domain/second-person.ts";
import { decideStaff, isOwner } from "../domain/staff.ts";
import type { Handlers } from "../handlers.ts";
import { selectOwnRoles } from "../sql/own-roles.ts";
import {
  endSecondFactor,
  selectDeciders,
  selectRequest,
  selectRequests,
  selectSignIns,
  updateRequest,
} from "../sql/second-person.ts";
import { displayName, lockStaff, selectStaff, selectStaffMember } from "../sql/staff.ts";
import { keepPolicy } from "./account.ts";
import { askSecondPerson } from "./ask-second-person.ts";
import { keepPerson } from "./keep-person.ts";
import { keepAgreedRole } from "./own-roles.ts";
import { tellPerson } from "./tell-person.ts";

type Context = Parameters<Handlers["decideAccountRequest"]>[0];

export const listAccountRequests: Handlers["listAccountRequests"] = async ({ tx, actor, now }) => {
  const rows = await selectRequests(tx, now);
  const known = rows.some((row) => row.wanted?.ownRoles) ? await selectOwnRoles(tx) : [];
  const names = (roleIds: readonly string[] = []) =>
    known.filter(({ roleId }) => roleIds.some((one) => one === roleId)).map(({ name }) => name);
  return ok(
    rows.map((row) => ({
      requestId: row.request_id,
      kind: row.kind,
      staffId: row.staff_id,
      staffName:
        row.family === null
          ? ""
          : displayName({ family: row.family, given: row.given ?? "", credential: row.credential ?? "" }),
      roles: [...(row.wanted?.roles ?? row.policy?.roles ?? [])],
      ownRoles: row.own_role ? [row.own_role.input.name] : names(row.wanted?.ownRoles),
      opens: [...(row.own_role?.opens ?? [])],
      graceDays: row.policy?.graceDays ?? null,
      askedBy: row.asked_by,
      own: actor.kind === "staff" && actor.staffId === row.asked_by_id,
      askedAt: row.asked_at,
      status: row.status,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
    })),
  );
};

export const decideAccountRequest: Handlers["decideAccountRequest"] = async (context, { requestId, approve }) => {
  const { tx, actor, now } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  await lockStaff(tx);
  const request = await selectRequest(tx, requestId);
  const asked = request && { status: request.status, askedById: request.asked_by_id, askedAt: request.asked_at };
  const may = checkDecision(asked, actor.staffId, now);
  if (!may.ok) return may;
  if (request === null) return fail("not-found");
  if (approve && request.wanted !== null) {
    const everybody = await selectStaff(tx);
    const asker = everybody.find((one) => one.staffId === request.asked_by_id);
    const decided = decideStaff(
      request.wanted,
      everybody,
      asker !== undefined && isOwner(asker),
      await selectOwnRoles(tx),
    );
    if (!decided.ok) return decided;
    await keepPerson(context, decided.value, `${request.asked_by} and ${actor.name}`);
  }
  if (approve && request.policy) {
    const saved = await keepPolicy(context, request.policy);
    if (!saved.ok) return saved;
  }
  if (approve && request.own_role) {
    const kept = await keepAgreedRole(context, request.own_role.input, `${request.asked_by} and ${actor.name}`);
    if (!kept.ok) return kept;
  }
  if (approve && request.kind === "second-factor" && request.staff_id !== null)
    await endFactorOf(context, request.staff_id, `${request.asked_by} and ${actor.name}`);
  // A code is still to be made, by who asked; the rest is done by this.
  const status = approve ? (request.kind === "sign-in-code" ? "approved" : "used") : "refused";
  await updateRequest(tx, requestId, { status, decided_by_id: actor.staffId, decided_by: actor.name, decided_at: now });
  context.emit(accountRequestChanged, { requestId, staffId: request.staff_id, status });
  return ok({ status });
};

export const resetSecondFactor: Handlers["resetSecondFactor"] = async (context, { staffId }) => {
  const { tx, actor, now } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  await lockStaff(tx);
  if (!(await selectStaffMember(tx, staffId))) return fail("not-found");
  if (hasSecondPerson(await selectDeciders(tx, now), actor.staffId)) {
    await askSecondPerson(context, actor, { kind: "second-factor", staffId, wanted: null });
    return ok({ waits: true });
  }
  await endFactorOf(context, staffId, actor.name);
  return ok({ waits: false });
};

async function endFactorOf(context: Context, staffId: Id<"staff">, by: string): Promise<void> {
  await endSecondFactor(context.tx, staffId);
  const person = await selectStaffMember(context.tx, staffId);
  if (person) await tellPerson(context, person, { kind: "second-factor-ended", by });
}

export const listSignIns: Handlers["listSignIns"] = async ({ tx }) => ok(await selectSignIns(tx));
