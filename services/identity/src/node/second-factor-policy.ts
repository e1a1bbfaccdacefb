import type { StaffMember } from "@practicum/contracts/identity/staff";
import { graceEnds, needsFactor } from "../domain/sign-in-policy.ts";
import { beginGrace, insertEnrolment, selectPolicy } from "../sql/account.ts";
import type { Found, PracticeAuth } from "./practice-auth.ts";

/** Whether the practice asks this person for a second factor (IDN-125). */
export async function isFactorNeeded(at: PracticeAuth, staff: StaffMember): Promise<boolean> {
  const policy = await at.db.transact((tx) => selectPolicy(tx), { readOnly: true });
  return needsFactor(policy, staff.roles);
}

/**
 * Where a second factor is asked for and the days of grace are over, the session that the password began is good for setting one up
 * alone (IDN-127). @returns whether it is so.
 */
export async function mustSetUp(at: PracticeAuth, { staff, sessionId, twoFactor }: Found): Promise<boolean> {
  if (twoFactor) return false;
  const now = at.clock.now();
  return at.db.transact(async (tx) => {
    const policy = await selectPolicy(tx);
    if (!needsFactor(policy, staff.roles)) return false;
    if (graceEnds(policy, await beginGrace(tx, staff.staffId, now)) > now) return false;
    await insertEnrolment(tx, sessionId);
    return true;
  });
}
