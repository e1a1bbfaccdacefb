import { Button } from "@mantine/core";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { ExportButton } from "../export-button.tsx";
import { OutreachTabs } from "../outreach-tabs.tsx";
import { momentWords } from "../outreach-words.ts";
import { AnnouncementFacts } from "./announcement-facts.tsx";
import { AnnouncementForm } from "./announcement-form.tsx";
import { AnnouncementPreview } from "./announcement-preview.tsx";
import type { Announcement } from "./announcement-words.ts";
import { ReceiversList } from "./receivers-list.tsx";
import { useAnnouncementWork } from "./use-announcement-work.ts";
import "../outreach.css";

/** An announcement: written and looked at before it is sent, and followed after. */
export function AnnouncementPage() {
  const { announcementId = "" }: { announcementId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const query = useQuery(trpc.messaging.getAnnouncement.queryOptions({ announcementId }));
  const [unsaved, setUnsaved] = useState(false);
  const of = query.data;
  return (
    <Page title={of?.name ?? "Announcement"} actions={of && <Actions of={of} unsaved={unsaved} />}>
      <OutreachTabs />
      {query.isError && (
        <ErrorState what="The announcement" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {of && (of.beganAt === null ? <Before of={of} onUnsaved={setUnsaved} /> : <After of={of} />)}
    </Page>
  );
}

function Before({ of, onUnsaved }: { readonly of: Announcement; readonly onUnsaved: (unsaved: boolean) => void }) {
  const { timeZone, can } = useSession();
  return (
    <div className="or-stack">
      {of.beginsAt === null ? (
        <Notice tone="info">This is a draft: nobody is told before it is sent.</Notice>
      ) : (
        <Notice tone="warn">
          It begins on {momentWords(of.beginsAt, timeZone)}. Whom it goes to is fixed then; until then it can be undone.
        </Notice>
      )}
      <section className="w-panel" aria-label="Whom it goes to now">
        <AnnouncementPreview of={of} />
      </section>
      {of.state === "draft" && can("outreach.manage") ? (
        <AnnouncementForm key={of.version} of={of} onDone={() => undefined} onUnsaved={onUnsaved} />
      ) : (
        <section className="w-panel" aria-label="What it says">
          <AnnouncementFacts of={of} />
        </section>
      )}
    </div>
  );
}

function After({ of }: { readonly of: Announcement }) {
  return (
    <div className="or-stack">
      <div className="or-recall-rule">
        <section className="w-panel" aria-label="What it says">
          <AnnouncementFacts of={of} />
        </section>
        <section className="w-panel" aria-label="How far it is">
          <Figures of={of} />
        </section>
      </div>
      <ReceiversList of={of} />
    </div>
  );
}

/** The parts add up to all. */
function Figures({ of }: { readonly of: Announcement }) {
  const { states, people } = of.figures;
  const rows: readonly (readonly [string, number])[] = [
    ["Sent", states.sent],
    ["Told with the family", states.family],
    ["Waiting", states.due],
    ["Failed", states.failed],
    ["Left out", states["left-out"]],
    ["Stopped before", states["not-sent"]],
    ["All", people],
  ];
  return (
    <>
      <StateChip kind="announcement" state={of.state} />
      <dl className="or-facts">
        {rows.map(([word, count]) => (
          <div key={word} style={{ display: "contents" }}>
            <dt>{word}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Actions({ of, unsaved }: { readonly of: Announcement; readonly unsaved: boolean }) {
  const session = useSession();
  const client = useTRPCClient();
  const work = useAnnouncementWork();
  const { announcementId } = of;
  const mayManage = session.can("outreach.manage");
  return (
    <>
      {of.beganAt !== null && session.can("outreach.export") && (
        <ExportButton
          label="Export not reached"
          file={() => client.messaging.exportNotReached.query({ announcementId })}
        />
      )}
      {mayManage && of.state !== "draft" && (
        <Button size="xs" variant="default" disabled={work.busy} onClick={() => void work.copy(of)}>
          Copy as a new draft
        </Button>
      )}
      {mayManage && of.state === "draft" && <Send of={of} unsaved={unsaved} />}
      {mayManage && of.state === "scheduled" && (
        <Button size="xs" disabled={work.busy} onClick={() => void work.undo(of)}>
          Undo: do not send it
        </Button>
      )}
      {mayManage && of.state === "running" && (
        <Button size="xs" color="red" disabled={work.busy} onClick={() => void work.stop(of, true)}>
          Stop
        </Button>
      )}
      {mayManage && of.state === "stopped" && of.figures.states["not-sent"] > 0 && (
        <Button size="xs" variant="default" disabled={work.busy} onClick={() => void work.stop(of, false)}>
          Send the rest
        </Button>
      )}
    </>
  );
}

/** What is on the screen and not saved would not be what goes out. */
function Send({ of, unsaved }: { readonly of: Announcement; readonly unsaved: boolean }) {
  const trpc = useTRPC();
  const work = useAnnouncementWork();
  const { announcementId } = of;
  const preview = useQuery(
    // limit: its counts alone are looked at.
    trpc.messaging.previewAnnouncement.queryOptions({ announcementId, text: "", before: null, limit: 1 }),
  );
  const fates = preview.data?.fates;
  const messages = fates ? fates.sms + fates.email : null;
  if (unsaved) return <p className="or-dim">Save the draft, then it can be sent.</p>;
  if (messages === 0) return <p className="or-dim">Nobody can be written to.</p>;
  return (
    <Button size="xs" disabled={messages === null || work.busy} onClick={() => void work.send(of)}>
      {messages === null ? "Send" : `Send to ${messages}`}
    </Button>
  );
}
