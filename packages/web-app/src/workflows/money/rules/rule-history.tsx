import { Button } from "@mantine/core";
import type { RuleVersion, ScrubRule } from "@practicum/contracts/billing/scrub-rules";
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
import { triedWords } from "../replay/tried-words.ts";
import { settingWords } from "./rule-modes.ts";

const PAGE = 20;

/** BIL-373: who set a rule, when, why and by what trial; the latest change can be reversed. */
export function RuleHistory(props: { readonly rule: ScrubRule; readonly nameOf: (payerId: string) => string }) {
  const { rule, nameOf } = props;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const session = useSession();
  const undo = useCommand("billing", "undoScrubRule");
  const input = { rule: rule.rule, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.scrubRuleHistory.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.scrubRuleHistory.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.versions,
    keyOf: (one) => String(one.version),
  });
  const reverse = async (version: number) => {
    const result = await undo.run({ rule: rule.rule, version });
    if (result.ok) say(`Rule ${rule.rule} is as it was before.`);
  };
  const reason = ({ undoes, because, tried }: RuleVersion) =>
    [undoes === null ? null : `reverses version ${undoes}`, because, tried && triedWords(tried)]
      .filter((one) => one !== null)
      .join(" · ");
  return (
    <section className="w-panel" aria-label="Changes">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Changes</h2>
      </header>
      {query.error && <ErrorState what="The changes" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {undo.error && <Notice tone="danger">{describeError(undo.error)}</Notice>}
      {query.items?.length === 0 && <p className="m-small">Nobody has changed it.</p>}
      <ul className="m-lineage">
        {query.items?.map((one) => (
          <li key={one.version}>
            <b>{settingWords(one.setting, rule, nameOf)}</b> {reason(one)}
            <small>
              Version {one.version} · {formatDate(dateIn(one.at, session.timeZone))}{" "}
              {formatTime(timeIn(one.at, session.timeZone))} · {one.by}
            </small>
            {one.version === rule.version && session.can("payer.manage") && (
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
