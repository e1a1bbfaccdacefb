import { Button, Drawer, Text } from "@mantine/core";
import type { Instant } from "@practicum/kernel/instant";
import type { Coming } from "@practicum/world/coming";
import { useEffect, useState } from "react";
import { formatMoment } from "../moments.ts";
import type { WorkerClient } from "../worker-client.ts";
import { comingWords, counted } from "./kind-words.ts";

interface Props {
  readonly worker: WorkerClient;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onGo: (to: Instant) => void;
  readonly onCompare: () => void;
}

/** What timers, payers and the calendar have ahead; the clock can be moved to each. */
export function WhatComes({ worker, opened, onClose, onGo, onCompare }: Props) {
  const [coming, setComing] = useState<readonly Coming[] | null>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    if (!opened) return;
    setTrouble("");
    worker.coming().then(setComing, () => setTrouble("It could not be looked up. Close this and try again."));
  }, [opened, worker]);
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={460} title="What comes" withinPortal>
      <Text size="sm" mb="sm">
        In the next 45 days, and the calendar of a week. What you do, and what colleagues do, is not in it.
      </Text>
      <Button size="compact-sm" variant="default" mb="sm" onClick={onCompare}>
        Compare two futures
      </Button>
      {trouble !== "" && (
        <Text role="alert" size="sm">
          {trouble}
        </Text>
      )}
      {coming === null && trouble === "" && <Text c="dimmed">Looking…</Text>}
      {coming?.length === 0 && <Text c="dimmed">Nothing comes by itself: it is the practice's turn.</Text>}
      <ol className="s-worlds">
        {coming?.map(({ kind, at, count }) => {
          const words = counted(count, comingWords[kind]);
          return (
            <li key={`${at}/${kind}`} className="s-coming">
              <span>
                <Text size="sm" fw={650}>
                  {words}
                </Text>
                <Text size="sm" c="dimmed">
                  {formatMoment(at)}
                </Text>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Go there: ${words}, ${formatMoment(at)}`}
                onClick={() => {
                  onClose();
                  onGo(at);
                }}
              >
                Go there
              </Button>
            </li>
          );
        })}
      </ol>
    </Drawer>
  );
}
