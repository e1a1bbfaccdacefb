import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { role } from "../permission.ts";
import { id, instant, version } from "../schema.ts";
import { auditEntry } from "./audit.ts";

/** What is told of accounts to those whom it is about and to the owners; and who needs a second factor. */

/** What was done to a person's account, or in its name from a browser that was not known. */
export const accountNoticeKind = z.enum([
  "roles-changed",
  "rights-changed",
  "code-made",
  "password-set",
  "second-factor-ended",
  "made-inactive",
  "made-active",
  "email-changed",
  "sessions-ended",
  "new-browser",
  "passkey-added",
  "passkey-removed",
  "passkey-copied",
]);
export type AccountNoticeKind = z.output<typeof accountNoticeKind>;

export const accountNotice = z.object({
  noticeId: id("account-notice"),
  kind: accountNoticeKind,
  /** Who did it; empty where it was the person, or nobody can say. */
  by: z.string(),
  /** The roles now, the address now, or the kind of browser; may be empty. */
  detail: z.string(),
  at: instant,
  /** When the person said that it is known. */
  readAt: instant.nullable(),
});
export type AccountNotice = z.output<typeof accountNotice>;

/** Which roles sign in with a second factor, and for how many days a person goes on without one from the first sign-in that asks for it. */
export const signInPolicy = z.object({
  roles: z.array(role).max(role.options.length),
  graceDays: z.int().min(0).max(30),
  /** Null where the practice has said nothing yet. */
  version: version.nullable(),
});
export type SignInPolicy = z.output<typeof signInPolicy>;

export const accountOperations = {
  listOwnerActs: query({
    summary: "What those did who look after the accounts: people, roles, codes, sign-in, money given up; newest first",
    permission: "owner.read",
    input: z.strictObject({
      /** Entries before this number of the audit trail; null for the newest. */
      before: z.int().nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ entries: z.array(auditEntry), next: z.int().nullable() }),
    // About no patient here, and worth knowing who asked.
    patients: () => [],
  }),
  listAccountNotices: query({
    summary: "What was done to one's own account, newest first",
    permission: "session.self",
    input: z.strictObject({
      before: z.strictObject({ at: instant, noticeId: id("account-notice") }).nullable(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({
      notices: z.array(accountNotice),
      next: z.object({ at: instant, noticeId: id("account-notice") }).nullable(),
    }),
  }),
  readAccountNotices: command({
    summary: "Says that what was done to one's own account is known, up to a notice",
    permission: "session.self",
    input: z.strictObject({ upTo: id("account-notice") }),
    output: z.object({ read: z.int() }),
    errors: ["not-found"],
  }),
  getSignInPolicy: query({
    summary: "Which roles need a second factor",
    permission: "staff.read",
    input: z.strictObject({}),
    output: signInPolicy,
  }),
  saveSignInPolicy: command({
    summary: "Sets which roles need a second factor, and the days of grace",
    permission: "staff.manage",
    fresh: true,
    input: signInPolicy.strict(),
    output: z.object({
      version: version.nullable(),
      /** It asks for less than the one before: a second person has to agree first. */
      waits: z.boolean(),
    }),
    errors: ["stale-version"],
  }),
};

/** For who sends mail: what the notice says, and to which addresses. It is about no patient. */
export const accountNoticed = event(
  "identity.account-noticed.v1",
  accountNotice
    .omit({ readAt: true })
    .extend({ staffId: id("staff"), given: z.string(), emails: z.array(z.email()).min(1) }),
  (p) => ({ noticeId: p.noticeId }),
  "owner.read",
  [],
);

export const signInPolicyChanged = event(
  "identity.sign-in-policy-changed.v1",
  signInPolicy,
  () => ({}),
  "staff.manage",
  ["identity.getSignInPolicy"],
);
