import { Button } from "@mantine/core";
import { Notice } from "@practicum/ui/states.tsx";

interface Props {
  readonly draft: { readonly restored: boolean; readonly startAfresh: () => void };
  /** In a line of its own, for a field among others. */
  readonly small?: boolean;
}

/** Says that what stands here was typed before and never sent, and drops it. */
export function RestoredNotice({ draft, small = false }: Props) {
  if (!draft.restored) return null;
  const afresh = (
    <Button size={small ? "compact-xs" : "compact-sm"} variant="default" onClick={draft.startAfresh}>
      Start over
    </Button>
  );
  if (small)
    return (
      <span role="status" style={{ fontSize: 12, color: "var(--p-dim)" }}>
        What you typed is back. {afresh}
      </span>
    );
  return <Notice tone="info">You left this unfinished; what you typed is back. {afresh}</Notice>;
}
