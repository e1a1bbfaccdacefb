import { Button, Group } from "@mantine/core";
import { refillState, type Refill, type RefillState } from "@practicum/contracts/charting/refills";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import "../../../chart/tests/tests.css";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { InboxQueues } from "../../../shell/inbox-queues.tsx";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { RefillCard } from "./refill-card.tsx";
import { askedText, prescribedText, showWords, stepText } from "./refill-words.ts";
import { useRefillActions } from "./use-refill-actions.ts";

const PAGE = 100;
const keyOf = (one: Refill) => one.requestId;

const columns: readonly WorklistColumn<Refill>[] = [
  {
    id: "patient",
    header: "Patient",
    width: "minmax(140px, 1fr)",
    cell: (one) => (
      <>
        <b>{formatName(one.patientName)}</b> <span className="c-dim">{formatDate(one.birthDate)}</span>
      </>
    ),
  },
  {
    id: "drug",
    header: "Drug",
    width: "minmax(160px, 1.5fr)",
    cell: (one) => (
      <>
        <b>{one.name}</b> <span className="c-dim">{one.directions}</span>
      </>
    ),
  },
  {
    id: "protocol",
    header: "Protocol",
    width: "minmax(160px, 1.4fr)",
    cell: (one) => {
      if (one.decision !== null) return stepText(one.decision);
      return one.fails.length === 0 ? "Passes" : `Fails: ${one.fails.join("; ")}`;
    },
  },
  {
    id: "visit",
    header: "Last visit",
    width: "100px",
    cell: (one) => (one.lastVisit === null ? "none" : formatDate(one.lastVisit)),
  },
  { id: "prescribed", header: "Last prescribed", width: "180px", below: true, cell: prescribedText },
  { id: "asked", header: "Asked by", width: "120px", below: true, cell: askedText },
];

/** Refills that were asked for between visits: each is decided by a provider, and who asked hears it. */
export function RefillsPage() {
  const search: { show?: string; request?: string } = useSearch({ strict: false });
  const show = refillState.catch("waiting").parse(search.show);
  const trpc = useTRPC();
  const client = useTRPCClient();
  const counts = useQuery(trpc.charting.refillCounts.queryOptions({}));
  const input = { show, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.refillWork.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.refillWork.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.refills,
    keyOf,
  });
  return (
    <Page title="Refills">
      <Group mb="sm">
        <InboxQueues shown="refills" />
      </Group>
      <Shows shown={show} waiting={counts.data?.waiting ?? null} toAnswer={counts.data?.toAnswer ?? null} />
      {list.error && <ErrorState what="The refills" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={6} />}
      {list.items?.length === 0 && (
        <EmptyState title="No refill waits here">
          A refill that a pharmacy asks for appears by itself. One that is asked for by phone is noted on the patient’s
          medication list.
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Work items={list.items} more={list.more} show={show} opened={search.request} />
      )}
    </Page>
  );
}

interface ShowsProps {
  readonly shown: RefillState;
  readonly waiting: number | null;
  readonly toAnswer: number | null;
}

function Shows({ shown, waiting, toAnswer }: ShowsProps) {
  const counts: { readonly [S in RefillState]: number | null } = { waiting, "to-answer": toAnswer, ended: null };
  return (
    <nav className="t-shows" aria-label="Show">
      {refillState.options.map((one) => (
        <Link
          key={one}
          to="/inbox/refills"
          search={{ show: one }}
          className="m-chip"
          data-tone={one === shown ? "info" : "plain"}
          aria-current={one === shown ? "true" : undefined}
        >
          {showWords[one]}
          {counts[one] === null ? "" : ` ${counts[one]}`}
        </Link>
      ))}
    </nav>
  );
}

interface WorkProps {
  readonly items: readonly Refill[];
  readonly more: { readonly loading: boolean; readonly load: () => void } | undefined;
  readonly show: RefillState;
  readonly opened: string | undefined;
}

/** The list, and beside it the one that is open. What the protocol passes can be approved together, what it does not only by itself. */
function Work({ items, more, show, opened }: WorkProps) {
  const { can } = useSession();
  const navigate = useNavigate();
  const actions = useRefillActions();
  const [denied, setDenied] = useState({ requestId: "", nth: 0 });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const decides = show === "waiting" && can("order.write");
  const open = items.find((one) => one.requestId === opened) ?? items[0];
  const select = (one: Refill) =>
    void navigate({ to: "/inbox/refills", search: { show, request: one.requestId }, replace: true });
  const passes = (one: Refill) => one.isRenewable && one.fails.length === 0;
  const toggle = (one: Refill) => {
    if (!passes(one)) return say("What is outside of the protocol is decided by itself.");
    const next = new Set(chosen);
    if (!next.delete(one.requestId)) next.add(one.requestId);
    setChosen(next);
  };
  // It is opened, too: where it is refused, the reason stands beside it.
  const approve = (one: Refill) => {
    select(one);
    if (one.isRenewable) void actions.approve(one);
    else say(`${one.name} can’t be approved here: it needs a visit or a new prescription.`);
  };
  const together = items.filter((one) => chosen.has(one.requestId) && passes(one));
  return (
    <div className="t-inbox" data-split="true">
      <div>
        {decides && together.length > 0 && (
          <Group gap="xs" mb={8}>
            <Button
              size="xs"
              loading={actions.pending}
              onClick={() => void actions.approveAll(together).then((isDone) => isDone && setChosen(new Set()))}
            >
              Approve {together.length} {together.length === 1 ? "refill" : "refills"}
            </Button>
            <Button size="xs" variant="default" onClick={() => setChosen(new Set())}>
              Choose none
            </Button>
          </Group>
        )}
        <Worklist
          label="Refills"
          landing
          items={items}
          more={more}
          maxHeight="72vh"
          columns={columns}
          keyOf={keyOf}
          opened={open?.requestId}
          onOpen={select}
          {...(decides
            ? {
                onToggle: toggle,
                selected: chosen,
                keys: {
                  y: approve,
                  v: (one: Refill) => {
                    select(one);
                    void actions.decide(one, { kind: "visit", reason: "" });
                  },
                  d: (one: Refill) => {
                    select(one);
                    setDenied({ requestId: one.requestId, nth: denied.nth + 1 });
                  },
                },
              }
            : {})}
        />
        {decides && (
          <p className="c-dim">
            <span className="p-kbd">Y</span> approve as last prescribed · <span className="p-kbd">D</span> deny, with a
            reason · <span className="p-kbd">V</span> needs a visit, a task for the desk ·{" "}
            <span className="p-kbd">X</span> choose one that the protocol passes
          </p>
        )}
      </div>
      <div>
        {open && (
          <RefillCard
            key={open.requestId}
            refill={open}
            actions={actions}
            toReason={denied.requestId === open.requestId ? denied.nth : 0}
          />
        )}
      </div>
    </div>
  );
}
