import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useState } from "react";
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

/** Comes and goes with the question: the reason of one visit is never offered for the next. */
function OverbookForm({ refused, onClose, onOverbook }: FormProps) {
  const [reason, setReason] = useState("");
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
