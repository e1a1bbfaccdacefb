import { Menu, Text } from "@mantine/core";
import { roleLabels, type Role } from "@practicum/contracts/permission";
import { addMs, atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek } from "@practicum/kernel/local-date";
import { timeZone } from "@practicum/seed/practice";
import type { Colleagues } from "@practicum/world/colleagues/staffing";
import { useState, type ReactNode } from "react";
import type { Moving } from "./use-moving.ts";
import type { WorkerClient } from "./worker-client.ts";

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

interface Props {
  readonly worker: WorkerClient;
  readonly moving: Moving;
  /** The roles of who works here now. */
  readonly rolesNow: readonly Role[];
  readonly onWhatComes: () => void;
  /** The button that opens it. */
  readonly children: ReactNode;
}

/** How far the clock is moved, and who works meanwhile. */
export function ClockMenu({ worker, moving, rolesNow, onWhatComes, children }: Props) {
  const [chosen, setChosen] = useState<Colleagues | null>(null);
  const choose = (next: Colleagues | null) => void worker.colleagues(next).then(setChosen);
  const left = chosen?.left ?? [];
  const mine = rolesNow.length > 0 && rolesNow.every((role) => left.includes(role));
  const others = left.filter((role) => !rolesNow.includes(role));
  return (
    <Menu position="bottom-end" onOpen={() => choose(null)}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown className="s-clock-menu">
        <Menu.Item onClick={onWhatComes}>
          What comes…
          <Hint>answers of payers, reminders, visits</Hint>
        </Menu.Item>
        <Menu.Item onClick={() => void moving.play()}>
          Play
          <Hint>an hour of the practice each second, until you stop it</Hint>
        </Menu.Item>
        <Menu.Divider />
        {jumps.map((jump) => (
          <Menu.Item key={jump.label} onClick={() => void moving.move(jump.to(worker.now()))}>
            {jump.label}
            {jump.hint !== undefined && <Hint>{jump.hint}</Hint>}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>Colleagues, while the clock moves</Menu.Label>
        {colleagues.map(({ style, label, hint }) => (
          <Menu.RadioItem
            key={style}
            value={style}
            checked={style === chosen?.style}
            checkIcon={<Chosen />}
            onChange={() => choose({ style, left })}
          >
            {label}
            <Hint>{hint}</Hint>
          </Menu.RadioItem>
        ))}
        {chosen !== null && chosen.style !== "rest" && rolesNow.length > 0 && (
          <Menu.CheckboxItem
            checked={mine}
            checkIcon={<Chosen />}
            onChange={(leave) => choose({ style: chosen.style, left: leave ? [...others, ...rolesNow] : others })}
          >
            They leave my work to me
            <Hint>{namesOf(rolesNow)}</Hint>
          </Menu.CheckboxItem>
        )}
        {chosen !== null && chosen.style !== "rest" && others.length > 0 && (
          <Menu.CheckboxItem
            checked
            checkIcon={<Chosen />}
            onChange={() => choose({ style: chosen.style, left: left.filter((role) => !others.includes(role)) })}
          >
            They leave other work, too
            <Hint>{namesOf(others)}</Hint>
          </Menu.CheckboxItem>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Chosen() {
  return <span aria-hidden>✓</span>;
}

const namesOf = (roles: readonly Role[]) => roles.map((role) => roleLabels[role]).join(", ");

function Hint({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  );
}

function nextMorning(now: Instant): Instant {
  let day = addDays(dateIn(now, timeZone), 1);
  while (dayOfWeek(day) > 5) day = addDays(day, 1);
  return atLocal(day, "08:00", timeZone);
}
