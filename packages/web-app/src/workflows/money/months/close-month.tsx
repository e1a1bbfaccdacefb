import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatMonth } from "@practicum/kernel/local-date";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import type { BookMonth } from "./month-words.ts";

/** Closes the month as it stands on the screen; with things open it takes a reason, and more than were seen are shown first. */
export function CloseMonth({ of }: { readonly of: BookMonth }) {
  const session = useSession();
  const close = useCommand("billing", "closeMonth");
  const [because, setBecause, clear, kept] = useDraft(`close-month:${of.month}`, "");
  if (!session.can("month.close")) return null;
  const seen = of.open.reduce((sum, one) => sum + one.count, 0);
  const said = because.trim();
  const run = async () => {
    if (close.pending) return;
    const result = await close.run({ month: of.month, seen, because: said });
    void close.refresh();
    if (!result.ok) return;
    clear();
    say(`${formatMonth(of.month)} is closed.`);
  };
  const fault = close.error?.fields?.find((one) => one.field === "because")?.message;
  return (
    <form
      className="m-stack"
      style={{ gap: 6 }}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      {close.error && fault === undefined && (
        <Notice tone="danger" role="alert">
          {close.error.code === "stale-version"
            ? "More is open than stood here. Look at it, then close again."
            : describeError(close.error)}
        </Notice>
      )}
      <RestoredNotice small draft={kept} />
      {seen > 0 && (
        <TextInput
          size="xs"
          label="Why it is closed although this is open"
          maxLength={200}
          value={because}
          error={fault}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
      )}
      <div className="m-row">
        <Button size="xs" type="submit" loading={close.pending} disabled={seen > 0 && said === ""}>
          Close {formatMonth(of.month)}
        </Button>
        <span className="m-small">Nothing is posted into it afterwards; corrections go into the open month.</span>
      </div>
    </form>
  );
}
