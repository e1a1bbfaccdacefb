import { receiverList, type ReceiverList } from "@practicum/contracts/messaging/announcements";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatName, formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { languageWord, momentWords } from "../outreach-words.ts";
import { becauseWords, listWords, type Announcement, type Receiver } from "./announcement-words.ts";
import { Restricted } from "./restricted.tsx";

const PAGE = 100;
const lists = receiverList.options.map((value) => ({ value, label: listWords[value] }));

/** Whom an announcement meant when it began, and what came of each. */
export function ReceiversList({ of }: { readonly of: Announcement }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const find = useListText();
  const [list, setList] = useState<ReceiverList>("all");
  const input = { announcementId: of.announcementId, list, text: find.text, limit: PAGE };
  const receivers = useEndless({
    queryKey: trpc.messaging.listReceivers.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.listReceivers.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.receivers,
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
          label="Find a patient"
          by="Name"
          find={find}
          rows={["patient", "patients"]}
          all={receivers.first?.all}
        />
      </div>
      <Restricted of={receivers.first?.all?.restricted} />
      {receivers.error && (
        <ErrorState what="The patients" message={errorText(receivers.error)} onRetry={receivers.refetch} />
      )}
      {receivers.isPending && <LoadingState />}
      {receivers.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "Nobody is here" : "Nobody fits"}>
          {find.text === "" ? "Show another list." : "Try fewer letters, or show another list."}
        </EmptyState>
      )}
      {receivers.items && receivers.items.length > 0 && (
        <Worklist
          label="Patients"
          landing
          items={receivers.items}
          columns={columns}
          keyOf={keyOf}
          more={receivers.more}
          maxHeight="60vh"
          onOpen={(one) => void navigate({ to: `/p/${one.patientId}/summary` })}
        />
      )}
    </>
  );
}

function keyOf(one: Receiver): string {
  return one.patientId;
}

function useColumns(): readonly WorklistColumn<Receiver>[] {
  const { timeZone } = useSession();
  return [
    { id: "name", header: "Name", width: "minmax(150px, 2fr)", cell: (one) => formatName(one.name) },
    {
      id: "state",
      header: "State",
      width: "170px",
      cell: (one) => <StateChip kind="receiver" state={one.state} />,
    },
    { id: "why", header: "Why", width: "minmax(150px, 2fr)", cell: whyOf },
    {
      id: "phone",
      header: "Telephone",
      width: "130px",
      cell: (one) => (one.phone ? formatPhone(one.phone) : "None"),
    },
    { id: "language", below: true, header: "Language", width: "90px", cell: (one) => languageWord(one.language) },
    {
      id: "by",
      below: true,
      header: "By",
      width: "72px",
      cell: (one) => (one.channel === null ? "—" : one.channel === "email" ? "E-mail" : "Text"),
    },
    {
      id: "when",
      below: true,
      header: "Sent",
      width: "170px",
      cell: (one) => (one.sentAt === null ? "—" : momentWords(one.sentAt, timeZone)),
    },
  ];
}

function whyOf(one: Receiver): string {
  if (one.because !== null) return becauseWords[one.because];
  if (one.problem === null) return "—";
  return one.state === "due" ? `Tried ${one.attempts} times: ${one.problem}` : one.problem;
}
