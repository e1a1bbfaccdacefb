import { Button } from "@mantine/core";
import { EmptyState, Notice } from "@practicum/ui/states.tsx";
import { useOnline } from "@practicum/ui/use-online.ts";
import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/**
 * A page whose program is not on this device and can't be fetched.
 *
 * @param failures how often it was tried: with a network, twice means that the app was renewed meanwhile.
 */
export function PageMissing({ failures }: { readonly failures: number }) {
  const online = useOnline();
  return (
    <div style={{ padding: 24, maxWidth: 560 }}>
      <Notice tone="warn" role="status">
        <strong>{online ? "This page could not be fetched." : "No network."}</strong> It was not opened on this device
        before, so it can&apos;t be shown yet. It opens by itself as soon as it can. What you typed is kept.
        {online && failures > 1 && (
          <div style={{ marginTop: 8 }}>
            <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
              Load the app again
            </Button>
          </div>
        )}
      </Notice>
    </div>
  );
}

/** A page broke. The rest of the app goes on; the cause is for the console, never for the screen. */
export function PageError({ reset }: ErrorComponentProps) {
  const online = useOnline();
  const wasOffline = useRef(!online);
  useEffect(() => {
    if (online && wasOffline.current) reset();
    wasOffline.current = !online;
  }, [online, reset]);
  if (!online) return <PageMissing failures={1} />;
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
