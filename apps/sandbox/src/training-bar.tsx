import { Button } from "@mantine/core";
import type { Role } from "@practicum/contracts/permission";
import { addMs, epochMs, type Instant } from "@practicum/kernel/instant";
import { lazy, Suspense, useEffect, useState } from "react";
import { ClockMenu } from "./clock-menu.tsx";
import { formatClock, formatDay } from "./moments.ts";
import { useMoving, type Moving } from "./use-moving.ts";
import type { WorkerClient } from "./worker-client.ts";
import { Compare } from "./worlds/compare.tsx";
import { Happened, inALine } from "./worlds/happened.tsx";
import { Practices } from "./worlds/practices.tsx";
import { Steps } from "./worlds/steps.tsx";
import { WhatComes } from "./worlds/what-comes.tsx";

interface Props {
  readonly worker: WorkerClient;
  readonly onMoved: () => void;
  readonly onChooseRole: () => void;
  /** The roles of who works here now. */
  readonly rolesNow: readonly Role[];
  /** Goes to a place of the application. */
  readonly goTo: (route: string) => void;
}

type Showing = "practices" | "steps" | "coming" | "happened" | "compare" | "words";

const DAY_MS = 86_400_000;

const WordsDrawer = lazy(() => import("./lessons/words-drawer.tsx"));

/** Says that this is training, which moment it is, moves the clock, and leads to what was done here and to other practices. */
export function TrainingBar({ worker, onMoved, onChooseRole, rolesNow, goTo }: Props) {
  const now = useClock(worker);
  const moving = useMoving(worker, onMoved);
  const [showing, setShowing] = useState<Showing | null>(null);
  const [without, setWithout] = useState<number | null>(null);
  const compare = (entry: number | null) => {
    setWithout(entry);
    setShowing("compare");
  };
  const { span, last } = moving;
  const isMoving = span !== null;
  const close = () => setShowing(null);
  return (
    <aside className="s-bar" aria-label="Training">
      <strong>TRAINING</strong>
      <span className="s-bar-note">Made-up people. Nothing leaves this page.</span>
      <span className="s-clock" role="status">
        {moving.trouble}
        {isMoving && "Time passes: "}
        {formatDay(now)}
        {isMoving ? progressOf(span, now) : `, ${formatClock(now)}`}
      </span>
      <span className="s-bar-buttons p-no-print">
        {isMoving && <BarButton onClick={moving.stop}>Stop</BarButton>}
        <BarButton disabled={isMoving} onClick={() => void moving.move(addMs(worker.now(), DAY_MS))}>
          Next day
        </BarButton>
        <BarButton disabled={isMoving} onClick={() => void moving.toNextEvent()}>
          Next event
        </BarButton>
        <ClockMenu worker={worker} moving={moving} rolesNow={rolesNow} onWhatComes={() => setShowing("coming")}>
          <BarButton disabled={isMoving}>Move the clock</BarButton>
        </ClockMenu>
        <BarButton onClick={onChooseRole}>Change role</BarButton>
        <BarButton onClick={() => setShowing("words")}>Words</BarButton>
        <BarButton disabled={isMoving} onClick={() => setShowing("steps")}>
          Steps
        </BarButton>
        <BarButton disabled={isMoving} onClick={() => setShowing("practices")}>
          Practices
        </BarButton>
      </span>
      <div className="s-notice-room" aria-live="polite">
        {worker.notice !== "" && (
          <p className="s-notice">
            {worker.notice}
            <BarButton onClick={() => worker.note("")}>Close</BarButton>
          </p>
        )}
        {last !== null && (
          <p className="s-notice p-no-print">
            {inALine(last.digest, last.passed)}
            {last.digest.kinds.length > 0 && (
              <BarButton onClick={() => setShowing("happened")}>What happened</BarButton>
            )}
            <BarButton onClick={moving.forgetLast}>Close</BarButton>
          </p>
        )}
      </div>
      <Steps worker={worker} opened={showing === "steps"} onClose={close} onCompare={compare} />
      <Compare worker={worker} opened={showing === "compare"} onClose={close} entry={without} mayShow={false} />
      <Practices worker={worker} opened={showing === "practices"} onClose={close} />
      <WhatComes
        worker={worker}
        opened={showing === "coming"}
        onClose={close}
        onCompare={() => compare(null)}
        onGo={(to) => void moving.move(to > worker.now() ? to : addMs(worker.now(), 1))}
      />
      <Suspense fallback={null}>{showing === "words" && <WordsDrawer opened onClose={close} />}</Suspense>
      <Happened
        digest={last?.digest ?? null}
        opened={showing === "happened"}
        onClose={close}
        goTo={goTo}
        onCompare={() => compare(null)}
      />
    </aside>
  );
}

/** How far a move of days has come. */
function progressOf({ from, to }: NonNullable<Moving["span"]>, now: Instant): string {
  if (to === null) return `, ${formatClock(now)}`;
  const [done, all] = [now, to].map((at) => Math.round((epochMs(at) - epochMs(from)) / DAY_MS));
  return all === undefined || done === undefined || all <= 1 ? "" : `, ${done} of ${all} days`;
}

function BarButton(props: React.ComponentProps<typeof Button<"button">>) {
  return <Button size="compact-sm" variant="white" color="dark.7" {...props} />;
}

/** The practice's clock to the minute, and at once when it is moved. */
function useClock(worker: WorkerClient): Instant {
  const [now, setNow] = useState(() => worker.now());
  useEffect(() => {
    const tick = () => setNow(worker.now());
    const timer = setInterval(tick, 5000);
    const unlisten = worker.onMoved(tick);
    return () => {
      clearInterval(timer);
      unlisten();
    };
  }, [worker]);
  return now;
}
