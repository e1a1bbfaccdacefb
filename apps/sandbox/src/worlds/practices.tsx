import { Button, Drawer, FileButton, Text, Title } from "@mantine/core";
import { dateIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { nameOfStaff } from "../staff-name.ts";
import { timeZone } from "@practicum/seed/practice";
import { useCallback, useEffect, useState } from "react";
import type { WorldCard } from "../protocol.ts";
import { saveAsFile } from "../save-as-file.ts";
import type { WorkerClient } from "../worker-client.ts";

/** A log of 2,000 entries is under a megabyte. */
const FILE_BYTES_MAX = 30_000_000;

interface Props {
  readonly worker: WorkerClient;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** All practices of this browser: one's own, lessons, and what one turned off from. */
export function Practices({ worker, opened, onClose }: Props) {
  const [worlds, setWorlds] = useState<readonly WorldCard[]>([]);
  const [busy, setBusy] = useState("");
  const [trouble, setTrouble] = useState("");
  const look = useCallback(async () => setWorlds(await worker.worlds()), [worker]);
  useEffect(() => {
    if (opened) void look().catch(() => setTrouble("The list could not be read. Reload the page."));
  }, [opened, look]);
  const run = async (what: string, work: () => Promise<void>, failed: string) => {
    setBusy(what);
    setTrouble("");
    await work().catch(() => setTrouble(failed));
    setBusy("");
  };
  const open = (world: WorldCard) =>
    run(
      world.worldId,
      () => worker.openWorld(world.worldId),
      "That practice could not be opened. It is kept as it is.",
    );
  const bring = async (file: File | null) => {
    if (file === null) return;
    if (file.size > FILE_BYTES_MAX) return setTrouble("This file is too large to be a saved practice.");
    setBusy("file");
    setTrouble("");
    try {
      worker.note(await worker.import(await file.text()));
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : "This file could not be read.");
    }
    setBusy("");
  };
  const fresh = () => run("fresh", () => worker.reset(), "A fresh practice could not be opened. Reload the page.");
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={460} title="Practices" withinPortal>
      <Text size="sm" mb="sm">
        {worker.kept
          ? "Everything here is kept in this browser. Opening one closes the other where it is, and nothing is lost."
          : "This browser keeps none of these: they end with this tab. Save what you want to keep."}
      </Text>
      <div className="s-world-buttons">
        <Button size="compact-sm" loading={busy === "fresh"} onClick={() => void fresh()}>
          Start over
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void saveAsFile(worker, null)}>
          Save as a file
        </Button>
        <FileButton accept=".practicum,application/json" onChange={(file) => void bring(file)}>
          {(props) => (
            <Button size="compact-sm" variant="default" loading={busy === "file"} {...props}>
              Open a file
            </Button>
          )}
        </FileButton>
      </div>
      {trouble !== "" && (
        <Text role="alert" size="sm" my="sm">
          {trouble}
        </Text>
      )}
      <ul className="s-worlds">
        {worlds.map((world) => (
          <li key={world.worldId} data-open={world.isOpen}>
            <Title order={3} size="h6">
              {titleOf(world)}
            </Title>
            <Text size="sm" c="dimmed">
              {factsOf(world)}
            </Text>
            {world.trouble !== null && (
              <Text size="sm" role="note">
                {world.trouble}
              </Text>
            )}
            {world.isOpen ? (
              <Text size="sm" fw={650}>
                Open now
              </Text>
            ) : (
              <div className="s-world-buttons">
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={busy === world.worldId}
                  disabled={busy !== "" && busy !== world.worldId}
                  aria-label={`Open: ${titleOf(world)}, ${factsOf(world)}`}
                  onClick={() => void open(world)}
                >
                  Open
                </Button>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={`Save as a file: ${titleOf(world)}, ${factsOf(world)}`}
                  onClick={() => void saveAsFile(worker, world.worldId)}
                >
                  Save as a file
                </Button>
                <ThrowAway
                  what={`${titleOf(world)}, ${factsOf(world)}`}
                  onSure={() =>
                    run(
                      world.worldId,
                      () => worker.removeWorld(world.worldId).then(look),
                      "It could not be thrown away.",
                    )
                  }
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

/** It can't be had back: it is asked in place. */
function ThrowAway({ what, onSure }: { readonly what: string; readonly onSure: () => Promise<void> }) {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button size="compact-sm" variant="subtle" aria-label={`Throw away: ${what}`} onClick={() => setAsked(true)}>
        Throw away
      </Button>
    );
  return (
    <>
      <Button size="compact-sm" color="red" onClick={() => void onSure()}>
        Throw away for good
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsked(false)}>
        Keep
      </Button>
    </>
  );
}

function titleOf({ lesson, shares }: WorldCard): string {
  const name = lesson === null ? "Your practice" : `Lesson: ${lesson.title}`;
  if (shares === null) return name;
  return `${name}, tried again from ${shares === 0 ? "its beginning" : `after step ${shares}`}`;
}

function factsOf({ steps, at, openedAt, staffId }: WorldCard): string {
  return [
    `${steps} ${steps === 1 ? "step" : "steps"}, to ${dayOf(at)}`,
    staffId === null ? null : `last as ${nameOfStaff(staffId)}`,
    `opened ${wallTime(openedAt)}`,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

function dayOf(at: Instant): string {
  return formatDate(dateIn(at, timeZone));
}

/** In the browser's own words: this is the trainee's clock, not the practice's. */
function wallTime(at: Instant): string {
  return new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}
