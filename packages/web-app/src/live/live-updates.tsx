import { useQueryClient, type Query } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import type { LiveNote } from "./invalidation.ts";
import { useTRPC } from "../api/trpc.ts";
import { isStaleAfter, type QueryName } from "./invalidation.ts";

const gatherMs = 120;

/** Listens to what others do, and asks again only for what it touches. Renders nothing. */
export function LiveUpdates() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const waiting = useRef<LiveNote[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const lost = useRef(false);

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
    (note: LiveNote) => {
      waiting.current.push(note);
      timer.current ??= setTimeout(flush, gatherMs);
    },
    [flush],
  );
  const live = useSubscription(trpc.live.changes.subscriptionOptions(undefined, { onData }));
  const up = live.status === "pending";
  useEffect(() => {
    // What was told while we did not listen is lost: ask for everything on screen again.
    if (!up) lost.current = true;
    else if (lost.current) {
      lost.current = false;
      void client.invalidateQueries({ refetchType: "active" });
    }
  }, [up, client]);
  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), []);
  return null;
}

function nameOf(query: Query): QueryName | null {
  const [path, options] = query.queryKey;
  if (!Array.isArray(path)) return null;
  const input = typeof options === "object" && options !== null && "input" in options ? options.input : undefined;
  return { path: path.join("."), input };
}

function subscribeOnline(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** Whether the browser has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribeOnline, () => navigator.onLine);
}
