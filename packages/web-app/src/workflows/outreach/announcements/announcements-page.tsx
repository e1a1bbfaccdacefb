import { Button } from "@mantine/core";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { OutreachTabs } from "../outreach-tabs.tsx";
import { momentWords } from "../outreach-words.ts";
import type { AnnouncementHead } from "./announcement-words.ts";
import { useAnnouncementWork } from "./use-announcement-work.ts";
import "../outreach.css";

const PAGE = 100;

/** All announcements with how far each is, the latest first. */
export function AnnouncementsPage() {
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const work = useAnnouncementWork();
  const list = useEndless({
    queryKey: trpc.messaging.listAnnouncements.queryKey({ limit: PAGE, before: null }),
    page: (before, signal) => client.messaging.listAnnouncements.query({ limit: PAGE, before }, { signal }),
    itemsOf: (page) => page.announcements,
    keyOf,
  });
  const columns = useColumns();
  const mayManage = session.can("outreach.manage");
  const make = mayManage && (
    <Button size="xs" component={Link} to="/outreach/announcements/new">
      New announcement
    </Button>
  );
  return (
    <Page title="Announcements" actions={make}>
      <OutreachTabs />
      {list.error && <ErrorState what="The announcements" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState />}
      {list.items?.length === 0 && (
        <EmptyState title="No announcement yet">
          An announcement is one message to many patients, as “we are closed on Friday”. Your practice manager sends it.
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Announcements"
          landing
          items={list.items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
          maxHeight="70vh"
          onOpen={(one) => void navigate({ to: `/outreach/announcements/${one.announcementId}` })}
          keys={mayManage ? { c: (one: AnnouncementHead) => void work.copy(one) } : {}}
        />
      )}
    </Page>
  );
}

function keyOf(one: AnnouncementHead): string {
  return one.announcementId;
}

function useColumns(): readonly WorklistColumn<AnnouncementHead>[] {
  const { timeZone } = useSession();
  const figure = (one: AnnouncementHead, of: (states: AnnouncementHead["figures"]["states"]) => number) =>
    one.beganAt === null ? "—" : of(one.figures.states);
  return [
    { id: "name", header: "Name", width: "minmax(110px, 3fr)", cell: (one) => one.name },
    {
      id: "state",
      header: "State",
      width: "110px",
      cell: (one) => <StateChip kind="announcement" state={one.state} />,
    },
    {
      id: "when",
      header: "Begins",
      width: "minmax(150px, 1fr)",
      cell: (one) => (one.beginsAt === null ? "—" : momentWords(one.beganAt ?? one.beginsAt, timeZone)),
    },
    { id: "sent", header: "Sent", width: "52px", align: "right", cell: (one) => figure(one, (of) => of.sent) },
    { id: "due", header: "Waiting", width: "64px", align: "right", cell: (one) => figure(one, (of) => of.due) },
    { id: "failed", header: "Failed", width: "56px", align: "right", cell: (one) => figure(one, (of) => of.failed) },
    { id: "by", below: true, header: "By", width: "minmax(120px, 1fr)", cell: (one) => one.savedBy },
  ];
}
