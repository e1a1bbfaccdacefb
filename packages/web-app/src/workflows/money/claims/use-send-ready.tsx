import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand, type CommandOutput } from "../../../api/use-command.ts";
import { say } from "../../../shell/undo.tsx";

/** How many claims one file takes. */
const FILE_MAX = 1000;
const PAGE = 200;

type Left = CommandOutput<"billing", "submitClaims">["left"];

/**
 * Sends every claim that is ready among those that are looked for, whether its page was seen or not, in as few files as they fit in; what
 * stayed is said with its reason.
 */
export function useSendReady(
  among: { readonly text: string; readonly soon: boolean; readonly whose: string; readonly due: boolean },
  /** How many are ready, where what is loaded says it. */
  known: number | null,
) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const command = useCommand("billing", "submitClaims");
  const [left, setLeft] = useState<Left>([]);
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const asked = { ...among, statuses: ["ready" as const], patientId: null, held: false };
  const counted = useQuery({
    // limit: of the first page its count alone is of use.
    ...trpc.billing.listClaims.queryOptions({ ...asked, limit: 1, before: null }),
    enabled: known === null,
  });

  const idsOfReady = async (): Promise<string[]> => {
    const ids = new Set<string>();
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof client.billing.listClaims.query>> = await client.billing.listClaims.query({
        ...asked,
        limit: PAGE,
        before,
      });
      for (const claim of page.claims) ids.add(claim.claimId);
      before = page.next;
    } while (before !== null);
    return [...ids];
  };

  const send = async () => {
    if (looking || command.pending) return;
    setTrouble(null);
    setLooking(true);
    const ids = await idsOfReady()
      .catch((error: unknown) => {
        setTrouble(errorText(error));
        return [];
      })
      .finally(() => setLooking(false));
    const stayed: Left[number][] = [];
    let [sent, files] = [0, 0];
    for (let from = 0; from < ids.length; from += FILE_MAX) {
      const result = await command.run({ claimIds: ids.slice(from, from + FILE_MAX) });
      if (!result.ok) break;
      stayed.push(...result.value.left);
      sent += result.value.submitted.length;
      if (result.value.fileId !== null) files += 1;
    }
    setLeft(stayed);
    if (sent > 0)
      say(`${sent} ${sent === 1 ? "claim" : "claims"} sent in ${files === 1 ? "one file" : `${files} files`}.`);
  };

  const notice = (
    <>
      {trouble !== null && <Notice tone="danger">The claims could not be looked up. {trouble}</Notice>}
      {command.error && <Notice tone="danger">{describeError(command.error)}</Notice>}
      {left.length > 0 && (
        <Notice tone="warn">
          {left.length} stayed: {[...new Set(left.map((one) => one.because))].join(" ")}
        </Notice>
      )}
    </>
  );
  return { count: known ?? counted.data?.all?.count ?? 0, send, pending: looking || command.pending, notice };
}

/** How many of a list's claims are ready; null where pages that were not read yet may have more. */
export function readyAmong(
  rows: readonly { readonly status: string; readonly held?: object | null }[],
  statuses: readonly string[],
  hasMore: boolean,
): number | null {
  if (statuses.length > 0 && !statuses.includes("ready")) return 0;
  return hasMore ? null : rows.filter((claim) => claim.status === "ready" && !claim.held).length;
}
