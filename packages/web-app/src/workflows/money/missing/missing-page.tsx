import type { MissingCharge } from "@practicum/contracts/billing/missing-charges";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { EmptyState } from "@practicum/ui/states.tsx";
import type { WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { Amount } from "../amount.tsx";
import { MoneyListPage, SplitList } from "../list-page.tsx";
import { MissingDetail } from "./missing-detail.tsx";
import { missingWords, whatWords, whoWords } from "./missing-words.ts";

const PAGE = 100;
const keyOf = (one: MissingCharge) => `${one.kind} ${one.key}`;

const columns: readonly WorklistColumn<MissingCharge>[] = [
  { id: "date", header: "Visit", width: "86px", cell: (one) => formatDate(one.serviceDate) },
  {
    id: "what",
    header: "Missing",
    width: "minmax(190px, 1.6fr)",
    cell: (one) => (
      <span>
        <b>{missingWords[one.kind].word}</b>
        <span className="m-small" style={{ display: "block" }}>
          {formatName(one.patientName)} · {whatWords(one)}
        </span>
      </span>
    ),
  },
  { id: "who", header: "Who must act", width: "minmax(110px, 0.9fr)", cell: whoWords },
  {
    id: "days",
    header: "Waiting",
    width: "76px",
    align: "right",
    cell: (one) => (one.daysWaiting === 0 ? "today" : formatCount(one.daysWaiting, "day")),
  },
  {
    id: "amount",
    header: "Amount",
    width: "92px",
    align: "right",
    cell: (one) => (one.amount === null ? <span className="m-dim">not known</span> : <Amount value={one.amount} />),
  },
];

const shows = [
  { id: "waiting", label: "Missing" },
  { id: "answered", label: "Not to be charged" },
] as const;

/** What nobody charges for yet, each with who must act; a row leaves by itself when it is mended. */
export function MissingPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const search: { show?: string } = useSearch({ strict: false });
  const show = search.show === "answered" ? "answered" : "waiting";
  const find = useListText();
  const [opened, setOpened] = useState<string | null>(null);
  const input = { show, text: find.text, limit: PAGE } as const;
  const query = useEndless({
    queryKey: trpc.billing.listMissingCharges.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listMissingCharges.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rows,
  });
  const { rows, waiting, accept } = useSteadyRows(
    query.items,
    keyOf,
    `${show} ${find.text} ${query.pages} ${query.stale}`,
  );
  const chosen = rows.find((one) => keyOf(one) === opened) ?? rows[0];
  const all = query.first?.all;
  return (
    <MoneyListPage
      title="Missing charges"
      shows={shows}
      show={show}
      to="/money/missing"
      a="a missing charge"
      words={["missing charge", "missing charges"]}
      by="Name, MRN, service, code or date"
      find={find}
      all={all ? { count: all.count, total: all.total } : undefined}
      query={query}
    >
      {query.items && rows.length === 0 && (
        <EmptyState
          title={show === "waiting" ? (find.text === "" ? "Nothing is missing" : "None fits") : "None was answered"}
        >
          {show === "waiting"
            ? "A visit without a signed note, a signed note without a charge, and what was given and not charged come here."
            : "What somebody said needs no charge stands here with the reason."}
        </EmptyState>
      )}
      <SplitList
        label="Missing charges"
        rows={rows}
        waiting={waiting}
        accept={accept}
        columns={columns}
        keyOf={keyOf}
        chosen={chosen && keyOf(chosen)}
        onOpen={(one) => setOpened(keyOf(one))}
        more={query.more}
        detail={chosen && <MissingDetail key={keyOf(chosen)} one={chosen} />}
      />
    </MoneyListPage>
  );
}
