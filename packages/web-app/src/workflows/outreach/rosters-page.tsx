import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { rosterOperations } from "@practicum/contracts/messaging/rosters";
import { formatCount } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import type { z } from "zod";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { CampaignFrame } from "./campaign-frame.tsx";
import { ImportRoster } from "./import-roster.tsx";
import { momentWords, type Campaign } from "./outreach-words.ts";

type Roster = z.output<typeof rosterOperations.listRosters.output>["rosters"][number];

const PAGE = 20;

/** The lists of people that came into a campaign: importing one, what each brought, and taking one back. */
export function RostersPage() {
  return <CampaignFrame>{(of) => <Rosters key={of.campaignId} of={of} />}</CampaignFrame>;
}

function Rosters({ of }: { readonly of: Campaign }) {
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { campaignId: of.campaignId, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.messaging.listRosters.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listRosters.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rosters,
    keyOf: (one) => one.rosterId,
  });
  return (
    <div className="or-stack">
      {session.can("outreach.manage") && <ImportRoster campaignId={of.campaignId} />}
      {list.error && <ErrorState what="The imports" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState />}
      {list.items?.length === 0 && (
        <EmptyState title="Nothing was imported yet">
          {session.can("outreach.manage")
            ? "Choose the plan's file above."
            : "Your practice manager imports the plan's list."}
        </EmptyState>
      )}
      {list.items?.map((one) => (
        <Import key={one.rosterId} roster={one} />
      ))}
      {list.more && (
        <Button size="xs" variant="default" loading={list.more.loading} onClick={list.more.load}>
          Earlier imports
        </Button>
      )}
    </div>
  );
}

function Import({ roster }: { readonly roster: Roster }) {
  const session = useSession();
  const undo = useCommand("messaging", "undoRoster");
  const takeBack = async () => {
    const result = await undo.run({ rosterId: roster.rosterId });
    if (result.ok)
      say(`${formatCount(result.value.withdrawn, "person", "people")} of ${roster.fileName} are not called.`);
  };
  return (
    <section className="w-panel" aria-label={`Import of ${roster.fileName}`}>
      <div className="or-row" style={{ justifyContent: "space-between" }}>
        <strong>{roster.fileName}</strong>
        {session.can("outreach.manage") && roster.undoneAt === null && (
          <Button size="compact-sm" variant="default" loading={undo.pending} onClick={() => void takeBack()}>
            Undo the import
          </Button>
        )}
      </div>
      <p className="or-dim">
        {momentWords(roster.at, session.timeZone)} by {roster.by}
      </p>
      <p style={{ margin: "4px 0" }}>
        {formatCount(roster.added, "person", "people")}: {roster.matched} are patients, {roster.toReview} to review,{" "}
        {roster.called} called. {roster.pending > 0 && `${roster.pending} are being looked up among the patients. `}
        {roster.already > 0 && `${roster.already} were on the list before. `}
      </p>
      {roster.undoneAt && (
        <Notice tone="info">
          Undone on {momentWords(roster.undoneAt, session.timeZone)} by {roster.undoneBy}. Nobody of it is called; the
          attempts stay on record.
        </Notice>
      )}
      {undo.error && (
        <Notice tone="danger" role="alert">
          {describeError(undo.error)}
        </Notice>
      )}
      {roster.refused.length > 0 && (
        <details>
          <summary>{formatCount(roster.refused.length, "line", "lines")} left out</summary>
          <ul className="or-history">
            {roster.refused.map((one) => (
              <li key={one.line}>
                Line {one.line}: {one.because}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
