import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { closeVault, dropStale, dropTabDrafts, openVault, watchOtherTabs } from "./draft-vault.ts";
import { keptForSession } from "./session-memory.ts";

const ASK_AGAIN_MS = 10_000;
/** What is half typed is worth a moment's waiting: a service that is late at a page's begin answers soon. */
const FIRST_TRIES = { retry: 2, retryDelay: 1000 };

interface Vault {
  /** Whether the person's drafts can be read. */
  readonly ready: boolean;
  /** Another number when drafts were found after the screens stood: they look for them anew. */
  readonly findings: number;
}

keptForSession(() => {
  dropTabDrafts();
  void closeVault();
});

/**
 * Opens the person's drafts with the keys of the service, and closes them while nobody is signed in. Screens wait for the first
 * answer; without keys they go on, nothing is kept in the browser, and the keys are asked for again.
 */
export function useVault(staffId: string | undefined, locked: boolean): Vault {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [openFor, setOpenFor] = useState<string | null>(null);
  const [findings, setFindings] = useState(0);
  useEffect(() => dropStale(Date.now()), []);
  useEffect(() => watchOtherTabs(), []);
  useEffect(() => {
    if (staffId === undefined || locked) return;
    let over = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = async (tries: typeof FIRST_TRIES | { readonly retry: false }) => {
      const options = trpc.identity.draftKeys.queryOptions({});
      const answer = await client.fetchQuery({ ...options, staleTime: 0, gcTime: 0, ...tries }).catch(() => null);
      // The keys are nobody's to look up later.
      client.removeQueries({ queryKey: options.queryKey });
      if (over) return;
      if (await openVault(staffId, answer?.keys ?? [])) setFindings((before) => before + 1);
      setOpenFor(staffId);
      if (answer === null) again = setTimeout(() => void ask({ retry: false }), ASK_AGAIN_MS);
    };
    void ask(FIRST_TRIES);
    return () => {
      over = true;
      clearTimeout(again);
    };
  }, [staffId, locked, trpc, client]);
  useEffect(() => {
    if (locked) void closeVault();
  }, [locked]);
  return { ready: staffId !== undefined && openFor === staffId, findings };
}
