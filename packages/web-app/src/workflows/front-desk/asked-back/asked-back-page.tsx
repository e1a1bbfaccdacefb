import { Group, SegmentedControl } from "@mantine/core";
import type { AskedBackEntry } from "@practicum/contracts/scheduling/asked-back";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useToday } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AskedBackCard } from "./asked-back-card.tsx";
import { lastCall, shows, showWords, type AskedBackShow } from "./asked-back-words.ts";
import "./asked-back.css";

const PAGE = 50;
const keyOf = (one: AskedBackEntry) => one.appointmentId;

const columnsOn = (today: LocalDate): readonly WorklistColumn<AskedBackEntry>[] => [
  {
    id: "due",
    header: "Due",
    width: "150px",
    cell: ({ due }) => (
      <>
        {formatDate(due)}
        {due < today && <b> overdue</b>}
      </>
    ),
  },
  {
    id: "patient",
    header: "Patient",
    width: "minmax(150px, 1.3fr)",
    cell: ({ patientName, birthDate }) => (
      <>
        <b>{formatName(patientName)}</b> {formatDate(birthDate)}
      </>
    ),
  },
  {
    id: "what",
    header: "For",
    width: "minmax(150px, 1.3fr)",
    cell: ({ visitTypeName, providerName }) => `${visitTypeName}, ${providerName}`,
  },
  { id: "call", header: "Last call", width: "minmax(130px, 1fr)", below: true, cell: lastCall },
];

/** Who was asked back by a signed note and has no visit for it: called and booked here, so that nobody is lost. */
export function AskedBackPage() {
  const search: { show?: string; visit?: string } = useSearch({ strict: false });
  const show = shows.find((one) => one === search.show) ?? "due";
  const navigate = useNavigate();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const today = useToday();
  const input = { show, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.scheduling.askedBack.queryKey({ ...input, before: null }),
    page: (before, signal) => client.scheduling.askedBack.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.entries,
    keyOf,
  });
  const { items, first } = query;
  const rows = query.stale ? undefined : items;
  const open = rows?.find((one) => keyOf(one) === search.visit) ?? rows?.[0];
  const counts = first?.all ?? null;
  return (
    <Page title="Asked back, not booked">
      <Group mb="sm">
        <SegmentedControl
          aria-label="Show"
          size="xs"
          data={shows.map((value) => ({
            value,
            label: counts === null ? showWords[value] : `${showWords[value]} ${counts[value]}`,
          }))}
          value={show}
          onChange={(value) => void navigate({ to: "/desk/asked-back", search: { show: value }, replace: true })}
        />
      </Group>
      {query.error !== null && (
        <ErrorState what="Who was asked back" message={errorText(query.error)} onRetry={query.refetch} />
      )}
      {query.error === null && rows === undefined && <LoadingState />}
      {rows?.length === 0 && <Nothing show={show} />}
      {rows !== undefined && rows.length > 0 && (
        <div className="f-asked-back">
          <Worklist
            label="Asked back"
            landing
            items={rows}
            columns={columnsOn(today)}
            keyOf={keyOf}
            maxHeight="72vh"
            more={query.more}
            opened={open && keyOf(open)}
            onOpen={(one) =>
              void navigate({ to: "/desk/asked-back", search: { show, visit: keyOf(one) }, replace: true })
            }
          />
          {open && <AskedBackCard key={keyOf(open)} entry={open} />}
        </div>
      )}
    </Page>
  );
}

function Nothing({ show }: { readonly show: AskedBackShow }) {
  if (show === "ended") return <EmptyState title="Nobody has said no" />;
  return (
    <EmptyState title={show === "due" ? "Nobody is due" : "Nobody is due later"}>
      Whom a signed note asks back stands here until a visit is booked.
    </EmptyState>
  );
}
