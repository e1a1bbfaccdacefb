import type { AccountRequest } from "@practicum/contracts/identity/second-person";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { POWERFUL } from "@practicum/contracts/own-role";
import { mayDo, type Permission, type Rights, type Role } from "@practicum/contracts/permission";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";

/** What was agreed to, and not done within this time, is asked for again. */
export const AGREED_MINUTES = 24 * 60;
/** What nobody decided is not decided later. */
export const OPEN_MINUTES = 7 * 24 * 60;
/** Who could decide and was made unable to is counted for so long: nobody becomes the only one by closing the others' accounts. */
export const LINGER_MINUTES = 24 * 60;

/** What makes a role one that opens the charts or the accounts. */
const OPENING: readonly Permission[] = ["chart.read", "staff.manage", "owner.read"];

/** Whether these roles or rights open the charts or the accounts. */
export function isPowerful(who: readonly Role[] | Rights): boolean {
  if (OPENING.some((permission) => mayDo(who, permission))) return true;
  return "roles" in who && POWERFUL.some((permission) => who.granted?.includes(permission) === true);
}

/**
 * Whether a change gives an account such a role that it did not have (IDN-78), or such a right by a role of the practice's own (IDN-155); active
 * or not: it could be made active afterwards. What is added anew has no sign-in yet: its code asks.
 */
export function gainsPower(before: StaffMember, after: StaffMember): boolean {
  const gains = (permission: Permission) => mayDo(after, permission) && !mayDo(before, permission);
  return (
    after.roles.some((role) => !before.roles.includes(role) && isPowerful([role])) ||
    OPENING.some(gains) ||
    POWERFUL.some((permission) => after.granted?.includes(permission) === true && gains(permission))
  );
}

export function isDecider(person: Pick<StaffMember, "active"> & Rights): boolean {
  return person.active && mayDo(person, "account.approve");
}

/** Who of the practice could decide what somebody asks for (IDN-79). */
export interface Deciders {
  readonly everybody: readonly StaffMember[];
  /** Who has a sign-in. Where nobody has one, nobody needs one: the sandbox. */
  readonly signIns: ReadonlySet<string>;
  /** Who could until lately. */
  readonly lingering: ReadonlySet<string>;
}

/** Whether somebody else is there to decide. Who is alone in the practice does it alone. */
export function hasSecondPerson({ everybody, signIns, lingering }: Deciders, askedBy: string): boolean {
  return everybody.some(
    (other) =>
      other.staffId !== askedBy &&
      (isDecider(other) || lingering.has(other.staffId)) &&
      (signIns.size === 0 || signIns.has(other.staffId)),
  );
}

interface Asked {
  readonly status: AccountRequest["status"];
  readonly askedById: string;
  readonly askedAt: Instant;
}

/** Whether this person decides about it now (IDN-80). */
export function checkDecision(request: Asked | null, decider: string, now: Instant): Result<true, DomainError> {
  if (request === null || addMinutes(request.askedAt, OPEN_MINUTES) <= now) return fail("not-found");
  if (request.status !== "open") return fail("already-decided");
  return request.askedById === decider ? fail("own-request") : ok(true);
}
