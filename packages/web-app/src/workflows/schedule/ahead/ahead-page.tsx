import { Button, Group, SegmentedControl } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime, formatWeekday } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say, sayError } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { AheadCard } from "./ahead-card.tsx";
import { countDays, rowsToShow, shows, todo, type AheadRow, type Show } from "./ahead-model.ts";
import "./ahead.css";
import { named, useAhead } from "./use-ahead.ts";

const words: { readonly [S in Show]: string } = { open: "To do", handled: "Taken care of", all: "All visits" };
const keyOf = ({ visit }: AheadRow) => visit.appointmentId;

const columns: readonly WorklistColumn<AheadRow>[] = [
  {
    id: "when",
    header: "Visit",
    width: "150px",
    cell: ({ visit }) => `${formatDate(visit.date)} ${formatTime(visit.start)}`,
  },
  {
    id: "patient",
    header: "Patient",
    width: "minmax(150px, 1.2fr)",
    cell: ({ visit }) => (
      <>
        <b>{formatName(visit.patientName)}</b> <span className="s-dim">{formatDate(visit.birthDate)}</span>
      </>
    ),
  },
  { id: "plan", header: "Plan", width: "minmax(120px, 1fr)", cell: ({ known }) => known.coverage?.payerName ?? "None" },
  {
    id: "state",
    header: "Eligibility",
    width: "130px",
    cell: ({ known }) => <StateChip kind="ahead" state={known.state} />,
  },
  {
    id: "todo",
    header: "To do",
    width: "minmax(160px, 2fr)",
    below: true,
    cell: ({ known }) => (known.handled === null ? todo[known.state] : `${known.handled.by}: ${known.handled.note}`),
  },
];

/** Whose insurance is in order before they come, today and on the next three days that have visits. */
export function AheadPage() {
  const search: { show?: string; visit?: string } = useSearch({ strict: false });
  const show = shows.find((one) => one === search.show) ?? "open";
  const navigate = useNavigate();
  const { rows, error, refetch } = useAhead();
  const shown = rows === null ? null : rowsToShow(rows, show);
  return (
    <Page title="Insurance before the visit" actions={rows !== null && <VerifyAll rows={rows} />}>
      <Group mb="sm">
        <SegmentedControl
          aria-label="Show"
          size="xs"
          data={shows.map((value) => ({
            value,
            label: rows === null ? words[value] : `${words[value]} ${rowsToShow(rows, value).length}`,
          }))}
          value={show}
          onChange={(value) => void navigate({ to: "/desk/insurance", search: { show: value }, replace: true })}
        />
      </Group>
      {error !== null && (
        <ErrorState what="The insurance of the next days" message={errorText(error)} onRetry={refetch} />
      )}
      {error === null && shown === null && <LoadingState />}
      {rows !== null && <Days rows={rows} />}
      {shown?.length === 0 && <Nothing show={show} />}
      {shown !== null && shown.length > 0 && <Work rows={shown} show={show} opened={search.visit} />}
    </Page>
  );
}

function Nothing({ show }: { readonly show: Show }) {
  if (show === "open")
    return (
      <EmptyState title="Nothing to do">
        Payers are asked each evening about the next three days that have visits. What is not in order appears here.
      </EmptyState>
    );
  return <EmptyState title={show === "handled" ? "Nothing was taken care of by hand" : "Nobody is booked"} />;
}

function Days({ rows }: { readonly rows: readonly AheadRow[] }) {
  return (
    <ul className="s-ahead-days">
      {countDays(rows).map(({ date, visits, inOrder, open }) => (
        <li key={date}>
          <b>{formatWeekday(date)}</b>
          <span className="s-dim">
            {inOrder} of {visits} in order{open > 0 && `, ${open} to do`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function VerifyAll({ rows }: { readonly rows: readonly AheadRow[] }) {
  const { can } = useSession();
  const verify = useCommand("billing", "verifyAhead");
  if (!can("eligibility.check") || rows.length === 0) return null;
  const all = async () => {
    // As many as one command takes; what was asked by the first is not asked by the next.
    let asked = 0;
    for (let from = 0; from < rows.length; from += 200) {
      const result = await verify.run({ visits: rows.slice(from, from + 200).map(({ visit }) => named(visit)) });
      if (!result.ok) return sayError(errorText(result.error));
      asked += result.value.asked;
    }
    say(
      asked === 0
        ? "Nobody was asked: every answer is new enough, or on its way."
        : `Payers were asked about ${asked} ${asked === 1 ? "patient" : "patients"}.`,
    );
  };
  return (
    <Button size="xs" variant="default" loading={verify.pending} onClick={() => void all()}>
      Verify all
    </Button>
  );
}

interface WorkProps {
  readonly rows: readonly AheadRow[];
  readonly show: Show;
  readonly opened: string | undefined;
}

function Work({ rows, show, opened }: WorkProps) {
  const { can } = useSession();
  const navigate = useNavigate();
  const check = useCommand("billing", "checkEligibility");
  const [noted, setNoted] = useState({ visit: "", nth: 0 });
  const open = rows.find((row) => keyOf(row) === opened) ?? rows[0];
  const select = (row: AheadRow) =>
    void navigate({ to: "/desk/insurance", search: { show, visit: keyOf(row) }, replace: true });
  const verify = async ({ visit, known }: AheadRow) => {
    if (known.coverage === null) return say("There is no plan to ask: enter the insurance first.");
    const { patientId, date } = visit;
    const asked = { eligibilityId: newId<"eligibility">(), coverageId: known.coverage.coverageId };
    const result = await check.run({ ...asked, patientId, serviceDate: date });
    if (result.ok) say(`${known.coverage.payerName} was asked.`);
    else sayError(errorText(result.error));
  };
  const checks = can("eligibility.check");
  return (
    <div className="s-ahead">
      <Worklist
        label="Visits"
        landing
        items={rows}
        columns={columns}
        keyOf={keyOf}
        maxHeight="68vh"
        opened={open && keyOf(open)}
        onOpen={select}
        {...(checks
          ? {
              keys: {
                e: (row: AheadRow) => void verify(row),
                d: (row: AheadRow) => {
                  select(row);
                  setNoted({ visit: keyOf(row), nth: noted.nth + 1 });
                },
              },
            }
          : {})}
      />
      {open && (
        <AheadCard
          key={keyOf(open)}
          row={open}
          focus={noted.visit === keyOf(open) ? noted.nth : 0}
          pending={check.pending}
          onVerify={() => void verify(open)}
        />
      )}
    </div>
  );
}
