import { Button } from "@mantine/core";
import { formatCount } from "@practicum/ui/format.ts";
import { useWindowKeys } from "@practicum/ui/keys.ts";
import { EmptyState, Notice } from "@practicum/ui/states.tsx";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useSession } from "../../session/session-context.ts";
import { CallCard } from "./call-card.tsx";
import { CampaignFrame } from "./campaign-frame.tsx";
import { languages, waitWords, type Campaign, type Wait } from "./outreach-words.ts";
import { ProgressPicture } from "./progress-picture.tsx";
import { useCaller } from "./use-caller.ts";

/** The queue of a campaign: one card after the other, each with one caller. */
export function CallsPage() {
  return <CampaignFrame>{(of) => <Calls key={of.campaignId} of={of} />}</CampaignFrame>;
}

/** What this caller speaks: kept while the page is open; nothing chosen is everything. */
function useSpoken() {
  const [spoken, setSpoken] = useState<readonly string[]>([]);
  const toggle = (one: string) =>
    setSpoken((old) => (old.includes(one) ? old.filter((other) => other !== one) : [...old, one]));
  return { spoken, toggle };
}

function Calls({ of }: { readonly of: Campaign }) {
  const session = useSession();
  const { spoken, toggle } = useSpoken();
  const caller = useCaller(of.campaignId, spoken);
  const mayCall = session.can("outreach.call");
  // Who comes from a person's own page has that card already: it is shown at once.
  const held = useLocation({ select: (location) => ("heldCard" in location.state ? location.state.heldCard : null) });
  const { next } = caller;
  const shown = useRef<unknown>(null);
  useEffect(() => {
    if (held === null || shown.current === held) return;
    shown.current = held;
    void next();
  }, [held, next]);
  useWindowKeys({ n: () => (mayCall && caller.card === null && !caller.busy ? void caller.next() : false) });
  return (
    <div className="or-calls">
      <div className="or-stack">
        {caller.error && (
          <Notice tone="danger" role="alert">
            {caller.error}
          </Notice>
        )}
        {caller.card ? (
          <CallCard key={caller.card.memberId} card={caller.card} caller={caller} hours={of} />
        ) : (
          <NoCard wait={caller.wait} campaign={of}>
            {mayCall && (
              <Button data-guide="outreach.next" loading={caller.busy} onClick={() => void caller.next()}>
                Next card
              </Button>
            )}
          </NoCard>
        )}
      </div>
      <aside className="or-stack or-side" aria-label="The campaign">
        <section className="w-panel">
          <h2>Progress</h2>
          <ProgressPicture progress={of.progress} goal={of.goal} />
        </section>
        <section className="w-panel">
          <h2>Languages that you speak</h2>
          <div className="or-row" role="group" aria-label="Languages that you speak">
            {/* limit: the first few are what nearly all speak here; a list that is longer hides them. */}
            {languages.slice(0, 6).map((one) => (
              <Button
                key={one.value}
                size="compact-sm"
                variant={spoken.includes(one.value) ? "filled" : "default"}
                aria-pressed={spoken.includes(one.value)}
                onClick={() => toggle(one.value)}
              >
                {one.label}
              </Button>
            ))}
          </div>
          <p className="or-dim">
            {spoken.length === 0 ? "None chosen: you get everybody." : "You get who speaks these."}
          </p>
        </section>
      </aside>
    </div>
  );
}

function NoCard(props: { readonly wait: Wait | null; readonly campaign: Campaign; readonly children: ReactNode }) {
  const { wait, campaign } = props;
  const session = useSession();
  const { uncalled, again, people } = campaign.progress;
  if (wait) {
    const { title, text } = waitWords(wait, session.timeZone);
    return (
      <EmptyState title={title} action={props.children}>
        <span role="status">{text}</span>
      </EmptyState>
    );
  }
  if (people === 0) {
    return (
      <EmptyState title="Nobody is on the list yet">
        <Link to={`/outreach/${campaign.campaignId}/rosters`} className="p-anchor">
          Import a roster
        </Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={`${formatCount(uncalled + again, "person", "people")} to call`} action={props.children}>
      Each card is with one caller. It comes back when you write down what came of the call, leave it, or after 20
      minutes. N takes the next one.
    </EmptyState>
  );
}
