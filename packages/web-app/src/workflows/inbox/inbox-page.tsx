import { Button, Checkbox, Group, SegmentedControl } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { InboxQueues } from "../../shell/inbox-queues.tsx";
import { Page } from "../../shell/page.tsx";
import { CallsList } from "./calls/calls-list.tsx";
import { ConversationsList } from "./conversations-list.tsx";
import type { InboxSearch } from "./inbox-search.ts";
import { TasksList } from "./tasks-list.tsx";
import "./inbox.css";

const titles = { tasks: "Tasks", calls: "Calls", messages: "Messages" } as const;

/** What waits for me: tasks, calls or conversations, one queue at a time. */
export function InboxPage() {
  const { queue = "tasks" }: { queue?: string } = useParams({ strict: false });
  const search: InboxSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const session = useSession();
  const dock = useDock();
  const show = queue === "messages" || queue === "calls" ? queue : "tasks";
  const change = (next: InboxSearch) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }) });
  return (
    <Page
      title={titles[show]}
      actions={
        <>
          {show === "tasks" && session.can("task.write") && (
            <Button size="xs" data-guide="task.new" onClick={() => dock.open("new-task")}>
              New task
            </Button>
          )}
          {show === "calls" && session.can("message.write") && (
            <Button size="xs" onClick={() => dock.open("new-call")}>
              Take a call
            </Button>
          )}
        </>
      }
    >
      <Group mb="sm" gap="lg">
        <InboxQueues shown={show} />
        {show === "tasks" && (
          <SegmentedControl
            aria-label="Whose tasks"
            size="xs"
            data={[
              { value: "me", label: "For me" },
              { value: "pool", label: "My pools" },
              { value: "all", label: "Everybody's" },
            ]}
            value={search.view ?? "me"}
            onChange={(value) => change({ view: value === "pool" || value === "all" ? value : undefined })}
          />
        )}
        {show === "calls" && (
          <SegmentedControl
            aria-label="Whose calls"
            size="xs"
            data={[
              { value: "mine", label: "For me and my pools" },
              { value: "all", label: "Everybody's" },
            ]}
            value={search.view === "all" ? "all" : "mine"}
            onChange={(value) => change({ view: value === "all" ? value : undefined })}
          />
        )}
        <Checkbox
          size="xs"
          label="Done ones"
          checked={search.done ?? false}
          onChange={(event) => change({ done: event.currentTarget.checked || undefined })}
        />
      </Group>
      {show === "tasks" && <TasksList view={search.view} done={search.done ?? false} />}
      {show === "calls" && <CallsList everybodys={search.view === "all"} done={search.done ?? false} />}
      {show === "messages" && <ConversationsList done={search.done ?? false} />}
    </Page>
  );
}
