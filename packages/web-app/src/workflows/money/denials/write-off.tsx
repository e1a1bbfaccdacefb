import { Button } from "@mantine/core";
import { WRITE_OFF_ALONE_MAX, writeOffReason } from "@practicum/contracts/billing/denials";
import { describeError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import type { z } from "zod";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import type { DenialView } from "../claim-words.ts";
import { ReasonButton } from "../reason-form.tsx";

type Reason = z.output<typeof writeOffReason>;

const words: { readonly [R in Reason]: string } = {
  "timely-filing": "Filed too late",
  "no-authorization": "No authorization",
  bundled: "Part of another service",
  "not-covered": "Not covered by the plan",
  "small-balance": "Too small to pursue",
  "cost-above-value": "Pursuing it costs more than it brings",
  "our-error": "Our own error",
  other: "Another reason",
};

/** Where the reason is kept until it is sent. */
export const writeOffDraft = (denialId: string) => `denial-write-off:${denialId}`;

/** Giving money up asks for a reason; above a limit a second person allows it. */
export function WriteOff(props: {
  readonly denial: DenialView;
  readonly note: string;
  readonly onWrittenOff: () => void;
  readonly onClose: () => void;
}) {
  const { denial, note, onWrittenOff, onClose } = props;
  const session = useSession();
  const resolve = useCommand("billing", "resolveDenial");
  const [reason, setReason, clear, kept] = useDraft<Reason | null>(writeOffDraft(denial.denialId), null);
  const alone = denial.amount <= WRITE_OFF_ALONE_MAX || session.can("money.approve");
  const run = async () => {
    if (reason === null) return;
    const { denialId, version } = denial;
    const result = await resolve.run({
      denialId,
      version,
      action: "write-off",
      reason,
      note: note.trim() || words[reason],
    });
    if (!result.ok) return;
    clear();
    onWrittenOff();
    say(result.value.approvalId === null ? "Written off." : "Asked. It is written off once somebody else allows it.");
    onClose();
  };
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      {resolve.error && (
        <Notice tone="danger">{resolve.error.fields?.[0]?.message ?? describeError(resolve.error)}</Notice>
      )}
      {!alone && (
        <span className="m-small">
          Above {formatCents(WRITE_OFF_ALONE_MAX)} somebody who may approve has to allow it.
        </span>
      )}
      <RestoredNotice small draft={kept} />
      <ChoiceList
        size="xs"
        w={300}
        label={`Why is ${formatCents(denial.amount)} given up?`}
        data={writeOffReason.options.map((value) => ({ value, label: words[value] }))}
        value={reason}
        onChange={(value) => setReason(writeOffReason.options.find((one) => one === value) ?? null)}
      />
      <div className="m-row">
        <Button
          size="compact-sm"
          color="red"
          disabled={reason === null}
          loading={resolve.pending}
          onClick={() => void run()}
        >
          {alone ? "Write it off" : "Ask for approval"}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setReason(null);
            onClose();
          }}
        >
          Cancel
        </Button>
      </div>
    </div>
  );
}

/** The way back: a write-off, or a bill to the patient, by opposite entries. */
export function ReopenDenial({ denial }: { readonly denial: DenialView }) {
  const session = useSession();
  const reopen = useCommand("billing", "reopenDenial");
  if (!session.can("claim.write")) return null;
  const { denialId, version, status } = denial;
  return (
    <ReasonButton
      size="xs"
      draft={`reopen-denial:${denialId}`}
      label="Reason for the reversal"
      action="Reverse it"
      command={reopen}
      input={(because) => ({ denialId, version, because })}
      done="Reversed. The denial is open again."
    >
      {status === "written-off" ? "Reverse the write-off" : "Reverse the patient billing"}
    </ReasonButton>
  );
}
