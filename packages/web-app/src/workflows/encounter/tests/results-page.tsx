import { Button, Group } from "@mantine/core";
import {
  testShow,
  type ListedTestOrder,
  type TestCounts,
  type TestShow,
} from "@practicum/contracts/charting/test-orders";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import "../../../chart/chart.css";
import { TestCard } from "../../../chart/tests/test-card.tsx";
import { abnormalText, normalMessage, showWords, testWaits } from "../../../chart/tests/test-words.ts";
import "../../../chart/tests/tests.css";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Unmatched } from "./unmatched.tsx";

const PAGE = 100;
const keyOf = (one: ListedTestOrder) => one.orderId;
const UNMATCHED = "unmatched";

const columns: readonly WorklistColumn<ListedTestOrder>[] = [
  {
    id: "grave",
    header: "Result",
    width: "110px",
    cell: (one) => (one.gravity ? <StateChip kind="testGravity" state={one.gravity} /> : "none yet"),
  },
  {
    id: "what",
    header: "Test",
    width: "minmax(180px, 1.8fr)",
    cell: (one) => (
      <>
        <b>{one.label}</b>{" "}
        <span className="c-dim">{one.result ? abnormalText(one.result.values) : showState(one)}</span>
      </>
    ),
  },
  {
    id: "patient",
    header: "Patient",
    width: "minmax(130px, 1.1fr)",
    cell: (one) => (
      <>
        <b>{formatName(one.patientName)}</b> <span className="c-dim">{formatDate(one.birthDate)}</span>
      </>
    ),
  },
  {
    id: "due",
    header: "Due",
    width: "minmax(140px, 1fr)",
    cell: (one) =>
      one.waits === null ? "—" : <span className={one.waits.isOverdue ? "t-overdue" : ""}>{testWaits(one)}</span>,
  },
  {
    id: "state",
    header: "State",
    width: "150px",
    below: true,
    cell: (one) => <StateChip kind="testOrder" state={one.state} />,
  },
  { id: "by", header: "Ordered by", width: "120px", below: true, cell: (one) => one.orderedBy },
];

function showState({ priority, fasting }: ListedTestOrder): string {
  return [priority === "routine" ? "" : priority, fasting ? "fasting" : ""].filter(Boolean).join(", ");
}

/** What is to be reviewed is in that state, and its day names whose it is. */
const reviewColumns = columns.filter((one) => one.id !== "state" && one.id !== "by");

/** Results and orders of all patients that wait for somebody, what is grave first: none is lost between the note and the patient. */
export function ResultsInboxPage() {
  const search: { show?: string; order?: string } = useSearch({ strict: false });
  const { can } = useSession();
  const shown = search.show ?? (can("order.write") ? "mine" : "open");
  const show = testShow.catch("open").parse(shown);
  const trpc = useTRPC();
  const client = useTRPCClient();
  const find = useListText();
  const input = { show, text: find.text, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.testWork.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.testWork.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.orders,
    keyOf,
  });
  const isUnmatched = shown === UNMATCHED;
  return (
    <Page title="Results">
      <Shows
        shown={isUnmatched ? UNMATCHED : show}
        counts={list.first?.counts ?? null}
        unmatched={list.first?.unmatched ?? null}
      />
      {isUnmatched ? (
        <Unmatched />
      ) : (
        <>
          <FindBox
            label="Find a test"
            by="Patient, test or laboratory"
            find={find}
            rows={["test", "tests"]}
            all={undefined}
          />
          {list.error && <ErrorState what="The results" message={errorText(list.error)} onRetry={list.refetch} />}
          {list.isPending && <LoadingState rows={8} />}
          {list.items?.length === 0 && (
            <EmptyState title={find.text === "" ? "Nothing waits here" : "No test fits"}>
              {find.text === ""
                ? "Tests appear here from the signature until the patient was told of the result."
                : "Try fewer words, or another part of the list."}
            </EmptyState>
          )}
          {list.items && list.items.length > 0 && (
            <Work items={list.items} more={list.more} show={show} opened={search.order} />
          )}
        </>
      )}
    </Page>
  );
}

interface ShowsProps {
  readonly shown: TestShow | typeof UNMATCHED;
  readonly counts: TestCounts | null;
  readonly unmatched: number | null;
}

function Shows({ shown, counts, unmatched }: ShowsProps) {
  const { can } = useSession();
  const shows = testShow.options.filter((one) => one !== "mine" || can("order.write"));
  const link = (value: ShowsProps["shown"], words: string, count: number | null) => (
    <Link
      key={value}
      to="/results"
      search={{ show: value }}
      className="m-chip"
      data-tone={value === shown ? "info" : "plain"}
      aria-current={value === shown ? "true" : undefined}
    >
      {words}
      {count === null ? "" : ` ${count}`}
    </Link>
  );
  return (
    <nav className="t-shows" aria-label="Show">
      {shows.map((one) => link(one, showWords[one], one === "ended" ? null : (counts?.[one] ?? null)))}
      {link(UNMATCHED, "Unmatched", unmatched)}
    </nav>
  );
}

interface WorkProps {
  readonly items: readonly ListedTestOrder[];
  readonly more: { readonly loading: boolean; readonly load: () => void } | undefined;
  readonly show: TestShow;
  readonly opened: string | undefined;
}

/** The list, and beside it the one that is open. What is normal can be signed together, what is not only by itself. */
function Work({ items, more, show, opened }: WorkProps) {
  const { can } = useSession();
  const navigate = useNavigate();
  const dock = useDock();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const open = items.find((one) => one.orderId === opened) ?? items[0];
  const signs = can("order.write");
  const sign = useSignNormal();
  const isSignable = (one: ListedTestOrder) => one.state === "to-review" && one.gravity === "normal";
  const pane = useRef<HTMLDivElement>(null);
  const select = (one: ListedTestOrder) => {
    void navigate({ to: "/results", search: { show, order: one.orderId }, replace: true });
    // Where there is no room beside the list it lies below.
    requestAnimationFrame(() => pane.current?.scrollIntoView({ block: "nearest" }));
  };
  const toggle = (one: ListedTestOrder) => {
    if (!isSignable(one)) return say("What is not normal is read and signed by itself.");
    const next = new Set(chosen);
    if (!next.delete(one.orderId)) next.add(one.orderId);
    setChosen(next);
  };
  const together = items.filter((one) => chosen.has(one.orderId) && isSignable(one));
  // A normal result is signed with the usual message by one key; what is not is opened, and somebody says what follows.
  const onSign = (one: ListedTestOrder) => (isSignable(one) ? void sign.run([one], true) : select(one));
  return (
    <div className="t-inbox" data-split="true">
      <div>
        {signs && together.length > 0 && (
          <Group gap="xs" mb={8}>
            <Button
              size="xs"
              loading={sign.pending}
              onClick={() => void sign.run(together, false).then((isDone) => isDone && setChosen(new Set()))}
            >
              Sign {together.length} normal {together.length === 1 ? "result" : "results"}
            </Button>
            <Button size="xs" variant="default" onClick={() => setChosen(new Set())}>
              Choose none
            </Button>
          </Group>
        )}
        {sign.error && (
          <Notice tone="danger" role="alert">
            {sign.error}
          </Notice>
        )}
        <Worklist
          label="Results"
          landing
          items={items}
          more={more}
          maxHeight="72vh"
          columns={show === "review" || show === "mine" ? reviewColumns : columns}
          keyOf={keyOf}
          opened={open?.orderId}
          onOpen={select}
          {...(signs
            ? {
                onToggle: toggle,
                selected: chosen,
                keys: {
                  s: onSign,
                  t: (one: ListedTestOrder) => dock.open("new-task", one.patientId),
                  o: (one: ListedTestOrder) => void navigate({ href: `/p/${one.patientId}/visit` }),
                },
              }
            : {})}
        />
        {signs && (
          <p className="c-dim">
            <span className="p-kbd">S</span> sign, a normal one at once with the usual message ·{" "}
            <span className="p-kbd">X</span> choose a normal one · <span className="p-kbd">T</span> task ·{" "}
            <span className="p-kbd">O</span> the patient’s visits, to order
          </p>
        )}
      </div>
      <div ref={pane}>
        {open && (
          <TestCard
            key={open.orderId}
            order={open}
            head={
              <div>
                <Link to={`/p/${open.patientId}/tests`} className="p-anchor">
                  <b>{formatName(open.patientName)}</b>
                </Link>{" "}
                {formatDate(open.birthDate)} · MRN {open.mrn}
              </div>
            }
          />
        )}
      </div>
    </div>
  );
}

/** Signs normal results: one with its own message, several without: each patient is told of each by name. */
function useSignNormal() {
  const together = useCommand("charting", "signNormalResults");
  const [error, setError] = useState<string | null>(null);
  const run = async (orders: readonly ListedTestOrder[], withMessage: boolean): Promise<boolean> => {
    const [first] = orders;
    if (!first) return false;
    const result = await together.run({
      results: orders.map(({ orderId, patientId }) => ({ orderId, patientId, stepId: newId<"test-step">() })),
      message: withMessage ? normalMessage(first.label) : "",
    });
    setError(result.ok ? null : (result.error.fields?.[0]?.message ?? describeError(result.error)));
    if (result.ok) say(orders.length === 1 ? `${first.label} is signed.` : `${orders.length} results are signed.`);
    return result.ok;
  };
  return { run, error, pending: together.pending };
}
