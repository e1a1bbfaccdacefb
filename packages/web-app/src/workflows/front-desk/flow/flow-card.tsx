import { Button, Menu } from "@mantine/core";
import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import type { openCritical } from "@practicum/contracts/charting/vitals";
import type { Instant } from "@practicum/kernel/instant";
import { formatAge, formatMinutes, formatName } from "@practicum/ui/format.ts";
import { formatDate, minutesOf, type LocalDate } from "@practicum/kernel/local-date";
import { useKeys } from "@practicum/ui/keys.ts";
import { IconAlertTriangle, IconChevronDown } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { useSession, type Session } from "../../../session/session-context.ts";
import { PapersToGive, type PapersOfPatient } from "./papers-to-give.tsx";
import { isInRoom, nextStep, stepBack, waitsOf } from "./flow-model.ts";
import { ifCalled, interpretedIn } from "../../../patient/about-words.ts";
import { deathWords } from "../../../patient/death/death-words.ts";

export type OpenCritical = z.output<typeof openCritical>;

/** Minutes in one state after which the wait is shown as long. */
const longWait: { readonly [S in AppointmentStatus]?: number } = {
  arrived: 15,
  rooming: 15,
  ready: 15,
  "with-provider": 40,
  checkout: 10,
};

interface Props {
  readonly visit: Appointment;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly rooms: readonly Resource[];
  readonly taken: ReadonlyMap<string, string>;
  readonly providerName: string;
  /** Whether the person may bring the visit to a status. */
  readonly may: (to: AppointmentStatus) => boolean;
  /** Critical vital signs that no provider was told of. */
  readonly critical: OpenCritical | null;
  readonly onTold: (critical: OpenCritical) => void;
  /** Opens what the patient will owe; null before the checkout, and for who takes no payments. */
  readonly onShare: (() => void) | null;
  /** What the patient is to be handed before leaving. */
  readonly papers: PapersOfPatient | null;
  readonly focusable: boolean;
  readonly onFocus: () => void;
  readonly onStep: (step: 1 | -1) => void;
  readonly onAdvance: (to: AppointmentStatus, roomResourceId?: string | null) => void;
}

/** A visit on the board: who, where, how long, and the one thing to do next. */
export function FlowCard(props: Props) {
  const {
    visit,
    now,
    today,
    rooms,
    taken,
    providerName,
    may,
    critical,
    onTold,
    focusable,
    onFocus,
    onStep,
    onAdvance,
    onShare,
    papers,
  } = props;
  const session = useSession();
  const navigate = useNavigate();
  const [roomsOpen, setRoomsOpen] = useState(false);
  const following = nextStep(visit.status);
  const step = following && may(following.to) ? following : null;
  const before = stepBack(visit.status);
  const back = before && may(before) ? before : null;
  const waits = waitsOf(visit, now);
  const room = isInRoom(visit.status) ? rooms.find((r) => r.resourceId === visit.roomResourceId) : undefined;
  const mayRoom = visit.status === "arrived" && step !== null;
  const name = formatName(visit.patientName);
  const next = () => {
    if (mayRoom) setRoomsOpen(true);
    else if (step) onAdvance(step.to);
  };
  const chartHref = `/p/${visit.patientId}/${workPage(session)}`;
  const onKeyDown = useKeys(
    {
      ArrowRight: next,
      ArrowLeft: () => (back ? onAdvance(back) : false),
      ArrowDown: () => onStep(1),
      j: () => onStep(1),
      ArrowUp: () => onStep(-1),
      k: () => onStep(-1),
      r: () => (mayRoom ? setRoomsOpen(true) : false),
      t: () => (critical ? onTold(critical) : false),
      p: () => (onShare ? onShare() : false),
      Enter: () => void navigate({ to: chartHref }),
    },
    { self: true },
  );
  return (
    <article
      className="f-card"
      aria-label={`${name}, ${room?.name ?? "no room"}, ${waits.inState} minutes in this step, ${waits.total} in all`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the board's one tab stop; its keys are in the help
      tabIndex={focusable ? 0 : -1}
      data-visit={visit.appointmentId}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <CardWho visit={visit} today={today} chartHref={chartHref} room={room?.name ?? ""} providerName={providerName} />
      <PapersToGive papers={papers} name={name} />
      {onShare && <ShareButton name={name} onShare={onShare} />}
      {critical && <CriticalMark critical={critical} onTold={onTold} />}
      <div className="f-wait" data-long={waits.inState >= (longWait[visit.status] ?? Infinity)}>
        {waits.inState} min here{waits.total > waits.inState && ` · ${waits.total} min in all`}
      </div>
      {(step || back) && (
        <div className="f-card-actions">
          {step ? (
            <Button h={44} onClick={next}>
              {step.label}
            </Button>
          ) : (
            <span style={{ color: "var(--p-dim)", alignSelf: "center" }}>
              {following ? `Next: ${following.label.toLowerCase()}, by clinical staff` : ""}
            </span>
          )}
          <Menu opened={roomsOpen} onChange={setRoomsOpen} position="bottom-end" width={220}>
            <Menu.Target>
              <Button h={44} px={10} variant="default" aria-label={`Room and other steps of ${name}`}>
                <IconChevronDown size={18} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {mayRoom && (
                <RoomChoices
                  visit={visit}
                  rooms={rooms}
                  taken={taken}
                  onChoose={(chosen) => onAdvance("rooming", chosen)}
                />
              )}
              {back && <Menu.Item onClick={() => onAdvance(back)}>One step back</Menu.Item>}
              {!back && !mayRoom && <Menu.Item disabled>Nothing else to do here</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </article>
  );
}

interface WhoProps {
  readonly visit: Appointment;
  readonly today: LocalDate;
  readonly chartHref: string;
  readonly room: string;
  readonly providerName: string;
}

/** Who it is, where, with whom and for what. */
function CardWho({ visit, today, chartHref, room, providerName }: WhoProps) {
  return (
    <>
      <div className="f-card-head">
        <Link to={chartHref} className="p-anchor f-card-name">
          {formatName(visit.patientName)}
          {ifCalled(visit.patientPreferred)}
        </Link>
        {visit.patientDeath && <b>{deathWords(visit.patientDeath)}</b>}
        {visit.patientInterpreter && (
          <span>Interpreter: {interpretedIn(visit.patientInterpreter.kind, visit.patientInterpreter.language)}</span>
        )}
        <b>{room}</b>
      </div>
      <div>
        {formatDate(visit.birthDate)} ({formatAge(visit.birthDate, today)}) · {formatMinutes(minutesOf(visit.start))}{" "}
        {providerName}
      </div>
      <div style={{ color: "var(--p-dim)" }}>
        {visit.visitTypeName}
        {visit.reason ? ` · ${visit.reason}` : ""}
      </div>
    </>
  );
}

/** What the visit leaves to the patient, before the patient leaves. */
function ShareButton({ name, onShare }: { readonly name: string; readonly onShare: () => void }) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ justifySelf: "start" }}
      aria-label={`Patient's share (P): ${name}`}
      onClick={onShare}
    >
      Patient&apos;s share (P)
    </Button>
  );
}

/** Where this person's work on a visit is done. */
function workPage({ can }: Session): string {
  return can("note.write") ? "visit" : can("vitals.record") ? "rooming" : "summary";
}

interface CriticalProps {
  readonly critical: OpenCritical;
  readonly onTold: (critical: OpenCritical) => void;
}

/** Critical values that the provider does not know of, and the one key to say that it was told. */
function CriticalMark({ critical, onTold }: CriticalProps) {
  return (
    <div className="f-critical" role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: "1 1 140px" }}>
        <b>Critical:</b> {critical.values.join(", ").toLowerCase()}. Tell {critical.providerName ?? "the provider"}.
      </span>
      <Button size="compact-sm" color="red" onClick={() => onTold(critical)}>
        Notified (T)
      </Button>
    </div>
  );
}

interface RoomChoicesProps {
  readonly visit: Appointment;
  readonly rooms: readonly Resource[];
  /** Who holds a room, by its id. */
  readonly taken: ReadonlyMap<string, string>;
  readonly onChoose: (roomResourceId: string | null) => void;
}

/** The rooms of the site, those in use named as such. */
function RoomChoices({ visit, rooms, taken, onChoose }: RoomChoicesProps) {
  return (
    <>
      <Menu.Label>Bring {visit.patientName.given} to</Menu.Label>
      {rooms.map((room) => {
        const other = taken.has(room.resourceId) && taken.get(room.resourceId) !== visit.appointmentId;
        return (
          <Menu.Item key={room.resourceId} h={40} disabled={other} onClick={() => onChoose(room.resourceId)}>
            {room.name}
            {other ? " – in use" : ""}
          </Menu.Item>
        );
      })}
      <Menu.Item h={40} onClick={() => onChoose(null)}>
        Without a room
      </Menu.Item>
    </>
  );
}
