import { Button, Drawer, Text } from "@mantine/core";
import { formatMoment } from "../moments.ts";
import { useCallback, useEffect, useState } from "react";
import type { StepCard } from "../protocol.ts";
import { nameOfStaff } from "../staff-name.ts";
import type { WorkerClient } from "../worker-client.ts";

const PAGE = 100;

interface Props {
  readonly worker: WorkerClient;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Plays this practice on with and without a step. */
  readonly onCompare: (entry: number) => void;
}

/** What was done in this practice, the last first; from each one can try again. */
export function Steps({ worker, opened, onClose, onCompare }: Props) {
  const [steps, setSteps] = useState<readonly StepCard[] | null>(null);
  const [shown, setShown] = useState(PAGE);
  const [busy, setBusy] = useState<number | null>(null);
  const [trouble, setTrouble] = useState("");
  const look = useCallback(async () => setSteps(await worker.steps()), [worker]);
  useEffect(() => {
    if (opened) void look().catch(() => setTrouble("The steps could not be read. Close this and try again."));
  }, [opened, look]);
  const back = async (entry: number) => {
    setBusy(entry);
    setTrouble("");
    try {
      await worker.backTo(entry);
      worker.note("You are back before that step. What came after it is kept: open it under Practices.");
    } catch {
      setTrouble("It could not be gone back to. Your practice is as it was.");
    }
    setBusy(null);
  };
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={460} title="Your steps" withinPortal>
      <Text size="sm" mb="sm">
        Go back to before any step and try again from there. What you did after it is kept as a practice of its own.
      </Text>
      {trouble !== "" && (
        <Text role="alert" size="sm" my="sm">
          {trouble}
        </Text>
      )}
      {steps === null && trouble === "" && <Text c="dimmed">Looking…</Text>}
      {steps?.length === 0 && <Text c="dimmed">Nothing was done here yet.</Text>}
      <ol className="s-worlds" reversed>
        {steps?.slice(0, shown).map((step) => (
          <li key={step.entry}>
            <Text size="sm" fw={650}>
              {step.number}. {step.what}
              {step.to > step.at && `, to ${formatMoment(step.to)}`}
              {step.refused && " (refused)"}
            </Text>
            <Text size="sm" c="dimmed">
              {[step.patient, step.staffId === null ? null : nameOfStaff(step.staffId), formatMoment(step.at)]
                .filter((part) => part !== null)
                .join(" · ")}
            </Text>
            {step.canGoBack && (
              <Button
                size="compact-sm"
                variant="subtle"
                ml={-8}
                loading={busy === step.entry}
                disabled={busy !== null && busy !== step.entry}
                aria-label={`Go back to before this: step ${step.number}, ${step.what}`}
                onClick={() => void back(step.entry)}
              >
                Go back to before this
              </Button>
            )}
            {step.staffId !== null && !step.refused && (
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={busy !== null}
                aria-label={`Had you not done this: step ${step.number}, ${step.what}`}
                onClick={() => onCompare(step.entry)}
              >
                Had you not done this
              </Button>
            )}
          </li>
        ))}
      </ol>
      {steps !== null && steps.length > shown && (
        <Button variant="default" size="compact-sm" mt="sm" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, steps.length - shown)} more of {steps.length}
        </Button>
      )}
    </Drawer>
  );
}
