import type { Change, LiveNote } from "@practicum/api/live-notes";
import { useQueryClient, type Query } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useCallback, useEffect, useRef } from "react";
import { useTRPC } from "../api/trpc.ts";
import { newVersion } from "./new-version.ts";
import { isStaleAfter, type QueryName } from "./invalidation.ts";

const gatherMs = 120;

/**
 * Listens to what others do, and asks again only for what it touches. What was told while the line was down is told again
 * when it is back, or that something was lost. Renders nothing.
 */
export function LiveUpdates({ staffId }: { readonly staffId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const waiting = useRef<LiveNote[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = useCallback(() => {
    timer.current = null;
    const notes = waiting.current;
    waiting.current = [];
    void client.invalidateQueries({
      predicate: (query) => {
        const name = nameOf(query);
        return name !== null && notes.some((note) => isStaleAfter(note, name));
      },
    });
  }, [client]);
  const onData = useCallback(
    ({ data }: Change) => {
      if (data.keys["screens"] !== undefined) newVersion.told(data.keys["screens"]);
      waiting.current.push(data);
      timer.current ??= setTimeout(flush, gatherMs);
    },
    [flush],
  );
  useSubscription(trpc.live.changes.subscriptionOptions({ staffId }, { onData }));
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), []);
  return null;
}

function nameOf(query: Query): QueryName | null {
  const [path, options] = query.queryKey;
  if (!Array.isArray(path)) return null;
  const input = typeof options === "object" && options !== null && "input" in options ? options.input : undefined;
  return { path: path.join("."), input };
}
