import { recallList, type RecallList } from "@practicum/contracts/messaging/recalls";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatName, formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock, useDockAddress } from "../../../shell/dock/dock-context.ts";
import { Page } from "../../../shell/page.tsx";
import { OutreachTabs } from "../outreach-tabs.tsx";
import { languageWord } from "../outreach-words.ts";
import { stateWords, type Recall } from "./recall-words.ts";
import { useRecallWork } from "./use-recall-work.ts";
import "../outreach.css";

const PAGE = 100;

const listWords: { readonly [L in RecallList]: string } = {
  open: "Under way",
  "to-call": "To call",
  answered: "Wants a visit",
  waiting: "Told, or to be told",
  booked: "Booked",
  ended: "Ended without a visit",
};
const lists = recallList.options.map((value) => ({ value, label: listWords[value] }));

/** Patients who are asked to come: who is to be called first, and one key for what came of it. */
export function RecallsPage() {
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const dock = useDock();
  const { about } = useDockAddress();
  const work = useRecallWork();
  const find = useListText();
  const [list, setList] = useState<RecallList>("open");
  const [ruleId, setRuleId] = useState<string | null>(null);
  const rules = useQuery(trpc.messaging.listRecallRules.queryOptions({}));
  const input = { list, ruleId, text: find.text, limit: PAGE };
  const recalls = useEndless({
    queryKey: trpc.messaging.listRecalls.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listRecalls.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.recalls,
    keyOf,
  });
  const columns = useColumns();
  const mayCall = session.can("outreach.call");
  const mayBook = session.can("appointment.book");
  return (
    <Page title="Recalls">
      <OutreachTabs />
      <div className="or-row">
        <ChoiceList
          label="Show"
          size="xs"
          w={210}
          data={lists}
          value={list}
          onChange={(value) => setList(lists.find((one) => one.value === value)?.value ?? "open")}
        />
        <ChoiceList
          label="Rule"
          size="xs"
          w={240}
          clearable
          placeholder="All rules"
          data={rules.data?.map((one) => ({ value: one.ruleId, label: one.name })) ?? []}
          value={ruleId}
          onChange={setRuleId}
        />
        <FindBox label="Find a patient" by="Name" find={find} rows={["recall", "recalls"]} all={recalls.first?.all} />
      </div>
      {recalls.error && <ErrorState what="The recalls" message={errorText(recalls.error)} onRetry={recalls.refetch} />}
      {recalls.isPending && <LoadingState />}
      {recalls.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "Nobody is here" : "Nobody fits"}>
          {find.text === ""
            ? "Patients come here when a rule that is on means them: charts are looked through each night."
            : "Try fewer words, or show another list."}
        </EmptyState>
      )}
      {recalls.items && recalls.items.length > 0 && (
        <Worklist
          label="Recalls"
          landing
          items={recalls.items}
          columns={columns}
          keyOf={keyOf}
          opened={about}
          more={recalls.more}
          maxHeight="70vh"
          onOpen={(one) => dock.open("recall", one.recallId)}
          keys={{
            ...(mayBook ? { b: work.book } : {}),
            ...(mayCall
              ? {
                  n: (one: Recall) => void work.logCall(one, "no-answer"),
                  l: (one: Recall) => void work.logCall(one, "left-message"),
                  w: (one: Recall) => void work.logCall(one, "wants-visit"),
                  d: (one: Recall) => void work.logCall(one, "declined"),
                }
              : {}),
          }}
        />
      )}
    </Page>
  );
}

function keyOf(one: Recall): string {
  return one.recallId;
}

function useColumns(): readonly WorklistColumn<Recall>[] {
  const { timeZone } = useSession();
  const day = (at: string | null) => (at === null ? "—" : formatDate(dateIn(at, timeZone)));
  return [
    { id: "name", header: "Name", width: "minmax(150px, 2fr)", cell: (one) => formatName(one.name) },
    { id: "state", header: "State", width: "minmax(110px, 1fr)", cell: (one) => stateWords[one.state] },
    { id: "why", header: "Rule", width: "minmax(150px, 2fr)", cell: (one) => one.reasons.join(", ") },
    {
      id: "visit",
      below: true,
      header: "Visit to book",
      width: "minmax(110px, 1fr)",
      cell: (one) => one.visitTypeName,
    },
    {
      id: "phone",
      header: "Telephone",
      width: "130px",
      cell: (one) => (one.phone ? formatPhone(one.phone) : "None"),
    },
    { id: "language", below: true, header: "Language", width: "90px", cell: (one) => languageWord(one.language) },
    { id: "told", below: true, header: "Told", width: "52px", align: "right", cell: (one) => one.sent },
    { id: "calls", below: true, header: "Calls", width: "52px", align: "right", cell: (one) => one.calls },
    { id: "last", header: "Last", width: "92px", cell: (one) => day(one.lastAt) },
    { id: "next", header: "Next", width: "92px", cell: (one) => day(one.visitAt ?? one.nextAt) },
  ];
}
