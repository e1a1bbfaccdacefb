import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { useDraft } from "../../shell/dock/drafts.ts";
import type { Refused } from "./use-move.ts";

interface Props {
  readonly refused: Refused | null;
  readonly onClose: () => void;
  readonly onOverbook: (refused: Refused, reason: string) => void;
}

/** A refused time may be taken all the same, by those who may, with a reason. */
export function OverbookModal({ refused, onClose, onOverbook }: Props) {
  // The dialog itself stays: it gives the focus back to the day sheet.
  return (
    <Modal opened={refused !== null} onClose={onClose} title="This time is not free" size="md">
      {refused && <OverbookForm refused={refused} onClose={onClose} onOverbook={onOverbook} />}
    </Modal>
  );
}

interface FormProps extends Props {
  readonly refused: Refused;
}

/** One visit to one time: the reason of one is never offered for the next. */
export function overbookDraft({ visit, to }: Refused): string {
  return `overbook:${visit.appointmentId}:${to.date}T${to.start}@${to.providerResourceId}`;
}

/** Comes and goes with the question. */
function OverbookForm({ refused, onClose, onOverbook }: FormProps) {
  const [reason, setReason, , kept] = useDraft(overbookDraft(refused), "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim()) onOverbook(refused, reason.trim());
      }}
    >
      <Text size="sm" mb="sm">
        {refused.because}
      </Text>
      <RestoredNotice small draft={kept} />
      <TextInput
        label="Reason to overbook"
        description="Shown on the visit, and kept in its history"
        required
        maxLength={200}
        data-autofocus
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!reason.trim()}>
          Overbook
        </Button>
      </Group>
    </form>
  );
}
