import { Button, Drawer, SegmentedControl, Text } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import type { Comparison } from "@practicum/world/futures";
import { useEffect, useState } from "react";
import { formatMoment } from "../moments.ts";
import type { ComparisonWish, StepCard, WorldCard } from "../protocol.ts";
import type { WorkerClient } from "../worker-client.ts";
import { TwoCourses } from "./two-courses.tsx";

interface Props {
  readonly worker: WorkerClient;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The step that is to be left out; null where one is still to choose. */
  readonly entry: number | null;
  /** Whether the way of a lesson may be shown: it was finished. */
  readonly mayShow: boolean;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  /** How the table calls it. */
  readonly name: string;
  readonly other: ComparisonWish["other"];
}

const DAYS = ["7", "20", "45"];

/** Plays this practice on beside another future of it, and shows how the two differ. Neither is touched. */
export function Compare({ worker, opened, onClose, entry, mayShow }: Props) {
  const [choices, setChoices] = useState<readonly Choice[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [days, setDays] = useState("20");
  const [result, setResult] = useState<{ readonly comparison: Comparison; readonly name: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    if (!opened) return;
    setResult(null);
    setTrouble("");
    Promise.all([worker.steps(), worker.worlds()]).then(
      ([steps, worlds]) => {
        const found = choicesOf(steps, worlds, mayShow);
        setChoices(found);
        const wished = entry === null ? found[0] : found.find((one) => one.value === `without/${entry}`);
        setChosen(wished?.value ?? null);
      },
      () => setTrouble("The steps could not be read. Close this and try again."),
    );
  }, [opened, worker, entry, mayShow]);
  const choice = choices?.find((one) => one.value === chosen);
  const play = async () => {
    if (choice === undefined) return;
    setBusy(true);
    setTrouble("");
    setResult(null);
    try {
      setResult({
        comparison: await worker.compare({ other: choice.other, days: Number(days) }),
        name: choice.name,
      });
    } catch {
      setTrouble("The two could not be played. Your practice is as it was.");
    }
    setBusy(false);
  };
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={720} title="Two futures" withinPortal>
      <Text size="sm" mb="sm">
        A copy of this practice goes on as it is, and another one goes the other way. Your practice stays where it is.
      </Text>
      {choices?.length === 0 ? (
        <Text size="sm">There is nothing to compare with yet: do something first, or keep a second practice.</Text>
      ) : (
        <div className="s-compare-form">
          <ChoiceList
            label="Compare this practice with"
            data={choices?.map(({ value, label }) => ({ value, label })) ?? []}
            value={chosen}
            onChange={setChosen}
          />
          <SegmentedControl
            aria-label="How far ahead"
            data={DAYS.map((value) => ({ value, label: `${value} days` }))}
            value={days}
            onChange={setDays}
          />
          <Button onClick={() => void play()} loading={busy} disabled={choice === undefined}>
            Play both
          </Button>
        </div>
      )}
      {trouble !== "" && (
        <Text role="alert" size="sm" my="sm">
          {trouble}
        </Text>
      )}
      <div role="status">
        {busy && <Text size="sm">Two copies are being played, one after the other…</Text>}
        {result !== null && (
          <TwoCourses comparison={result.comparison} names={{ left: "As it is", right: result.name }} />
        )}
      </div>
    </Drawer>
  );
}

function choicesOf(steps: readonly StepCard[], worlds: readonly WorldCard[], mayShow: boolean): readonly Choice[] {
  return [
    ...(mayShow
      ? [
          {
            value: "shown",
            label: "Had you gone the way that the lesson shows",
            name: "As shown",
            other: { kind: "shown" as const },
          },
        ]
      : []),
    ...steps.flatMap((step): Choice[] => {
      if (step.staffId === null || step.refused) return [];
      const who = step.patient === null ? "" : `, ${step.patient}`;
      return [
        {
          value: `without/${step.entry}`,
          label: `Had you not done step ${step.number}: ${step.what}${who} (${formatMoment(step.at)})`,
          name: `Without step ${step.number}`,
          other: { kind: "without", entry: step.entry },
        },
      ];
    }),
    ...worlds.flatMap((world): Choice[] => {
      if (world.isOpen || world.trouble !== null) return [];
      const what = world.lesson === null ? "practice" : `lesson "${world.lesson.title}"`;
      return [
        {
          value: `world/${world.worldId}`,
          label: `Your other ${what}: ${world.steps} steps, to ${formatMoment(world.at)}`,
          name: "The other one",
          other: { kind: "world", worldId: world.worldId },
        },
      ];
    }),
  ];
}
