import type { contradictionOperations } from "@practicum/contracts/charting/contradictions";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";

type Score = z.output<typeof contradictionOperations.contradictionScores.output>[number];
type NoteRow = z.output<typeof contradictionOperations.contradictionNotes.output>["notes"][number];

const scoreColumns: readonly WorklistColumn<Score>[] = [
  { id: "provider", header: "Provider", width: "minmax(180px, 2fr)", cell: (one) => <b>{one.providerName}</b> },
  { id: "share", header: "Without an open one", width: "150px", align: "right", cell: shareWords },
  { id: "notes", header: "Notes signed", width: "110px", align: "right", cell: (one) => one.notes },
  { id: "open", header: "Signed open", width: "110px", align: "right", cell: (one) => one.open },
  { id: "answered", header: "With a reason", width: "110px", align: "right", cell: (one) => one.answered },
];

function shareWords({ clean, notes }: Score): string {
  return `${Math.floor((100 * clean) / notes)}%`;
}

const noteColumns: readonly WorklistColumn<NoteRow>[] = [
  { id: "date", header: "Visit", width: "100px", cell: (one) => formatDate(one.serviceDate) },
  { id: "patient", header: "Patient", width: "minmax(150px, 1fr)", cell: (one) => formatName(one.patientName) },
  {
    id: "found",
    header: "Signed with",
    width: "minmax(260px, 3fr)",
    cell: (one) =>
      one.found
        .map(({ title, reason }) => (reason === null ? `${title} (open)` : `${title} (reason: “${reason}”)`))
        .join("; "),
  },
];

/** Of each provider's notes of a period, how many were signed with nothing open, and the notes behind it. */
export function ScoresView() {
  const { today } = useSession();
  const trpc = useTRPC();
  const [from, setFrom] = useState<LocalDate | null>(addDays(today, -30));
  const [to, setTo] = useState<LocalDate | null>(today);
  const [providerId, setProvider] = useState<string | null>(null);
  const period = { from: from ?? addDays(today, -30), to: to ?? today };
  const scores = useQuery(trpc.charting.contradictionScores.queryOptions(period));
  const chosen = scores.data?.find((one) => one.providerId === providerId);
  return (
    <>
      <div className="ctp-row">
        <DateInput label="From" today={today} sense="past" value={from} onChange={setFrom} />
        <DateInput label="Through" today={today} sense="past" value={to} onChange={setTo} />
      </div>
      {scores.isError && (
        <ErrorState what="The scores" message={errorText(scores.error)} onRetry={() => void scores.refetch()} />
      )}
      {scores.isPending && <LoadingState rows={4} />}
      {scores.data?.length === 0 && (
        <EmptyState title="No note was signed in that time">Choose another period.</EmptyState>
      )}
      {scores.data && scores.data.length > 0 && (
        <Worklist
          label="Notes by provider"
          items={scores.data}
          columns={scoreColumns}
          keyOf={(one) => one.providerId}
          landing
          onOpen={(one) => setProvider(one.providerId)}
        />
      )}
      {chosen && <NotesBehind key={chosen.providerId} of={chosen} period={period} />}
    </>
  );
}

interface BehindProps {
  readonly of: Score;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
}

function NotesBehind({ of, period }: BehindProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const input = { ...period, providerId: of.providerId, limit: 50 };
  const list = useEndless({
    queryKey: trpc.charting.contradictionNotes.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.contradictionNotes.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.notes,
    keyOf: (one) => one.encounterId,
  });
  return (
    <section aria-label={`Notes of ${of.providerName}`}>
      <h2 className="ctp-head">Notes of {of.providerName} with a contradiction</h2>
      {list.error && <ErrorState what="The notes" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={4} />}
      {list.items?.length === 0 && <div>None in that time.</div>}
      {list.items && list.items.length > 0 && (
        <Worklist
          label={`Notes of ${of.providerName}`}
          items={list.items}
          columns={noteColumns}
          keyOf={(one) => one.encounterId}
          more={list.more}
          onOpen={(one) => void navigate({ href: `/p/${one.patientId}/visit/${one.encounterId}` })}
        />
      )}
    </section>
  );
}
