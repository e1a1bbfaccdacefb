import { announcementFate } from "@practicum/contracts/messaging/announcements";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { fateWords, type Announcement, type MeantPerson } from "./announcement-words.ts";
import { Restricted } from "./restricted.tsx";

const PAGE = 100;
const columns: readonly WorklistColumn<MeantPerson>[] = [
  { id: "name", header: "Name", width: "minmax(150px, 2fr)", cell: (one) => formatName(one.name) },
  { id: "fate", header: "Gets it by", width: "minmax(150px, 3fr)", cell: (one) => fateWords[one.fate] },
];

/** Whom it would be sent to now, and what becomes of each. */
export function AnnouncementPreview({ of }: { readonly of: Announcement }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const find = useListText();
  const input = { announcementId: of.announcementId, text: find.text, limit: PAGE };
  const people = useEndless({
    queryKey: trpc.messaging.previewAnnouncement.queryKey({ ...input, before: null }),
    page: (before, signal) => client.messaging.previewAnnouncement.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.people,
    keyOf,
  });
  const fates = people.first?.fates;
  return (
    <>
      <h2 className="or-part">Whom it goes to now</h2>
      {fates && (
        <ul className="or-fates" aria-label="What becomes of them">
          {announcementFate.options.map((fate) => (
            <li key={fate}>
              {fateWords[fate]}: {fates[fate]}
            </li>
          ))}
        </ul>
      )}
      {fates !== undefined && fates !== null && fates.family > 0 && (
        <p className="or-dim">A telephone number or an e-mail address that a family shares gets it once.</p>
      )}
      <FindBox label="Find a patient" by="Name" find={find} rows={["patient", "patients"]} all={people.first?.all} />
      <Restricted of={people.first?.all?.restricted} />
      {people.error && <ErrorState what="The patients" message={errorText(people.error)} onRetry={people.refetch} />}
      {people.isPending && <LoadingState />}
      {people.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "It goes to nobody now" : "Nobody fits"}>
          {find.text === "" ? "Change whom it goes to, and save." : "Try fewer letters."}
        </EmptyState>
      )}
      {people.items && people.items.length > 0 && (
        <Worklist
          label="Patients"
          compact
          items={people.items}
          columns={columns}
          keyOf={keyOf}
          more={people.more}
          maxHeight={300}
          onOpen={(one) => void navigate({ to: `/p/${one.patientId}/summary` })}
        />
      )}
    </>
  );
}

function keyOf(one: MeantPerson): string {
  return one.patientId;
}
