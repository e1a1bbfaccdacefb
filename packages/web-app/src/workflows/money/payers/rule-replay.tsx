import { Button } from "@mantine/core";
import { ORDINARY_RULES, type PayerRules } from "@practicum/contracts/billing/payer-rules";
import { REPLAY_CLAIMS_MAX, type ReplayRow } from "@practicum/contracts/billing/rule-replay";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { Amount } from "../amount.tsx";

const outcomes: { readonly [O in ReplayRow["outcome"]]: string } = {
  denied: "denied",
  passed: "not denied",
  waiting: "no answer yet",
};

const columns: readonly WorklistColumn<ReplayRow>[] = [
  {
    id: "claim",
    header: "Claim",
    width: "minmax(150px, 1.6fr)",
    cell: (row) => (
      <span>
        <b>{row.number}</b> {row.patientName && formatName(row.patientName)}
        <span className="m-small" style={{ display: "block" }}>
          {row.messages.join(" ")}
        </span>
      </span>
    ),
  },
  { id: "date", header: "Service", width: "92px", cell: (row) => formatDate(row.serviceDate) },
  { id: "total", header: "Dollars", width: "92px", align: "right", cell: (row) => <Amount value={row.total} /> },
  { id: "outcome", header: "Was", width: "110px", cell: (row) => outcomes[row.outcome] },
];

/** BIL-310: tries rules on past claims before they are switched on; nothing is changed by it. */
export function RuleReplay(props: {
  readonly payerId: string;
  /** As they are typed now; null where they do not fit yet. */
  readonly rules: PayerRules | null;
}) {
  const { payerId, rules } = props;
  const trpc = useTRPC();
  const navigate = useNavigate();
  const [tried, setTried] = useState<PayerRules | null>(null);
  const query = useQuery({
    ...trpc.billing.replayRules.queryOptions({ payerId, rules: tried ?? ORDINARY_RULES }),
    enabled: tried !== null,
  });
  const same = tried !== null && JSON.stringify(tried) === JSON.stringify(rules);
  const of = query.data;
  return (
    <section className="m-stack" style={{ gap: 6 }} aria-label="Tried on past claims">
      <div className="m-row">
        <Button size="xs" variant="default" disabled={rules === null} onClick={() => setTried(rules)}>
          Try on past claims
        </Button>
        <span className="m-small">
          {rules === null
            ? "Something typed does not fit yet."
            : "What these rules would have stopped of what was sent. Nothing is changed by it."}
        </span>
      </div>
      {tried !== null && query.isPending && <LoadingState />}
      {query.isError && (
        <ErrorState what="The trial" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {tried !== null && of && (
        <>
          <Notice tone={same ? "info" : "warn"}>
            {!same && "Tried before the last change. "}
            {of.looked === 0
              ? "This payer was sent no claim in the last twelve months."
              : `Would have stopped ${of.rows.length} of ${formatCount(of.looked, "claim")} since ${formatDate(of.since ?? "")}${of.looked === REPLAY_CLAIMS_MAX ? ", the latest" : ""}. Of those ${of.denied} were denied, ${of.passed} were not, and ${of.waiting} have no answer. Denied in all: ${of.deniedOfAll}.`}
          </Notice>
          {of.rows.length > 0 && (
            <Worklist
              label="Claims that would have been stopped"
              items={of.rows}
              columns={columns}
              keyOf={(row) => row.claimId}
              onOpen={(row) => void navigate({ to: "/money/claims/$claimId", params: { claimId: row.claimId } })}
              maxHeight="40vh"
              compact
            />
          )}
        </>
      )}
    </section>
  );
}
