import { Button } from "@mantine/core";
import type { Payer, PayerRulesVersion } from "@practicum/contracts/billing/payers";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { ReasonButton } from "../reason-form.tsx";
import { triedWords } from "../replay/tried-words.ts";
import { asksWords } from "./asks-words.ts";
import { PayerRulesForm } from "./payer-rules.tsx";

const PAGE = 20;

/** BIL-378: what a payer asks for, and what it asked for before, by whom and why; an earlier version can be used again. */
export function PayerRulesAndVersions({ payer }: { readonly payer: Payer }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { payerId: payer.payerId, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.payerRulesHistory.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.payerRulesHistory.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.versions,
    keyOf: (one) => String(one.version),
  });
  return (
    <>
      <PayerRulesForm payer={payer} lastReplayId={query.first?.lastReplayId ?? null} />
      <section className="w-panel" aria-label="What it asked for, by version">
        <header>
          <h2 style={{ margin: 0, fontSize: 15 }}>What it asked for, by version</h2>
        </header>
        {query.error && <ErrorState what="The versions" message={errorText(query.error)} onRetry={query.refetch} />}
        {query.isPending && <LoadingState />}
        <ul className="m-lineage">
          {query.items?.map((one, at) => (
            <Version key={one.version} payer={payer} one={one} latest={at === 0} />
          ))}
        </ul>
        {query.more && (
          <Button size="compact-xs" variant="default" loading={query.more.loading} onClick={query.more.load}>
            Show older versions
          </Button>
        )}
      </section>
    </>
  );
}

function Version(props: { readonly payer: Payer; readonly one: PayerRulesVersion; readonly latest: boolean }) {
  const { payer, one, latest } = props;
  const { timeZone } = useSession();
  const save = useCommand("billing", "savePayer");
  const when =
    one.at === null
      ? "Before versions were kept"
      : `${formatDate(dateIn(one.at, timeZone))} ${formatTime(timeIn(one.at, timeZone))}`;
  const why = [one.because, one.tried && triedWords(one.tried)].filter((each) => each !== null).join(" · ");
  return (
    <li>
      <b>{asksWords(one.rules)}</b> {why}
      <small>{[when, one.by].filter((each) => each !== null).join(" · ")}</small>
      {!latest && (
        <ReasonButton
          draft={`payer-rules-again:${payer.payerId}:${one.version}`}
          label="Why it is used again"
          action="Use this version again"
          command={save}
          input={(because) => ({ ...payer, rules: one.rules, tried: { replayId: null, because } })}
          done={`${payer.name} asks for that again. Claims that wait are looked at again.`}
        >
          Use again
        </ReasonButton>
      )}
    </li>
  );
}
