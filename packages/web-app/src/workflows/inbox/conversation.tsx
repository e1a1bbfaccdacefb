import { Button, Group, Stack, Textarea } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { atLocal, dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { useKeys } from "@practicum/ui/keys.ts";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatTime } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { useDraft } from "../../shell/dock/drafts.ts";
import { OwnerSelect } from "./owner-select.tsx";
import { choiceOf, type Thread } from "./task-model.ts";
import { useThreadActions } from "./use-thread-actions.ts";
import "./inbox.css";

/** The practice's closing time, until which a due day lasts. */
const DUE_TIME = "17:00";

/** One conversation: its messages, a reply that is kept while it is not sent, whose it is and until when. */
export function Conversation({ thread, disabled }: { readonly thread: Thread; readonly disabled: boolean }) {
  const session = useSession();
  const actions = useThreadActions();
  const mayWrite = session.can("message.write");
  const dueOn = thread.dueAt === null ? null : dateIn(thread.dueAt, session.timeZone);
  const moment = (at: Instant) =>
    `${formatDate(dateIn(at, session.timeZone))} ${formatTime(timeIn(at, session.timeZone))}`;
  return (
    <Stack gap="md">
      <ol className="i-messages" aria-label="Messages">
        {thread.messages.map((message) => (
          <li key={message.messageId} data-own={message.staffId === session.staff.staffId}>
            <div className="i-dim">
              <b>{message.by}</b> · {moment(message.at)}
            </div>
            <div className="i-body">{message.body}</div>
          </li>
        ))}
      </ol>
      {mayWrite && <Reply thread={thread} disabled={disabled} />}
      {mayWrite && (
        <>
          <OwnerSelect
            label="With"
            value={choiceOf(thread)}
            disabled={disabled || actions.pending}
            onChange={(choice) => void actions.assign(thread, choice)}
          />
          <DueField
            key={thread.dueAt}
            dueOn={dueOn}
            disabled={disabled || actions.pending}
            onDue={(date) => void actions.due(thread, date === null ? null : atLocal(date, DUE_TIME, session.timeZone))}
          />
          <Group>
            {thread.status === "open" ? (
              <Button
                variant="default"
                disabled={disabled}
                loading={actions.pending}
                onClick={() => void actions.close(thread)}
              >
                Done
              </Button>
            ) : (
              <Button
                variant="default"
                disabled={disabled}
                loading={actions.pending}
                onClick={() => void actions.open(thread)}
              >
                Reopen
              </Button>
            )}
          </Group>
        </>
      )}
    </Stack>
  );
}

interface DueProps {
  readonly dueOn: LocalDate | null;
  readonly disabled: boolean;
  readonly onDue: (date: LocalDate | null) => void;
}

/** A due day takes effect when its field is left or Enter is pressed, not while it is typed. */
function DueField({ dueOn, disabled, onDue }: DueProps) {
  const { today } = useSession();
  const [typed, setTyped] = useState(dueOn);
  const settle = () => {
    if (typed !== dueOn) onDue(typed);
  };
  const onDueKey = useKeys({ Enter: settle });
  return (
    <DateInput
      label="Due by 5 PM on"
      today={today}
      value={typed}
      disabled={disabled}
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={onDueKey}
    />
  );
}

/** The reply stays in its field until it was sent, over closing and reopening. */
function Reply({ thread, disabled }: { readonly thread: Thread; readonly disabled: boolean }) {
  const post = useCommand("messaging", "postMessage");
  const [body, setBody, clear, kept] = useDraft(`reply ${thread.threadId}`, "");
  const empty = body.trim() === "";
  const send = async () => {
    if (empty || disabled || post.pending) return;
    const result = await post.run({ threadId: thread.threadId, messageId: kept.recordId, body });
    if (!result.ok) return;
    setBody("");
    clear();
  };
  const onKeyDown = useKeys({ "mod+Enter": send });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={onKeyDown}
    >
      {post.error && (
        <Notice tone="danger" role="alert">
          {describeError(post.error)}
        </Notice>
      )}
      <RestoredNotice draft={kept} />
      <Textarea
        label="Message"
        autosize
        minRows={3}
        maxLength={5000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Group mt="xs" gap="sm">
        <Button type="submit" loading={post.pending} disabled={disabled || empty}>
          Send
        </Button>
        <span className="i-dim">
          <kbd className="p-kbd">Ctrl</kbd> <kbd className="p-kbd">Enter</kbd> sends; it does not close the
          conversation.
        </span>
      </Group>
    </form>
  );
}
