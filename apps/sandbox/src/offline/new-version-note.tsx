import { Button, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import type { WorkerClient } from "../worker-client.ts";
import type { NewVersion } from "./new-version.ts";

interface Props {
  readonly version: NewVersion;
  readonly worker: WorkerClient;
}

/** A newer build is there: one press takes it over. Where this browser keeps no practice, it says first what would be lost. */
export function NewVersionNote({ version, worker }: Props) {
  const state = useSyncExternalStore(
    (listener) => version.onChange(listener),
    () => version.state,
  );
  if (state === "current") return null;
  return (
    <section className="s-new-version p-no-print" aria-label="New version">
      <Text size="sm" role="status">
        {state === "newer" ? "A new version is ready. " : "Another window has taken a new version over. "}
        {worker.hasWork
          ? "This browser keeps nothing: save your practice as a file first (Practices), for it ends with this page."
          : "Your practice is kept: its steps are done again in the new version, and you are told if one goes otherwise."}
      </Text>
      <Button size="compact-sm" variant="white" color="dark.7" onClick={() => version.take()}>
        {state === "newer" ? "Take the new version" : "Load it here too"}
      </Button>
    </section>
  );
}
