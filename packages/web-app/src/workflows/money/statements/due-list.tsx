import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useSession } from "../../../session/session-context.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { DueBatch, SmallBatch } from "./due-batch.tsx";
import type { Due } from "./due-types.ts";
import { dueShows, fits, whyNot, type DueShow } from "./due-words.ts";

interface Props {
  readonly due: readonly Due[];
  readonly issue: (patientId: string) => Promise<void>;
  readonly pending: boolean;
}

/** Who owes something, with the paper that is next, or why there is none. */
export function DueList({ due, issue, pending }: Props) {
  const navigate = useNavigate();
  const session = useSession();
  const mayIssue = session.can("statement.issue");
  const [chosen, setShow] = useState<DueShow | null>(null);
  const lists = useMemo(() => new Map(dueShows.map(({ id }) => [id, due.filter((one) => fits(id, one))])), [due]);
  // It opens on what is to be done; where that is nothing, on everybody.
  const show = chosen ?? ((lists.get("now")?.length ?? 0) > 0 ? "now" : "all");
  const rows = lists.get(show) ?? [];
  const columns = useMemo(
    (): readonly WorklistColumn<Due>[] => [
      { id: "patient", header: "Patient", width: "minmax(110px, 1fr)", cell: (one) => formatName(one.patientName) },
      { id: "due", header: "Due", width: "90px", align: "right", cell: (one) => <Amount value={one.patientDue} /> },
      {
        id: "next",
        header: "Next",
        width: "minmax(130px, 1fr)",
        cell: (one) => (
          <span className="m-row" style={{ gap: 6 }}>
            {one.state.next && <StateChip kind="paper" state={one.state.next} />}
            <span className="m-small">{whyNot(one)}</span>
          </span>
        ),
      },
      {
        id: "last",
        header: "Last paper",
        width: "90px",
        below: true,
        cell: (one) => (one.lastStatementOn ? formatDate(one.lastStatementOn) : "none"),
      },
      {
        id: "do",
        header: "",
        width: "134px",
        cell: (one) =>
          mayIssue &&
          one.state.next !== null && (
            <Button size="compact-xs" variant="default" disabled={pending} onClick={() => void issue(one.patientId)}>
              Create statement
            </Button>
          ),
      },
    ],
    [mayIssue, pending, issue],
  );
  if (due.length === 0) return <EmptyState title="No patient owes anything" />;
  return (
    <>
      <div className="m-row" role="group" aria-label="Which of them">
        {dueShows.map(({ id, label }) => (
          <Button
            key={id}
            size="compact-xs"
            variant={id === show ? "filled" : "default"}
            aria-pressed={id === show}
            onClick={() => setShow(id)}
          >
            {label} {lists.get(id)?.length ?? 0}
          </Button>
        ))}
      </div>
      {mayIssue && show === "now" && <DueBatch ready={rows} />}
      {session.can("charge.write") && show === "small" && <SmallBatch small={rows} />}
      {rows.length === 0 ? (
        <EmptyState title="Nobody in this list" />
      ) : (
        <Worklist
          label="Patients with something due"
          items={rows}
          columns={columns}
          keyOf={(one) => one.patientId}
          onOpen={(one) => void navigate({ href: `/p/${one.patientId}/ledger` })}
          maxHeight="62vh"
        />
      )}
    </>
  );
}
