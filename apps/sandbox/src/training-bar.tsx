import { Button, Menu, Text } from "@mantine/core";
import { addMs, atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek } from "@practicum/kernel/local-date";
import { timeZone } from "@practicum/seed/practice";
import { useEffect, useState } from "react";
import { formatClock, formatDay } from "./moments.ts";
import type { WorkerClient } from "./worker-client.ts";
import { Practices } from "./worlds/practices.tsx";
import { Steps } from "./worlds/steps.tsx";

interface Props {
  readonly worker: WorkerClient;
  readonly onMoved: () => void;
  readonly onChooseRole: () => void;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Jump {
  readonly label: string;
  readonly hint?: string;
  readonly to: (now: Instant) => Instant;
}

const jumps: readonly Jump[] = [
  { label: "1 hour", to: (now) => addMs(now, HOUR_MS) },
  { label: "To 8:00 of the next working day", to: nextMorning },
  { label: "1 day", to: (now) => addMs(now, DAY_MS) },
  { label: "3 days", hint: "clearinghouse and payers have answered", to: (now) => addMs(now, 3 * DAY_MS) },
  { label: "7 days", to: (now) => addMs(now, 7 * DAY_MS) },
  { label: "20 days", hint: "most claims are paid or denied", to: (now) => addMs(now, 20 * DAY_MS) },
  { label: "30 days", hint: "a statement's month", to: (now) => addMs(now, 30 * DAY_MS) },
  { label: "45 days", hint: "the slow ones too", to: (now) => addMs(now, 45 * DAY_MS) },
];

const colleagues = [
  { style: "rest", label: "They rest", hint: "visits wait for you" },
  { style: "careful", label: "They work carefully", hint: "a day of theirs takes some seconds" },
  { style: "hurried", label: "They are in a hurry", hint: "what takes a minute is left out" },
  { style: "new", label: "They are new", hint: "they code what is usual" },
] as const;

/** Says that this is training, which moment it is, and moves the clock. */
export function TrainingBar({ worker, onMoved, onChooseRole }: Props) {
  const now = useClock(worker);
  const [moving, setMoving] = useState(false);
  const [showing, setShowing] = useState<"practices" | "steps" | null>(null);
  const [trouble, setTrouble] = useState("");
  const [chosen, setChosen] = useState("");
  const move = async (to: Instant) => {
    setMoving(true);
    setTrouble("");
    try {
      await worker.moveClock(to);
    } catch {
      setTrouble("The clock could not be moved. ");
    }
    setMoving(false);
    onMoved();
  };
  const toNextEvent = async () => {
    const due = await worker.nextDueAt();
    if (due === null) return setTrouble("Nothing comes by itself: it is the practice's turn. ");
    await move(due);
  };
  return (
    <aside className="s-bar" aria-label="Training">
      <strong>TRAINING</strong>
      <span className="s-bar-note">Made-up people. Nothing leaves this page.</span>
      <span className="s-clock" role="status">
        {trouble}
        {moving && "Time passes: "}
        {formatDay(now)}
        {!moving && `, ${formatClock(now)}`}
      </span>
      <span className="s-bar-buttons p-no-print">
        {moving && <BarButton onClick={() => void worker.stopClock()}>Stop</BarButton>}
        <BarButton disabled={moving} onClick={() => void move(addMs(worker.now(), DAY_MS))}>
          Next day
        </BarButton>
        <BarButton disabled={moving} onClick={() => void toNextEvent()}>
          Next event
        </BarButton>
        <Menu position="bottom-end" onOpen={() => void worker.colleagues(null).then(setChosen)}>
          <Menu.Target>
            <BarButton disabled={moving}>Move the clock</BarButton>
          </Menu.Target>
          <Menu.Dropdown>
            {jumps.map((jump) => (
              <Menu.Item key={jump.label} onClick={() => void move(jump.to(worker.now()))}>
                {jump.label}
                {jump.hint !== undefined && (
                  <Text size="xs" c="dimmed">
                    {jump.hint}
                  </Text>
                )}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Label>Colleagues, while the clock moves</Menu.Label>
            {colleagues.map(({ style, label, hint }) => (
              <Menu.Item
                key={style}
                aria-current={style === chosen}
                rightSection={style === chosen ? "✓" : null}
                onClick={() => void worker.colleagues(style).then(setChosen)}
              >
                {label}
                <Text size="xs" c="dimmed">
                  {hint}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <BarButton onClick={onChooseRole}>Change role</BarButton>
        <BarButton disabled={moving} onClick={() => setShowing("steps")}>
          Steps
        </BarButton>
        <BarButton disabled={moving} onClick={() => setShowing("practices")}>
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
      </div>
      <Steps worker={worker} opened={showing === "steps"} onClose={() => setShowing(null)} />
      <Practices worker={worker} opened={showing === "practices"} onClose={() => setShowing(null)} />
    </aside>
  );
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

function nextMorning(now: Instant): Instant {
  let day = addDays(dateIn(now, timeZone), 1);
  while (dayOfWeek(day) > 5) day = addDays(day, 1);
  return atLocal(day, "08:00", timeZone);
}
