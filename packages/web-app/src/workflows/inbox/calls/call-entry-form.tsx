import { Button, Group, Textarea } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { attemptOutcome } from "@practicum/contracts/messaging/phone";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { outcomeWords, type Call, type CallEntry } from "./call-words.ts";

interface Props {
  readonly call: Call;
  readonly disabled: boolean;
}

/** What was said, or that somebody was called back; kept at each keystroke until it is sent. None of it closes the call. */
export function CallEntryForm({ call, disabled }: Props) {
  const add = useCommand("messaging", "addCallEntry");
  const [body, setBody, clear, kept] = useDraft(`call ${call.callId}`, "");
  const empty = body.trim() === "";
  const send = async (kind: "note" | "attempt" | "called-again", outcome: CallEntry["outcome"] = null) => {
    if ((empty && kind !== "attempt") || disabled || add.pending) return;
    const result = await add.run({ callId: call.callId, entryId: kept.recordId, kind, outcome, body });
    if (!result.ok) return;
    setBody("");
    clear();
  };
  const first = () => send(call.open ? "note" : "called-again");
  const onKeyDown = useKeys({ "mod+Enter": first });
  return (
    <form
      noValidate
      className="p-form"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void first();
      }}
    >
      {add.error && (
        <Notice tone="danger" role="alert">
          {describeError(add.error)}
        </Notice>
      )}
      <RestoredNotice draft={kept} />
      <Textarea
        label={call.open ? "What was said or done" : "What the caller says now"}
        autosize
        minRows={2}
        maxLength={5000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Group gap="xs">
        {call.open && (
          <Button type="submit" loading={add.pending} disabled={disabled || empty}>
            Send
          </Button>
        )}
        <Button
          {...(call.open ? { variant: "default" } : { type: "submit" as const })}
          disabled={disabled || empty || add.pending}
          onClick={call.open ? () => void send("called-again") : undefined}
        >
          Called again
        </Button>
      </Group>
      {call.open && (
        <Group gap="xs" role="group" aria-label="Called back">
          <span className="i-dim">Called back:</span>
          {attemptOutcome.options.map((outcome) => (
            <Button
              key={outcome}
              size="compact-sm"
              variant="default"
              disabled={disabled || add.pending}
              onClick={() => void send("attempt", outcome)}
            >
              {outcomeWords[outcome]}
            </Button>
          ))}
        </Group>
      )}
    </form>
  );
}
