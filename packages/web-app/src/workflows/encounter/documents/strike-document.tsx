import { Button, Group, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";

interface Props {
  readonly patientId: string;
  readonly documentId: string;
  readonly onDone: () => void;
}

/** Says why a document is wrong here. It stays, struck through. */
export function StrikeDocument({ patientId, documentId, onDone }: Props) {
  const strike = useCommand("charting", "strikeDocument");
  const [reason, setReason, clear, kept] = useDraft(`strike-document:${documentId}`, "");
  const save = async () => {
    if (reason.trim() === "") return;
    const result = await strike.run({ documentId, patientId, reason: reason.trim() });
    if (!result.ok) return;
    clear();
    onDone();
  };
  return (
    <form
      className="c-form"
      aria-label="Entered in error"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <RestoredNotice small draft={kept} />
      <Group gap="xs" align="flex-end">
        <TextInput
          size="xs"
          label="Why is it wrong? It stays in the chart, struck through."
          required
          autoFocus
          maxLength={200}
          style={{ flex: 1 }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" color="red" loading={strike.pending} disabled={reason.trim() === ""}>
          Mark as entered in error
        </Button>
      </Group>
      {strike.error && <Notice tone="danger">{describeError(strike.error)}</Notice>}
    </form>
  );
}
