import { minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatName, formatWeekday } from "@practicum/ui/format.ts";
import { StatusChip } from "@practicum/ui/status.tsx";
import { ifCalled } from "../../../patient/about-words.ts";
import { closureWords, type DaySheet } from "../day-model.ts";
import { shownDays } from "./week-model.ts";

interface Props {
  readonly days: readonly DaySheet[];
  readonly onOpen: (appointmentId: string) => void;
}

/** The week as a list, a day under the other: for a hand that holds a telephone. */
export function Agenda({ days, onOpen }: Props) {
  return (
    <div className="s-agenda">
      {shownDays(days).map((day) => {
        const visits = day.appointments
          .filter((visit) => visit.status !== "cancelled")
          .toSorted((a, b) => (a.start < b.start ? -1 : 1));
        const [closed = [], kept = []] = [false, true].map((isKept) =>
          day.closures
            .filter((one) => one.keptFor.length > 0 === isKept)
            .map((one) => `${hoursOf(one)}${closureWords(one, day.date)}`),
        );
        return (
          <section key={day.date} aria-label={formatWeekday(day.date)}>
            <h2>{formatWeekday(day.date)}</h2>
            {closed.length > 0 && <p className="c-dim">Closed: {closed.join("; ")}</p>}
            {kept.map((words) => (
              <p key={words} className="c-dim">
                {words}
              </p>
            ))}
            {visits.length === 0 ? (
              <p className="c-dim">No visits.</p>
            ) : (
              <ul>
                {visits.map((visit) => (
                  <li key={visit.appointmentId}>
                    <button type="button" onClick={() => onOpen(visit.appointmentId)}>
                      <span className="s-agenda-time">{formatMinutes(minutesOf(visit.start))}</span>
                      <span>
                        <b>
                          {formatName(visit.patientName)}
                          {ifCalled(visit.patientPreferred)}
                        </b>
                        <small>
                          {visit.visitTypeName}
                          {visit.reason && ` · ${visit.reason}`}
                        </small>
                      </span>
                      <StatusChip
                        status={visit.status === "booked" && visit.confirmedAt !== null ? "confirmed" : visit.status}
                      />
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** "11:00 AM–12:00 PM, "; nothing for the whole day. */
function hoursOf({ start, end }: DaySheet["closures"][number]): string {
  return start && end ? `${formatMinutes(minutesOf(start))}–${formatMinutes(minutesOf(end))}, ` : "";
}
