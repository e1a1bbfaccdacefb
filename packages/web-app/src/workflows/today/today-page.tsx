import { formatDate } from "@practicum/kernel/local-date";
import { formatAge, formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import "../../chart/chart.css";
import type { EncounterSummary } from "../../chart/chart-types.ts";
import { useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import { PrescriptionsToSend } from "./prescriptions-to-send.tsx";
import { dayRows, noteWord, type DayRow } from "./day-rows.ts";

/** The provider's home: today's patients, notes to finish, notes to co-sign. */
export function TodayPage() {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const date = session.today;
  const day = useQuery(trpc.charting.providerDay.queryOptions({ providerId: null, date }));
  const sheet = useQuery(trpc.scheduling.daySheet.queryOptions({ date, locationId: null }));
  const rows = day.data && sheet.data ? dayRows(sheet.data.appointments, day.data.today, session.staff.staffId) : null;
  const openNote = (note: EncounterSummary) => void navigate({ to: `/p/${note.patientId}/visit/${note.encounterId}` });
  const older = day.data?.unsigned.filter((note) => note.serviceDate < date) ?? [];
  const failed = day.isError ? day : sheet.isError ? sheet : null;
  return (
    <Page title="Today">
      {failed && !rows && (
        <ErrorState
          what="Your day"
          message={errorText(failed.error)}
          onRetry={() => void Promise.all([day.refetch(), sheet.refetch()])}
        />
      )}
      {!rows && !failed && <LoadingState rows={8} />}
      {day.data && day.data.toCosign.length > 0 && (
        <Notes
          title="To co-sign"
          hint="A physician assistant named you; the note is signed and waits."
          notes={day.data.toCosign}
          onOpen={openNote}
        />
      )}
      {day.data && day.data.returned.length > 0 && (
        <Notes
          title="Returned to you"
          hint="Your supervising physician asks for something before the co-signature."
          notes={day.data.returned}
          onOpen={openNote}
        />
      )}
      <PrescriptionsToSend />
      {older.length > 0 && (
        <Notes title="Notes to finish" hint="Of earlier days, the oldest first." notes={older} onOpen={openNote} />
      )}
      {rows && (
        <section className="w-panel" style={{ marginBottom: 12 }}>
          <header>
            <h2>Patients of {formatDate(date)}</h2>
            <span className="c-dim">
              {rows.length === 0 ? "" : rows.length === 1 ? "1 visit" : `${rows.length} visits`}
            </span>
          </header>
          {rows.length === 0 ? (
            <EmptyState title="No visits today">Your patients appear here when they are booked.</EmptyState>
          ) : (
            <Worklist
              label="Patients of today"
              landing
              items={rows}
              columns={columns(date)}
              keyOf={(row) => row.key}
              onOpen={(row) => {
                if (row.note) openNote(row.note);
                else if (row.visit) void navigate({ to: `/p/${row.visit.patientId}/chart` });
              }}
            />
          )}
        </section>
      )}
    </Page>
  );
}

function columns(today: string): WorklistColumn<DayRow>[] {
  const who = (row: DayRow) => row.visit ?? row.note;
  return [
    {
      id: "time",
      header: "Time",
      width: "84px",
      cell: (row) => formatStart(row.visit?.start ?? row.note?.start ?? null),
    },
    {
      id: "patient",
      header: "Patient",
      width: "minmax(150px, 1.4fr)",
      cell: (row) => {
        const person = who(row);
        return (
          person && (
            <>
              <b>{formatName(person.patientName)}</b>{" "}
              <span className="c-dim">
                {formatDate(person.birthDate)} ({formatAge(person.birthDate, today)})
              </span>
            </>
          )
        );
      },
    },
    {
      id: "visit",
      header: "Visit",
      width: "minmax(110px, 1fr)",
      cell: (row) => (
        <>
          {who(row)?.visitTypeName}
          {row.visit?.reason && <span className="c-dim"> · {row.visit.reason}</span>}
        </>
      ),
    },
    {
      id: "status",
      header: "Status",
      width: "140px",
      cell: (row) => row.visit && <StatusChip status={row.visit.status} />,
    },
    {
      id: "note",
      header: "Note",
      width: "minmax(96px, 170px)",
      cell: (row) => noteWord(row.note, row.visit?.status ?? "done"),
    },
  ];
}

function formatStart(start: string | null): string {
  return start === null ? "" : formatTime(start);
}

interface NotesProps {
  readonly title: string;
  readonly hint: string;
  readonly notes: readonly EncounterSummary[];
  readonly onOpen: (note: EncounterSummary) => void;
}

function Notes({ title, hint, notes, onOpen }: NotesProps) {
  return (
    <section className="w-panel" style={{ marginBottom: 12 }}>
      <header>
        <h2>
          {title} · {notes.length}
        </h2>
        <span className="c-dim">{hint}</span>
      </header>
      <Worklist
        label={title}
        items={notes}
        keyOf={(note) => note.encounterId}
        onOpen={onOpen}
        columns={[
          { id: "date", header: "Date", width: "104px", cell: (note) => formatDate(note.serviceDate) },
          {
            id: "patient",
            header: "Patient",
            width: "minmax(180px, 1.4fr)",
            cell: (note) => <b>{formatName(note.patientName)}</b>,
          },
          { id: "visit", header: "Visit", width: "minmax(140px, 1fr)", cell: (note) => note.visitTypeName },
          { id: "provider", header: "Provider", width: "minmax(140px, 1fr)", cell: (note) => note.providerName },
        ]}
      />
    </section>
  );
}
