import { Button } from "@mantine/core";
import type { ContractVersion, PayerContract } from "@practicum/contracts/billing/payer-contracts";
import { describeError } from "@practicum/contracts/error";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { contractWords } from "./contract-words.ts";

const PAGE = 20;

/** BIL-380: who wrote what from when on, and why; the latest change can be reversed. */
export function ContractHistory(props: {
  readonly contract: PayerContract;
  readonly scheduleName: (id: string) => string;
}) {
  const { contract, scheduleName } = props;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const session = useSession();
  const undo = useCommand("billing", "undoContract");
  const input = { contractId: contract.contractId, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.contractHistory.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.contractHistory.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.versions,
    keyOf: (one) => String(one.version),
  });
  const reverse = async (version: number) => {
    const result = await undo.run({ contractId: contract.contractId, version });
    if (result.ok) say("The contract is as it was before.");
  };
  const what = ({ undoes, content }: ContractVersion) =>
    undoes !== null ? `Version ${undoes} is reversed` : content === null ? "It ends" : content.name;
  return (
    <section className="w-panel" aria-label="Changes">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Changes</h2>
      </header>
      {query.error && <ErrorState what="The changes" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {undo.error && <Notice tone="danger">{describeError(undo.error)}</Notice>}
      <ul className="m-lineage">
        {query.items?.map((one) => (
          <li key={one.version}>
            <b>{what(one)}</b> {one.undoes === null && `from ${formatDate(one.from)} on`}
            {one.undone && " · reversed since"}
            {one.because !== null && ` · ${one.because}`}
            {one.content !== null && <small>{contractWords(one.content, scheduleName)}</small>}
            <small>
              Version {one.version} · {formatDate(dateIn(one.at, session.timeZone))}{" "}
              {formatTime(timeIn(one.at, session.timeZone))} · {one.by}
            </small>
            {one.version === contract.version && session.can("payer.manage") && (
              <Button
                size="compact-xs"
                variant="default"
                loading={undo.pending}
                onClick={() => void reverse(one.version)}
              >
                Reverse this change
              </Button>
            )}
          </li>
        ))}
      </ul>
      {query.more && (
        <Button size="compact-xs" variant="default" loading={query.more.loading} onClick={query.more.load}>
          Show older changes
        </Button>
      )}
    </section>
  );
}
