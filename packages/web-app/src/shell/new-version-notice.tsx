import { Button } from "@mantine/core";
import { Notice } from "@practicum/ui/states.tsx";
import { useSyncExternalStore } from "react";
import { newVersion } from "../live/new-version.ts";

/** Says that the app was renewed while this page was open. The person chooses the moment. */
export function NewVersionNotice({ load = () => location.reload() }: { readonly load?: () => void }) {
  const isThere = useSyncExternalStore(newVersion.listen, newVersion.isThere);
  if (!isThere) return null;
  return (
    <Notice tone="info" role="status">
      <strong>There is a new version of Practicum.</strong> What you typed is kept.{" "}
      <Button size="compact-xs" variant="default" onClick={load}>
        Load it now
      </Button>
    </Notice>
  );
}
