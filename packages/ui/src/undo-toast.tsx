import { Button, Group } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";

/** How long an undo stays offered. */
export const undoForMs = 10_000;

/** What was done, with a way back. The host shows it for {@link undoForMs} and binds Ctrl+Z. */
export function UndoToast({ message, onUndo }: { readonly message: string; readonly onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <span style={{ minWidth: 0 }}>{message}</span>
      <Button
        size="compact-sm"
        variant="default"
        style={{ flexShrink: 0 }}
        leftSection={<IconArrowBackUp size={14} />}
        onClick={onUndo}
      >
        Undo
      </Button>
    </Group>
  );
}
