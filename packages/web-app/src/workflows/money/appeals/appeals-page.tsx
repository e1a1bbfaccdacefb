import { Button, Switch } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { Amount } from "../amount.tsx";
import { Chip } from "../chip.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { AppealDetail } from "./appeal-detail.tsx";
import { appealStates, type AppealRow } from "./appeal-words.ts";

const PAGE = 100;
const keyOf = (one: AppealRow) => one.appealId;
const shows = [
  { id: "due", label: "To look at" },
  { id: "open", label: "All open" },
  { id: "settled", label: "Settled" },
] as const;
type Show = (typeof shows)[number]["id"];

const columns: readonly WorklistColumn<AppealRow>[] = [
  {
    id: "amount",
    header: "Dollars",
    width: "88px",
    align: "right",
    cell: (one) => <Amount value={one.amount} strong />,
  },
  {
    id: "follow",
    header: "Look again",
    width: "92px",
    cell: (one) => (one.followUpOn ? formatDate(one.followUpOn) : ""),
  },
  {
    id: "what",
    header: "Appeal",
    width: "minmax(160px, 1.6fr)",
    cell: (one) => (
      <span>
        <b>
          {one.group}-{one.reason}
        </b>{" "}
        {one.levelName}
        <span className="m-small" style={{ display: "block" }}>
          {formatName(one.patientName)} · {one.payerName} · {formatDate(one.serviceDate)}
        </span>
      </span>
    ),
  },
  { id: "owner", header: "Followed by", width: "minmax(90px, 0.7fr)", cell: (one) => one.ownerName ?? "nobody" },
  { id: "state", header: "State", width: "150px", cell: (one) => <Chip {...appealStates[one.status]} /> },
];

/** Appeals, the nearest day to look again first. */
export function AppealsPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const session = useSession();
  const { appealId }: { appealId?: string } = useParams({ strict: false });
  const search: { show?: string } = useSearch({ strict: false });
  const show: Show = shows.find((one) => one.id === search.show)?.id ?? "due";
  const [mine, setMine] = useState(false);
  const find = useListText();
  const input = { show, ownerId: mine ? session.staff.staffId : null, text: find.text, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listAppeals.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listAppeals.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.appeals,
    keyOf,
  });
  const scope = `${show} ${mine} ${find.text} ${query.pages} ${query.stale}`;
  const { rows, waiting, accept } = useSteadyRows(query.items, keyOf, scope);
  const chosen = appealId ?? rows[0]?.appealId;
  return (
    <Page title="Appeals">
      <MoneyTabs />
      <nav className="m-row" aria-label="Show" style={{ marginBottom: 10 }}>
        {shows.map((one) => (
          <Link
            key={one.id}
            to="/money/appeals"
            search={{ show: one.id }}
            className="m-chip"
            data-tone={one.id === show ? "info" : "plain"}
            aria-current={one.id === show ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {one.label}
          </Link>
        ))}
        <Switch size="xs" label="Only mine" checked={mine} onChange={(event) => setMine(event.currentTarget.checked)} />
      </nav>
      <FindBox
        label="Find an appeal"
        by="Name, claim, payer, reason, $ amount or date"
        find={find}
        rows={["appeal", "appeals"]}
        all={query.first?.all}
      />
      {query.error && <ErrorState what="The appeals" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && rows.length === 0 && <NoAppeal show={show} searched={find.text !== "" || mine} />}
      {(rows.length > 0 || chosen !== undefined) && (
        <div className="m-split">
          <div className="m-stack">
            {waiting > 0 && (
              <Button size="compact-sm" variant="default" onClick={accept} style={{ alignSelf: "flex-start" }}>
                {waiting} new
              </Button>
            )}
            {rows.length > 0 && (
              <Worklist
                label="Appeals"
                landing
                items={rows}
                columns={columns}
                keyOf={keyOf}
                opened={chosen}
                selected={new Set(chosen ? [chosen] : [])}
                onOpen={(one) => void navigate({ to: `/money/appeals/${one.appealId}`, search: { show } })}
                more={query.more}
                maxHeight="70vh"
              />
            )}
          </div>
          {chosen && <AppealDetail key={chosen} appealId={chosen} />}
        </div>
      )}
    </Page>
  );
}

function NoAppeal({ show, searched }: { readonly show: Show; readonly searched: boolean }) {
  if (searched) return <EmptyState title="No appeal fits">Try fewer words, or another list.</EmptyState>;
  if (show === "due")
    return <EmptyState title="Nothing to look at today">What waits for payers is under All open.</EmptyState>;
  return (
    <EmptyState title={show === "open" ? "No appeal is open" : "No appeal is settled yet"}>
      An appeal begins at its denial: open Denials and choose Appeal.
    </EmptyState>
  );
}
