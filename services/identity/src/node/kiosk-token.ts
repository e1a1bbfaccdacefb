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
  const until = addMinutes(now, KIOSK_SEND_HOURS * 60);
  const body = Buffer.from(JSON.stringify({ ...of, until })).toString("base64url");
  return `${body}.${sign(secret, body)}`;
}

export function readKioskToken(secret: string, token: string, now: Instant): TabletOf | null {
  const [body = "", signature = "", ...more] = token.split(".");
  const [given, expected] = [Buffer.from(signature), Buffer.from(sign(secret, body))];
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { until, ...of } = content.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return until > now ? of : null;
}

/** IDN-138: keys follow from the secret and the session (RFC 5869); nobody stores them, and the next patient's are others. */
export function kioskKeysOf(secret: string, { practiceId, sessionId }: TabletOf): { draft: string; waiting: string } {
  const key = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", secret, practiceId, `kiosk ${purpose} ${sessionId}`, 32)).toString("base64");
  return { draft: key("draft"), waiting: key("waiting") };
}

function sign(secret: string, body: string): string {
  return createHmac("sha256", secret).update("kiosk ").update(body).digest("base64url");
}
