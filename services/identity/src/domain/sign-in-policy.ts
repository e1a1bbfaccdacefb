import type { SignInPolicy } from "@practicum/contracts/identity/account";
import type { Role } from "@practicum/contracts/permission";
import { addMinutes, type Instant } from "@practicum/kernel/instant";

/** Where a practice has said nothing: a second factor is a person's own choice. */
export const NO_POLICY: SignInPolicy = { roles: [], graceDays: 7, version: null };

/** Whether a person of these roles signs in with a second factor (IDN-125). */
export function needsFactor({ roles }: Pick<SignInPolicy, "roles">, of: readonly Role[]): boolean {
  return of.some((role) => roles.includes(role));
}

/**
 * Until when a person goes on without one, from the first sign-in that asked for it (IDN-126). The whole day that is asked for counts,
 * so with no day of grace it is over at that moment.
 */
export function graceEnds({ graceDays }: Pick<SignInPolicy, "graceDays">, beganAt: Instant): Instant {
  return addMinutes(beganAt, graceDays * 24 * 60);
}

/** Whether somebody signs in with less by the policy after, or for longer (IDN-122): a role that needs no second factor any more, more days of grace. */
export function isLooser(before: SignInPolicy, after: SignInPolicy): boolean {
  const asksNobody = before.roles.length === 0;
  return !asksNobody && (after.graceDays > before.graceDays || before.roles.some((one) => !after.roles.includes(one)));
}
