import { Button } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { placeWords } from "./series/series-words.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";

/** A patient's visits, newest first. */
export function PatientAppointmentsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const visits = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), staleTime: 10 * 60_000 });
  const nameOf = (id: string) => resources.data?.find((r) => r.resourceId === id)?.name ?? "";
  const book = session.can("appointment.book") ? (
    <Button size="xs" onClick={() => dock.open("booking", patientId)}>
      Book
    </Button>
  ) : null;
  const together = session.can("appointment.book") ? (
    <Button size="xs" variant="default" onClick={() => dock.open("together", patientId)}>
      Book together
    </Button>
  ) : null;
  const series = session.can("appointment.book") ? (
    <Button size="xs" variant="default" onClick={() => dock.open("series", patientId)}>
      Book a series
    </Button>
  ) : null;
  const columns: WorklistColumn<Appointment>[] = [
    {
      id: "when",
      header: "When",
      width: "170px",
      cell: (v) => `${formatDate(v.date)} ${formatMinutes(minutesOf(v.start))}`,
    },
    {
      id: "visit",
      header: "Visit",
      width: "minmax(120px, 1fr)",
      cell: (v) =>
        [v.visitTypeName, ...(v.groupId ? ["linked"] : []), ...(v.series ? [placeWords(v.series)] : [])].join(" · "),
    },
    { id: "provider", header: "Provider", width: "minmax(120px, 1fr)", cell: (v) => nameOf(v.providerResourceId) },
    { id: "reason", header: "Reason", width: "minmax(120px, 2fr)", cell: (v) => v.cancelReason ?? v.reason },
    { id: "status", header: "Status", width: "140px", cell: (v) => <StatusChip status={v.status} /> },
  ];
  return (
    <Page
      title="Appointments"
      actions={
        <>
          <Link to={`/p/${patientId}/appointment-card`} className="p-anchor">
            Appointment card
          </Link>
          {series}
          {together}
          {book}
        </>
      }
    >
      {visits.isError && (
        <ErrorState what="The appointments" message={errorText(visits.error)} onRetry={() => void visits.refetch()} />
      )}
      {visits.isPending && <LoadingState />}
      {visits.data?.length === 0 && (
        <EmptyState title="No visits yet" action={book}>
          The first visit is booked like any other.
        </EmptyState>
      )}
      {visits.data && visits.data.length > 0 && (
        <Worklist
          label="Appointments"
          items={visits.data}
          columns={columns}
          keyOf={(v) => v.appointmentId}
          onOpen={(v) => dock.open("appointment", v.appointmentId)}
        />
      )}
    </Page>
  );
}
