import { Button, SegmentedControl } from "@mantine/core";
import type { PrivacyRequestHead } from "@practicum/contracts/charting/privacy-requests";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { FindBox, useListText } from "../../lists/find-box.tsx";
import { useEndless } from "../../lists/use-endless.ts";
import { useToday } from "../../session/session-context.ts";
import { useDock, useDockAddress } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { dueWords, privacyKindWords, privacyStateWords } from "./privacy-words.ts";

const PAGE = 50;
const kinds = ["open", "overdue", "done"] as const;
type Which = (typeof kinds)[number];

/** What patients ask about their own information, with the law's deadlines; what is due first stands first. */
export function PrivacyPage() {
  const [which, setWhich] = useState<Which>("open");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const dock = useDock();
  const { about } = useDockAddress();
  const find = useListText();
  const input = { which, words: find.text, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.listPrivacyRequests.queryKey(input),
    page: (before, signal) => client.charting.listPrivacyRequests.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.requests,
    keyOf,
  });
  const columns = useColumns();
  const items = list.stale ? undefined : list.items;
  const count = (of: "open" | "overdue") => (list.first ? ` (${list.first[of]})` : "");
  return (
    <Page
      title="Privacy requests"
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => dock.open("disclosures")}>
            Disclosures of a patient
          </Button>
          <Button size="xs" onClick={() => dock.open("privacy-request-new")}>
            Write down a request
          </Button>
        </>
      }
    >
      <AdminTabs />
      <SegmentedControl
        aria-label="Which"
        mb="sm"
        value={which}
        onChange={(value) => setWhich(kinds.find((one) => one === value) ?? "open")}
        data={[
          { value: "open", label: `Open${count("open")}` },
          { value: "overdue", label: `Overdue${count("overdue")}` },
          { value: "done", label: "Done" },
        ]}
      />
      <FindBox label="Find a request" by="Patient's name" find={find} rows={["request", "requests"]} all={null} />
      {list.error && <ErrorState what="The requests" message={errorText(list.error)} onRetry={list.refetch} />}
      {!items && !list.error && <LoadingState />}
      {items?.length === 0 && (
        <EmptyState
          title={find.text !== "" ? "No request fits" : which === "overdue" ? "Nothing is overdue" : "No requests"}
        >
          When a patient asks for a copy, an amendment, an account of disclosures, a restriction or another way to be
          reached, write it down the day it comes.
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Worklist
          label="Privacy requests"
          items={items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
          maxHeight="65vh"
          landing
          opened={about}
          onOpen={(one) => dock.open("privacy-request", one.requestId)}
        />
      )}
    </Page>
  );
}

const keyOf = (one: PrivacyRequestHead) => one.requestId as string;

function useColumns(): readonly WorklistColumn<PrivacyRequestHead>[] {
  const today = useToday();
  return [
    {
      id: "patient",
      header: "Patient",
      width: "minmax(130px, 1.2fr)",
      cell: (one) => <b>{formatName(one.patientName)}</b>,
    },
    { id: "kind", header: "Asked for", width: "minmax(130px, 1fr)", cell: (one) => privacyKindWords[one.kind] },
    { id: "received", header: "Received", width: "100px", below: true, cell: (one) => formatDate(one.receivedOn) },
    {
      id: "due",
      header: "Answer by",
      width: "minmax(130px, 1fr)",
      cell: (one) => {
        if (one.state !== "open" && one.state !== "in-review") return formatDate(one.dueOn);
        const { words, late } = dueWords(today, one.dueOn);
        return (
          <>
            {formatDate(one.dueOn)} <span className={late ? "a-denied" : "a-dim"}>{words}</span>
            {one.extended && <span className="a-dim">, extended</span>}
          </>
        );
      },
    },
    { id: "owner", header: "With", width: "minmax(100px, 1fr)", cell: (one) => one.ownerName ?? "managers" },
    { id: "state", header: "State", width: "90px", cell: (one) => privacyStateWords[one.state] },
  ];
}
