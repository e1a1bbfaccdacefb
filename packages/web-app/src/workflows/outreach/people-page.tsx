import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { FindBox, useListText } from "../../lists/find-box.tsx";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { CampaignFrame } from "./campaign-frame.tsx";
import { ExportButton } from "./export-button.tsx";
import { languageWord, outcomeWord, stateWord, type Campaign, type Member } from "./outreach-words.ts";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";

const PAGE = 100;

const lists = [
  { value: "all", label: "All" },
  { value: "waiting", label: "To call" },
  { value: "review", label: "To review" },
  { value: "yes", label: "Said yes" },
  { value: "yes-no-visit", label: "Said yes, no visit yet" },
  { value: "declined", label: "Declined" },
  { value: "closed", label: "Not reached or gone" },
  { value: "do-not-call", label: "Do not call" },
] as const;
type List = (typeof lists)[number]["value"];

/** Everybody of a campaign, where they stand, and the proof of the calls. */
export function PeoplePage() {
  const session = useSession();
  return (
    <CampaignFrame actions={(of) => session.can("outreach.export") && <ExportAttempts of={of} />}>
      {(of) => <People key={of.campaignId} of={of} />}
    </CampaignFrame>
  );
}

function People({ of }: { readonly of: Campaign }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const dock = useDock();
  const find = useListText();
  const [list, setList] = useState<List>("all");
  const input = { campaignId: of.campaignId, list, text: find.text, limit: PAGE };
  const people = useEndless({
    queryKey: trpc.messaging.listMembers.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listMembers.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.members,
    keyOf,
  });
  const columns = useColumns();
  return (
    <>
      <div className="or-row">
        <ChoiceList
          label="Show"
          size="xs"
          w={210}
          data={lists}
          value={list}
          onChange={(value) => setList(lists.find((one) => one.value === value)?.value ?? "all")}
        />
        <FindBox
          label="Find a person"
          by="Name, member number or telephone"
          find={find}
          rows={["person", "people"]}
          all={people.first?.all}
        />
      </div>
      {people.error && <ErrorState what="The people" message={errorText(people.error)} onRetry={people.refetch} />}
      {people.isPending && <LoadingState />}
      {people.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "Nobody is here" : "Nobody fits"}>
          {find.text === ""
            ? "People come onto the list by an import, under Rosters."
            : "Try fewer words, or show all."}
        </EmptyState>
      )}
      {people.items && people.items.length > 0 && (
        <Worklist
          label="People"
          landing
          items={people.items}
          columns={columns}
          keyOf={keyOf}
          more={people.more}
          maxHeight="70vh"
          onOpen={(one) => dock.open("outreach-person", one.memberId)}
        />
      )}
    </>
  );
}

function keyOf(one: Member): string {
  return one.memberId;
}

function useColumns(): readonly WorklistColumn<Member>[] {
  const { timeZone } = useSession();
  return [
    { id: "name", header: "Name", width: "minmax(150px, 2fr)", cell: (one) => formatName(one.name) },
    { id: "born", header: "DOB", width: "100px", cell: (one) => formatDate(one.birthDate) },
    {
      id: "phone",
      header: "Telephone",
      width: "130px",
      cell: (one) => (one.phones[0] ? formatPhone(one.phones[0]) : "None"),
    },
    { id: "language", header: "Language", width: "100px", cell: (one) => languageWord(one.language) },
    { id: "state", header: "State", width: "minmax(120px, 1fr)", cell: stateWord },
    { id: "attempts", header: "Calls", width: "56px", align: "right", cell: (one) => one.attempts },
    {
      id: "last",
      header: "Last call",
      width: "minmax(150px, 2fr)",
      cell: (one) =>
        one.lastAt && one.lastOutcome
          ? `${formatDate(dateIn(one.lastAt, timeZone))}, ${outcomeWord(one.lastOutcome).toLowerCase()}`
          : "—",
    },
    {
      id: "visit",
      header: "Visit",
      width: "100px",
      cell: (one) => (one.visitAt ? formatDate(dateIn(one.visitAt, timeZone)) : "—"),
    },
  ];
}

/** The proof for the plan. */
function ExportAttempts({ of }: { readonly of: Campaign }) {
  const client = useTRPCClient();
  const { campaignId } = of;
  return <ExportButton label="Export attempts" file={() => client.messaging.exportAttempts.query({ campaignId })} />;
}
