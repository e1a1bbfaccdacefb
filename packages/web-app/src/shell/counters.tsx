import type { Instant } from "@practicum/kernel/instant";
import { minutesBetween } from "@practicum/kernel/instant";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";

const words = { calls: "Calls", tasks: "Tasks", messages: "Messages" } as const;

/** "45m", "3h", "2d": how long the oldest has waited. */
function formatWait(since: Instant, now: Instant): string {
  const minutes = Math.max(0, minutesBetween(since, now));
  if (minutes < 60) return `${minutes}m`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`;
}

/** What waits for me: words, count, age of the oldest, "!" when overdue. The count is the queue's number of rows. */
export function Counters() {
  const trpc = useTRPC();
  const session = useSession();
  const refills = useQuery({ ...trpc.charting.refillCounts.queryOptions({}), enabled: session.can("chart.read") });
  const counters = useQuery({ ...trpc.messaging.counters.queryOptions({}), enabled: session.can("task.read") });
  return (
    <div className="w-counters" aria-label="What waits for you" role="group">
      {counters.data?.map((counter) => (
        <Link
          key={counter.queue}
          to="/inbox/$queue"
          params={{ queue: counter.queue }}
          className="w-counter"
          data-overdue={counter.overdue > 0}
        >
          {words[counter.queue]} <b>{counter.count}</b>
          {counter.oldestAt && <span>· {formatWait(counter.oldestAt, session.now())}</span>}
          {counter.overdue > 0 && <b aria-label={`${counter.overdue} overdue`}>!</b>}
        </Link>
      ))}
      {refills.data && (
        <Link to="/inbox/refills" className="w-counter">
          Refills <b>{refills.data.waiting}</b>
          {refills.data.oldestAt && <span>· {formatWait(refills.data.oldestAt, session.now())}</span>}
        </Link>
      )}
    </div>
  );
}
