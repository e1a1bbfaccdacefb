import { ActionIcon, Button, Checkbox, Group, Stack } from "@mantine/core";
import { Calendar } from "@mantine/dates";
import type { Location } from "@practicum/contracts/identity/practice";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf, type LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatMinutes, formatName } from "@practicum/ui/format.ts";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../session/session-context.ts";
import { requestMove } from "./move-request.ts";
import { FreedTimes } from "./wait-list/freed-times.tsx";
import { usePinboard } from "./pinboard.ts";

interface Props {
  readonly date: LocalDate;
  readonly today: LocalDate;
  readonly onDate: (date: LocalDate) => void;
  readonly locations: readonly Location[];
  readonly site: string | null;
  readonly onSite: (site: string | null) => void;
  readonly rooms: boolean;
  readonly onRooms: (rooms: boolean) => void;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
  /** How many providers are off on this day. */
  readonly off: number;
}

/** Beside the day: the month, what is shown, and visits held aside. */
export function DeskSide(props: Props) {
  const { date, today, onDate, locations, site, onSite, rooms, onRooms, all, onAll, off } = props;
  const mayBook = useSession().can("appointment.book");
  return (
    <Stack gap="md" className="s-side p-no-print">
      <Calendar
        className="s-month"
        key={date.slice(0, 7)}
        defaultDate={date}
        size="xs"
        firstDayOfWeek={0}
        weekendDays={[]}
        hideOutsideDates
        ariaLabels={{ previousMonth: "Month before", nextMonth: "Month after" }}
        getDayProps={(day) => ({
          selected: day === date,
          onClick: () => onDate(day),
          ...(day === today ? { className: "s-today" } : {}),
        })}
      />
      {locations.length > 1 && (
        <ChoiceList
          size="xs"
          label="Site"
          data={[
            { value: "", label: "All sites" },
            ...locations.map((l) => ({ value: l.locationId as string, label: l.name })),
          ]}
          value={site ?? ""}
          onChange={(value) => onSite(value || null)}
        />
      )}
      {(off > 0 || all) && (
        <Checkbox
          size="sm"
          label={off > 0 ? `All providers, also ${off} off today` : "All providers"}
          checked={all}
          onChange={(event) => onAll(event.currentTarget.checked)}
        />
      )}
      <Checkbox
        size="sm"
        label="Show rooms and equipment"
        checked={rooms}
        onChange={(event) => onRooms(event.currentTarget.checked)}
      />
      <Link to="/desk/insurance" className="s-dim">
        Insurance before the visit
      </Link>
      {mayBook && (
        <Link to="/desk/asked-back" className="s-dim">
          Asked back, not booked
        </Link>
      )}
      <FreedTimes site={site} />
      <Pinboard />
    </Stack>
  );
}

function Pinboard() {
  const { visits, unpin } = usePinboard();
  if (visits.length === 0) return null;
  return (
    <section aria-label="Pinboard" className="w-panel">
      <strong style={{ fontSize: 13 }}>Pinboard</strong>
      {visits.map((visit) => (
        <Pinned key={visit.appointmentId} visit={visit} onUnpin={() => unpin(visit.appointmentId)} />
      ))}
    </section>
  );
}

function Pinned({ visit, onUnpin }: { readonly visit: Appointment; readonly onUnpin: () => void }) {
  return (
    <Group gap={4} wrap="nowrap" mt={6} align="flex-start">
      <div style={{ flex: 1, fontSize: 12 }}>
        <b>{formatName(visit.patientName)}</b>
        <br />
        {formatDate(visit.date)} {formatMinutes(minutesOf(visit.start))}
        <Button size="compact-xs" variant="default" mt={4} onClick={() => requestMove(visit)}>
          Place here
        </Button>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Take ${formatName(visit.patientName)} off the pinboard`}
        onClick={onUnpin}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
