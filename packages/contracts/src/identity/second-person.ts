import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { permission, role } from "../permission.ts";
import { id, instant } from "../schema.ts";

/** What one person alone does not do: it gives somebody the charts, or the practice (IDN-78). */

export const accountRequest = z.object({
  requestId: id("account-request"),
  /**
   * Roles that open the charts or the accounts; a code by which a password of such a person is set; the end of a lost authenticator; a
   * policy by which somebody signs in with less than now; a role of the practice's own that opens the charts or the accounts to who has it.
   */
  kind: z.enum(["roles", "sign-in-code", "second-factor", "sign-in-policy", "own-role"]),
  /** Whom it is about; a policy and a role are about nobody alone. */
  staffId: id("staff").nullable(),
  staffName: z.string(),
  /** All that the person is to have, where it is about roles; which roles need a second factor, where it is about the policy; else none. */
  roles: z.array(role),
  /** The practice's own roles that the person is to have, by name; of an own role, its name. */
  ownRoles: z.array(z.string()),
  /** What an own role would open, and to how many. */
  opens: z.array(z.object({ permission, people: z.int() })),
  /** Of a policy. */
  graceDays: z.int().nullable(),
  askedBy: z.string(),
  /** Whether who reads this asked for it, and cannot decide. */
  own: z.boolean(),
  askedAt: instant,
  /** Agreed to: roles and authenticators are done by that, a code can be made once, within a day. */
  status: z.enum(["open", "approved", "used", "refused"]),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

export type AccountRequest = z.output<typeof accountRequest>;

export const secondPersonOperations = {
  listAccountRequests: query({
    summary: "What waits for a second person, and what was decided in the last week",
    permission: "account.approve",
    input: z.strictObject({}),
    output: z.array(accountRequest),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  decideAccountRequest: command({
    summary: "Agrees or refuses, as the second person",
    permission: "account.approve",
    fresh: true,
    input: z.strictObject({ requestId: id("account-request"), approve: z.boolean() }),
    output: z.object({ status: accountRequest.shape.status }),
    errors: [
      "not-found",
      "own-request",
      "already-decided",
      "stale-version",
      "invalid-input",
      "last-administrator",
      "last-owner",
      "owner-alone",
    ],
  }),
  resetSecondFactor: command({
    summary: "Ends a lost authenticator, so that the person can set up another; a second person agrees",
    permission: "staff.manage",
    fresh: true,
    aboutStaff: true,
    input: z.strictObject({ staffId: id("staff") }),
    output: z.object({
      /** A second person has to agree first. */
      waits: z.boolean(),
    }),
    errors: ["not-found"],
  }),
  listSignIns: query({
    summary: "Who can sign in, and who has a second factor",
    permission: "staff.manage",
    input: z.strictObject({}),
    output: z.array(z.object({ staffId: id("staff"), twoFactor: z.boolean() })),
    patients: () => [],
  }),
};

export const accountRequestChanged = event(
  "identity.account-request-changed.v1",
  z.object({ requestId: id("account-request"), staffId: id("staff").nullable(), status: accountRequest.shape.status }),
  (p) => ({ requestId: p.requestId }),
  "account.approve",
  ["identity"],
);
