import type { Result } from "@practicum/kernel/result";
import { z } from "zod";
import { actor } from "./actor.ts";
import { domainError, type DomainError } from "./error.ts";
import { practiceProfile } from "./identity/practice.ts";
import { staffMember } from "./identity/staff.ts";
import { id, instant } from "./schema.ts";

/**
 * Sign-in, between the gateway and identity: `svc.identity.auth-<name>`. It is beside the operations because here nobody is
 * signed in yet, and because cookies travel.
 */

const typedEmail = z.string().trim().max(254);
/** Longer than any password may be: so a wrong one is hashed and refused like any other. */
const typedPassword = z.string().min(1, { error: "This is required." }).max(200);

const sixDigits = z
  .string()
  .trim()
  .regex(/^\d{6}$/, { error: "Enter the six digits." });

const base64url = z.string().regex(/^[\w-]*$/);

/** What a browser's `navigator.credentials` gives, without what nobody here reads (WebAuthn Level 3, 5.1). */
export const passkeyCreated = z.strictObject({
  id: base64url.min(1).max(1400),
  clientDataJSON: base64url.max(2000),
  attestationObject: base64url.max(6000),
  transports: z.array(z.string().max(20)).max(8),
});
export const passkeyShown = z.strictObject({
  id: base64url.min(1).max(1400),
  clientDataJSON: base64url.max(2000),
  authenticatorData: base64url.max(2000),
  signature: base64url.max(4000),
  /** Whose it is, as the passkey says; one that is no resident of its device says nothing. */
  userHandle: base64url.max(100).nullable(),
});
export type PasskeyCreated = z.output<typeof passkeyCreated>;
export type PasskeyShown = z.output<typeof passkeyShown>;

const passkeyName = z.string().trim().min(1, { error: "This is required." }).max(60);

/** What each endpoint takes; the gateway offers `/api/auth/<name>` for these and nothing else. */
export const authBodies = {
  "sign-in": z.strictObject({ practice: z.string().max(60).optional(), email: typedEmail, password: typedPassword }),
  "verify-totp": z.strictObject({ code: sixDigits }),
  "verify-backup-code": z.strictObject({ code: z.string().trim().min(6).max(40) }),
  "sign-out": z.strictObject({}),
  "change-password": z.strictObject({ currentPassword: typedPassword, newPassword: typedPassword }),
  "set-password": z.strictObject({
    practice: z.string().max(60).optional(),
    email: typedEmail,
    code: z.string().max(40),
    newPassword: typedPassword,
  }),
  "issue-code": z.strictObject({ staffId: id("staff") }),
  "totp-start": z.strictObject({ password: typedPassword }),
  "totp-confirm": z.strictObject({ code: sixDigits }),
  "totp-stop": z.strictObject({ password: typedPassword }),
  /** Shows again who one is: by the password, or by the authenticator where one is set up. */
  confirm: z.union([
    z.strictObject({ password: typedPassword }),
    z.strictObject({ code: sixDigits }),
    z.strictObject({ passkey: passkeyShown }),
  ]),
  /** The person's own passkeys. */
  passkeys: z.strictObject({}),
  /** What a browser makes one by. */
  "passkey-new": z.strictObject({}),
  "passkey-add": z.strictObject({ name: passkeyName, created: passkeyCreated }),
  "passkey-rename": z.strictObject({ passkeyId: base64url.min(1).max(1400), name: passkeyName }),
  "passkey-remove": z.strictObject({ passkeyId: base64url.min(1).max(1400) }),
  /** What a browser shows one by: to sign in with nothing else, after the password, or to show again who one is. */
  "passkey-ask": z.strictObject({
    practice: z.string().max(60).optional(),
    purpose: z.enum(["sign-in", "second-step", "confirm"]),
  }),
  "passkey-sign-in": z.strictObject({
    practice: z.string().max(60).optional(),
    purpose: z.enum(["sign-in", "second-step"]),
    shown: passkeyShown,
  }),
  /** The person's own sessions; and the end of one, or of all others. */
  sessions: z.strictObject({}),
  "end-session": z.strictObject({ sessionId: z.string().min(1).max(64).nullable() }),
  /** Another person's, for who looks after accounts. */
  "person-sessions": z.strictObject({ staffId: id("staff") }),
  "end-person-sessions": z.strictObject({ staffId: id("staff"), sessionId: z.string().min(1).max(64).nullable() }),
  activity: z.strictObject({}),
  /** Opens an installation without a practice by the link that its operator has: once. From then on the browser's cookie is asked. */
  "found-open": z.strictObject({ token: z.string().min(1).max(100) }),
  "found-state": z.strictObject({}),
  "found-practice": practiceProfile.omit({ version: true }).strict(),
  "found-manager": z.strictObject({
    ...staffMember.pick({ family: true, given: true, credential: true, email: true }).shape,
    password: typedPassword,
  }),
} as const;

export type AuthEndpoint = keyof typeof authBodies;

/** What the gateway knows of a request. */
export const authRequest = z.strictObject({
  /** The practice's short name from the cookie; a sign-in names it in its body. */
  practice: z.string().nullable(),
  /** The request's cookies as they came. */
  cookie: z.string().max(8192),
  address: z.string().max(64),
  /** What the browser calls itself. */
  agent: z.string().max(300).optional(),
  /** The page's own, where it is one of ours: "https://practice.example". Passkeys are for one. */
  origin: z.string().max(300).nullable().optional(),
  body: z.unknown(),
});
export type AuthRequest = z.output<typeof authRequest>;

/** A person at a screen, and until when without a sign of life. */
export const session = z.object({
  sessionId: z.string(),
  practice: z.object({ id: id("practice"), slug: z.string(), name: z.string() }),
  staff: staffMember,
  permissions: z.array(z.string()),
  /** Whether the password alone does not sign in: there is an authenticator, or a passkey. */
  twoFactor: z.boolean(),
  /** Whether there is one that shows codes. */
  authenticator: z.boolean(),
  expiresAt: instant,
  idleMinutes: z.int(),
});
export type Session = z.output<typeof session>;

export const authReply = z.object({
  /** Set-Cookie headers for the browser. */
  setCookies: z.array(z.string()),
  /** The practice to remember for this browser; null forgets it, absent leaves it. */
  practice: z.string().nullable().optional(),
  result: z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: z.record(z.string(), z.unknown()) }),
    z.object({ ok: z.literal(false), error: domainError }),
  ]),
});
export interface AuthReply {
  readonly setCookies: readonly string[];
  readonly practice?: string | null | undefined;
  readonly result: Result<{ readonly [key: string]: unknown }, DomainError>;
}

/** One place where a person is signed in, as the person sees it. */
export const ownSession = z.object({
  sessionId: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  startedAt: instant,
  /** The last sign of life. */
  seenAt: instant,
  /** "Firefox on Windows"; null where the browser did not say. */
  device: z.string().nullable(),
});
export type OwnSession = z.output<typeof ownSession>;

/** A passkey as its person sees it. */
export const ownPasskey = z.object({
  passkeyId: z.string(),
  name: z.string(),
  /** The address that it opens. */
  host: z.string(),
  addedAt: instant,
  usedAt: instant.nullable(),
  /** Whether its maker keeps a copy: then it is on the person's other devices, too. */
  synced: z.boolean(),
});
export type OwnPasskey = z.output<typeof ownPasskey>;

/** Answer of `svc.identity.auth-resolve`: whose session a cookie is. It extends nothing. */
export const resolvedSession = z.object({
  session: session.nullable(),
  actor: actor.nullable(),
});
export type ResolvedSession = z.output<typeof resolvedSession>;

/** How far the founding of a practice is, for the browser that opened the link. */
export const foundingState = z.object({
  /** What comes next. */
  step: z.enum(["practice", "manager"]),
  practice: practiceProfile.nullable(),
});
export type FoundingState = z.output<typeof foundingState>;

/**
 * The door of tablets, between the gateway and identity: `svc.identity.auth-kiosk-<name>`. `begin` counts an attempt and says which practice it
 * is; `session` makes the token of a tablet that scheduling has opened; `resolve` says whose a token is.
 */
export const kioskAsked = {
  begin: z.strictObject({ practice: z.string().max(60).nullable(), address: z.string().max(64) }),
  session: z.strictObject({
    practiceId: id("practice"),
    patientId: id("patient"),
    handoverId: id("kiosk-handover"),
    sessionId: z.string().min(1).max(64),
  }),
  resolve: z.strictObject({ token: z.string().max(1000) }),
} as const;

export const kioskBegun = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), practiceId: id("practice"), slug: z.string(), name: z.string() }),
  z.object({ ok: z.literal(false), error: domainError }),
]);

/** AES-256 keys, as base64: of what is being filled in, and of what is filled in and waits for the network. */
export const kioskKeys = z.object({ draft: z.string(), waiting: z.string() });

export const kioskResolved = z.object({
  tablet: z
    .object({
      practiceId: id("practice"),
      practiceName: z.string(),
      patientId: id("patient"),
      handoverId: id("kiosk-handover"),
      actor,
      keys: kioskKeys,
    })
    .nullable(),
});
export type KioskTablet = NonNullable<z.output<typeof kioskResolved>["tablet"]>;
export const kioskToken = z.object({ token: z.string().nullable() });

/**
 * The door of patients' links, in the same way: `svc.identity.auth-link-<name>`. What scheduling knows of a link is its mark (SHA-256); the link
 * itself goes no further than the gateway.
 */
export const linkAsked = {
  begin: kioskAsked.begin,
  session: kioskAsked.session
    .omit({ handoverId: true })
    .extend({ linkId: id("booking-link") })
    .strict(),
  resolve: kioskAsked.resolve,
} as const;

export const linkResolved = z.object({
  session: z
    .object({
      practiceId: id("practice"),
      practiceName: z.string(),
      timeZone: z.string(),
      patientId: id("patient"),
      linkId: id("booking-link"),
      actor,
    })
    .nullable(),
});
export type LinkSession = NonNullable<z.output<typeof linkResolved>["session"]>;

/** Told to every gateway when sessions of a person ended; the keys name the person. */
export const SESSIONS_ENDED = "identity.sessions-ended";
