import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { KIOSK_SEND_HOURS } from "@practicum/contracts/scheduling/kiosk";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { z } from "zod";

/** Whose tablet it is. No name and no birth date: it travels in a cookie. */
export interface TabletOf {
  readonly practiceId: string;
  readonly patientId: string;
  readonly handoverId: string;
  readonly sessionId: string;
}

const content = z.strictObject({
  practiceId: z.guid(),
  patientId: z.guid(),
  handoverId: z.guid(),
  sessionId: z.string(),
  until: z.string(),
});

/** IDN-137: says itself whose it is and until when, and is signed, so that nothing is kept of it. Whether it is over already scheduling knows. */
export function newKioskToken(secret: string, of: TabletOf, now: Instant): string {
  return signed(secret, "kiosk ", { ...of, until: addMinutes(now, KIOSK_SEND_HOURS * 60) });
}

export function readKioskToken(secret: string, token: string, now: Instant): TabletOf | null {
  const read = readSigned(secret, "kiosk ", token);
  if (read === null) return null;
  const { until, ...of } = content.parse(read);
  return until > now ? of : null;
}

/** Whose link was opened. No name and no birth date. */
export interface LinkOf {
  readonly practiceId: string;
  readonly patientId: string;
  readonly linkId: string;
  readonly sessionId: string;
}

const linkContent = content.omit({ handoverId: true }).extend({ linkId: z.guid() }).strict();
/** Scheduling ends it long before (SCH-263). */
const LINK_HOURS = 4;

/** The same for a patient's link: neither is the other (SCH-267). */
export function newLinkToken(secret: string, of: LinkOf, now: Instant): string {
  return signed(secret, "link ", { ...of, until: addMinutes(now, LINK_HOURS * 60) });
}

export function readLinkToken(secret: string, token: string, now: Instant): LinkOf | null {
  const read = readSigned(secret, "link ", token);
  if (read === null) return null;
  const { until, ...of } = linkContent.parse(read);
  return until > now ? of : null;
}

function signed(secret: string, purpose: Purpose, of: object): string {
  const body = Buffer.from(JSON.stringify(of)).toString("base64url");
  return `${body}.${sign(secret, purpose, body)}`;
}

/** What was signed for a purpose, or null. */
function readSigned(secret: string, purpose: Purpose, token: string): unknown {
  const [body = "", signature = "", ...more] = token.split(".");
  const [given, expected] = [Buffer.from(signature), Buffer.from(sign(secret, purpose, body))];
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return JSON.parse(Buffer.from(body, "base64url").toString());
}

type Purpose = "kiosk " | "link ";

/** IDN-138: keys follow from the secret and the session (RFC 5869); nobody stores them, and the next patient's are others. */
export function kioskKeysOf(secret: string, { practiceId, sessionId }: TabletOf): { draft: string; waiting: string } {
  const key = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", secret, practiceId, `kiosk ${purpose} ${sessionId}`, 32)).toString("base64");
  return { draft: key("draft"), waiting: key("waiting") };
}

function sign(secret: string, purpose: Purpose, body: string): string {
  return createHmac("sha256", secret).update(purpose).update(body).digest("base64url");
}
