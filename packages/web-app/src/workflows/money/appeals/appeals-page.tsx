import { Switch } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState } from "@practicum/ui/states.tsx";
import { type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { Amount } from "../amount.tsx";
import { MoneyListPage, SplitList } from "../list-page.tsx";
import { AppealDetail } from "./appeal-detail.tsx";
import type { AppealRow } from "./appeal-words.ts";

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
    header: "Follow up",
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
  { id: "state", header: "State", width: "150px", cell: (one) => <StateChip kind="appeal" state={one.status} /> },
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
    <MoneyListPage
      title="Appeals"
      shows={shows}
      show={show}
      to="/money/appeals"
      beside={
        <Switch size="xs" label="Only mine" checked={mine} onChange={(event) => setMine(event.currentTarget.checked)} />
      }
      a="an appeal"
      words={["appeal", "appeals"]}
      by="Name, claim, payer, reason, $ amount or date"
      find={find}
      all={query.first?.all}
      query={query}
    >
      {query.items?.length === 0 && rows.length === 0 && <NoAppeal show={show} searched={find.text !== "" || mine} />}
      <SplitList
        label="Appeals"
        rows={rows}
        waiting={waiting}
        accept={accept}
        columns={columns}
        keyOf={keyOf}
        chosen={chosen}
        onOpen={(one) => void navigate({ to: `/money/appeals/${one.appealId}`, search: { show } })}
        more={query.more}
        detail={chosen && <AppealDetail key={chosen} appealId={chosen} />}
      />
    </MoneyListPage>
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
