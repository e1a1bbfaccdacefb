import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { closeVault, dropStale, dropTabDrafts, openVault, watchOtherTabs } from "./draft-vault.ts";
import { keptForSession } from "./session-memory.ts";

const ASK_AGAIN_MS = 10_000;

keptForSession(() => {
  dropTabDrafts();
  void closeVault();
});

/**
 * Opens the person's drafts with the keys of the service, and closes them while nobody is signed in. Screens wait for the first
 * answer; without keys they go on, nothing is kept in the browser, and the keys are asked for again.
 *
 * @returns whether the person's drafts can be read.
 */
export function useVault(staffId: string | undefined, locked: boolean): boolean {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [openFor, setOpenFor] = useState<string | null>(null);
  useEffect(() => dropStale(Date.now()), []);
  useEffect(() => watchOtherTabs(), []);
  useEffect(() => {
    if (staffId === undefined || locked) return;
    let over = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const options = trpc.identity.draftKeys.queryOptions({});
      const answer = await client.fetchQuery({ ...options, staleTime: 0, gcTime: 0, retry: false }).catch(() => null);
      // The keys are nobody's to look up later.
      client.removeQueries({ queryKey: options.queryKey });
      if (over) return;
      await openVault(staffId, answer?.keys ?? []);
      setOpenFor(staffId);
      if (answer === null) again = setTimeout(() => void ask(), ASK_AGAIN_MS);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(again);
    };
  }, [staffId, locked, trpc, client]);
  useEffect(() => {
    if (locked) void closeVault();
  }, [locked]);
  return staffId !== undefined && openFor === staffId;
}
