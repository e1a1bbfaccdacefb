import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { useSession } from "../../session/session-context.ts";

/** "2:30 PM" of today, "11/20/2026 2:30 PM" of another day. */
export function useMoment(): (at: Instant) => string {
  const { timeZone, today } = useSession();
  return (at) => {
    const date = dateIn(at, timeZone);
    const time = formatTime(timeIn(at, timeZone));
    return date === today ? time : `${formatDate(date)} ${time}`;
  };
}
