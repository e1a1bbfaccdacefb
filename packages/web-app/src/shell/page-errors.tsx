import { Button } from "@mantine/core";
import { EmptyState, Notice } from "@practicum/ui/states.tsx";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";

/** A page broke. The rest of the app goes on; the cause is for the console, never for the screen. */
export function PageError({ reset }: ErrorComponentProps) {
  return (
    <div style={{ padding: 24, maxWidth: 560 }}>
      <Notice tone="danger" role="alert">
        <strong>This page broke.</strong> What was saved is safe. Open the page again; if it breaks again, tell your
        practice manager.
        <div style={{ marginTop: 8 }}>
          <Button size="compact-sm" variant="default" onClick={reset}>
            Open it again
          </Button>
        </div>
      </Notice>
    </div>
  );
}

export function NotFoundPage() {
  return (
    <EmptyState title="There is no such page" action={<Link to="/">Go to your home</Link>}>
      The address may be old, or your role has no such page.
    </EmptyState>
  );
}
