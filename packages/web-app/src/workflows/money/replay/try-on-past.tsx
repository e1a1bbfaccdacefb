import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { ReplayResult } from "./replay-result.tsx";
import type { Trial } from "./use-trial.ts";

const PERIODS = [
  { value: "3", label: "3 months" },
  { value: "6", label: "6 months" },
  { value: "12", label: "12 months" },
  { value: "24", label: "24 months" },
];

/** BIL-375: tries what is on the screen on past claims before it is switched on; nothing else is changed by it. */
export function TryOnPast({
  trial,
  hint,
  ready,
}: {
  readonly trial: Trial;
  readonly hint: string;
  readonly ready: boolean;
}) {
  return (
    <section className="m-stack" style={{ gap: 6 }} aria-label="Tried on past claims">
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          label="Claims of the last"
          w={120}
          data={PERIODS}
          value={trial.months}
          onChange={(value) => value !== null && trial.setMonths(value)}
        />
        <Button size="xs" variant="default" disabled={!ready} loading={trial.starting} onClick={trial.start}>
          Try on past claims
        </Button>
        <span className="m-small">{hint}</span>
      </div>
      {trial.error && <Notice tone="danger">{describeError(trial.error)}</Notice>}
      {trial.replay && <ReplayResult key={trial.replay.replayId} replay={trial.replay} same={trial.same} />}
    </section>
  );
}
