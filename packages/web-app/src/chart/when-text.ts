import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { localDateOf, localMinutesOf, type Session } from "../session/session-context.ts";

/** "11/23/2026 8:05 AM", in the practice's time zone. */
export function whenText(session: Pick<Session, "timeZone">, at: Instant): string {
  return `${formatDate(localDateOf(session, at))} ${formatMinutes(localMinutesOf(session, at))}`;
}
