import { Button } from "@mantine/core";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { OutreachTabs } from "../outreach-tabs.tsx";
import type { RecallRuleHead } from "./recall-words.ts";
import "../outreach.css";

/** All rules for recalls with what came of each. */
export function RecallRulesPage() {
  const session = useSession();
  const trpc = useTRPC();
  const rules = useQuery(trpc.messaging.listRecallRules.queryOptions({}));
  const mayManage = session.can("outreach.manage");
  const make = mayManage && (
    <Button size="xs" component={Link} to="/outreach/recalls/rules/new">
      New rule
    </Button>
  );
  return (
    <Page title="Recall rules" actions={make}>
      <OutreachTabs />
      {rules.error && (
        <ErrorState what="The rules" message={errorText(rules.error)} onRetry={() => void rules.refetch()} />
      )}
      {rules.isPending && <LoadingState />}
      {rules.data?.length === 0 && (
        <EmptyState title="No rule yet">
          A rule says which patients are to be asked to come, and how. Your practice manager makes rules.
        </EmptyState>
      )}
      <ul className="or-campaigns" aria-label="Rules">
        {rules.data?.map((one) => (
          <li key={one.ruleId} className="w-panel">
            <h2>
              {mayManage ? (
                <Link to={`/outreach/recalls/rules/${one.ruleId}`} className="p-anchor">
                  {one.name}
                </Link>
              ) : (
                one.name
              )}
            </h2>
            <Head of={one} />
            <Figures of={one} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Head({ of }: { readonly of: RecallRuleHead }) {
  const { timeZone } = useSession();
  return (
    <p className="or-dim">
      {of.on ? "On" : "Off"} · books {of.visitTypeName}
      {of.lookedAt && ` · means ${of.found ?? 0} on ${formatDate(dateIn(of.lookedAt, timeZone))}`}
    </p>
  );
}

/** How far the patients of a rule are; the parts add up to all. */
export function Figures({ of }: { readonly of: RecallRuleHead }) {
  const { states, people, asked, bookedSoon } = of.figures;
  const rows: readonly (readonly [string, number])[] = [
    ["To be told", states.due],
    ["Told", states.sent],
    ["Wants a visit", states.answered],
    ["To call", states["to-call"]],
    ["Booked", states.booked],
    ["Declined", states.declined + states["opted-out"]],
    ["Not reached", states.unreachable],
    ["Stopped", states.stopped],
  ];
  return (
    <>
      <dl className="or-facts">
        {rows.map(([word, count]) => (
          <div key={word} style={{ display: "contents" }}>
            <dt>{word}</dt>
            <dd>{count}</dd>
          </div>
        ))}
        <dt>All</dt>
        <dd>{people}</dd>
      </dl>
      <p className="or-dim">
        {asked === 0
          ? "Nobody was asked yet."
          : `Of ${asked} who were asked, ${bookedSoon} booked within 30 days (${Math.round((100 * bookedSoon) / asked)}%).`}
      </p>
    </>
  );
}
