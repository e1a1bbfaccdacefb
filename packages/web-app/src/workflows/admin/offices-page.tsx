import { Button } from "@mantine/core";
import { specialties, type OutsideProvider, type SavedOutsideProvider } from "@practicum/contracts/charting/referrals";
import { describeError } from "@practicum/contracts/error";
import { formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { OfficeForm } from "../../chart/referrals/office-form.tsx";
import { officeWords } from "../../chart/referrals/referral-words.ts";
import { whenText } from "../../chart/when-text.ts";
import { FindBox, useListText } from "../../lists/find-box.tsx";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession, type Session } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import "../../states/state-chip.css";
import { offerUndo, say, sayError } from "../../shell/undo.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

const PAGE = 100;
/** In place of the id of an entry that is there. */
const NEW = "new";
const keyOf = (one: SavedOutsideProvider) => one.outsideProviderId;
const shows = { "in-use": "In use", retired: "Retired" } as const;
type Show = keyof typeof shows;

const columnsFor = (session: Session): readonly WorklistColumn<SavedOutsideProvider>[] => [
  {
    id: "name",
    header: "Person or office",
    width: "minmax(200px, 2fr)",
    cell: (one) => (
      <>
        <b>{one.name}</b> <span className="rf-dim">{one.practice}</span>
      </>
    ),
  },
  { id: "specialty", header: "Specialty", width: "minmax(140px, 1fr)", cell: (one) => specialties[one.specialty] },
  { id: "phone", header: "Telephone", width: "130px", cell: (one) => (one.phone ? formatPhone(one.phone) : "—") },
  { id: "fax", header: "Fax", width: "130px", below: true, cell: (one) => (one.fax ? formatPhone(one.fax) : "—") },
  { id: "npi", header: "NPI", width: "110px", below: true, cell: (one) => one.npi ?? "—" },
  {
    id: "saved",
    header: "Changed",
    width: "minmax(180px, 1fr)",
    below: true,
    cell: (one) => <span className="rf-dim">{savedWords(session, one)}</span>,
  },
];

function savedWords(session: Session, { savedAt, savedBy }: SavedOutsideProvider): string {
  return `${whenText(session, savedAt)}, ${savedBy}`;
}

/** The directory of offices and people outside to whom patients are referred: found, changed, retired and taken into use again. */
export function OfficesPage() {
  const search: { show?: string } = useSearch({ strict: false });
  const show: Show = search.show === "retired" ? "retired" : "in-use";
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const find = useListText();
  const [open, setOpen] = useState<string | null>(null);
  const input = { text: find.text, specialty: null, show, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.outsideProviders.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.outsideProviders.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.providers,
    keyOf,
  });
  const chosen = list.items?.find((one) => one.outsideProviderId === open);
  const mayChange = session.can("referral.work");
  return (
    <Page
      title="Outside offices"
      actions={
        mayChange && (
          <Button size="xs" variant="default" onClick={() => setOpen(NEW)}>
            New entry
          </Button>
        )
      }
    >
      <AdminTabs />
      <nav className="rf-shows" aria-label="Show">
        {(Object.keys(shows) as Show[]).map((one) => (
          <Link
            key={one}
            to="/admin/offices"
            search={{ show: one }}
            className="m-chip"
            data-tone={one === show ? "info" : "plain"}
            aria-current={one === show ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {shows[one]}
          </Link>
        ))}
      </nav>
      <FindBox
        label="Find an office"
        by="Name, practice or NPI"
        find={find}
        rows={["office", "offices"]}
        all={undefined}
      />
      {open === NEW && (
        <section className="a-below" aria-label="New entry">
          <OfficeForm
            shown={{ name: "", specialty: "other" }}
            onLeave={() => setOpen(null)}
            onSaved={(office) => {
              say(`Added: ${officeWords(office)}.`);
              setOpen(null);
            }}
          />
        </section>
      )}
      {list.error && <ErrorState what="The directory" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={6} />}
      {list.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "Nobody stands here" : "No office fits"}>
          {find.text === ""
            ? "Offices are added here, or in place where a patient is referred."
            : "Try fewer words, or the other part of the directory."}
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Offices outside"
          landing
          items={list.items}
          more={list.more}
          maxHeight="56vh"
          columns={columnsFor(session)}
          keyOf={keyOf}
          onOpen={(one) => setOpen(one.outsideProviderId)}
        />
      )}
      {chosen && (
        <Entry
          key={`${chosen.outsideProviderId} ${chosen.version}`}
          entry={chosen}
          mayChange={mayChange}
          onLeave={() => setOpen(null)}
        />
      )}
    </Page>
  );
}

interface EntryProps {
  readonly entry: SavedOutsideProvider;
  readonly mayChange: boolean;
  readonly onLeave: () => void;
}

/** One entry: its form, its way out of use and back, and what it said before. */
function Entry({ entry, mayChange, onLeave }: EntryProps) {
  const save = useCommand("charting", "saveOutsideProvider");
  const { outsideProviderId, version, savedAt: _at, savedBy: _by, ...content } = entry;
  const put = async (seen: number, active: boolean): Promise<number | null> => {
    const saved = await save.run({ outsideProviderId, ...content, active, baseVersion: seen });
    if (saved.ok) return saved.value.version;
    sayError(describeError(saved.error));
    return null;
  };
  const turn = async () => {
    const made = await put(version, !entry.active);
    if (made === null) return;
    const said = entry.active ? "Retired. Nobody is referred there any more" : "In use again";
    offerUndo(`${said}: ${officeWords(entry)}.`, () => void put(made, entry.active));
    onLeave();
  };
  return (
    <section className="a-below" aria-label="The chosen office">
      <h2 className="a-heading">{officeWords(entry)}</h2>
      {mayChange && (
        <>
          <OfficeForm
            shown={entry}
            onLeave={onLeave}
            onSaved={(office: OutsideProvider) => {
              say(`Saved: ${officeWords(office)}. What was sent keeps the name that it was sent to.`);
              onLeave();
            }}
          />
          <Button size="compact-sm" variant="default" mt={8} loading={save.pending} onClick={() => void turn()}>
            {entry.active ? "Retire this entry" : "Take into use again"}
          </Button>
        </>
      )}
      <Versions outsideProviderId={outsideProviderId} />
    </section>
  );
}

const VERSIONS = 20;

/** Who saved the entry, when, and what it said: the newest first. */
function Versions({ outsideProviderId }: { readonly outsideProviderId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const session = useSession();
  const input = { outsideProviderId, limit: VERSIONS };
  const list = useEndless({
    queryKey: trpc.charting.outsideProviderVersions.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.outsideProviderVersions.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.versions,
  });
  return (
    <section className="a-versions" aria-label="What it said before">
      <h2>Versions</h2>
      {list.error && <ErrorState what="The versions" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={2} />}
      <ol className="rf-steps">
        {list.items?.map((one) => (
          <li key={one.version}>
            {officeWords(one)}, {specialties[one.specialty]}
            {[
              one.phone && `telephone ${formatPhone(one.phone)}`,
              one.fax && `fax ${formatPhone(one.fax)}`,
              one.npi && `NPI ${one.npi}`,
              one.address,
              !one.active && "retired",
            ]
              .filter(Boolean)
              .map((part) => `, ${part as string}`)
              .join("")}{" "}
            <span className="rf-dim">{savedWords(session, one)}</span>
          </li>
        ))}
      </ol>
      {list.more && (
        <Button size="compact-xs" variant="default" loading={list.more.loading} onClick={list.more.load}>
          Show more
        </Button>
      )}
    </section>
  );
}
