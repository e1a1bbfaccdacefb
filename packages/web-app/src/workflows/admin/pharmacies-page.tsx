import { Button, SegmentedControl } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { SavedPharmacy } from "@practicum/contracts/scheduling/pharmacies";
import { formatPhone } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { whenText } from "../../chart/when-text.ts";
import { FindBox, useListText } from "../../lists/find-box.tsx";
import { useEndless } from "../../lists/use-endless.ts";
import { PharmacyForm } from "../../patient/pharmacy/pharmacy-form.tsx";
import { useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import { offerUndo, say, sayError } from "../../shell/undo.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

const PAGE = 100;
const keyOf = (one: SavedPharmacy) => one.pharmacyId;
type Show = "in-use" | "retired";

/** The directory of pharmacies: found, added, changed, retired and taken into use again (SCH-272). */
export function PharmaciesPage() {
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const find = useListText();
  const [show, setShow] = useState<Show>("in-use");
  /** The entry that is open, or a new one. */
  const [open, setOpen] = useState<SavedPharmacy | "new" | null>(null);
  const input = { text: find.text, show, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.scheduling.pharmacies.queryKey({ ...input, before: null }),
    page: (before, signal) => client.scheduling.pharmacies.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.pharmacies,
    keyOf,
  });
  const columns: readonly WorklistColumn<SavedPharmacy>[] = [
    { id: "name", header: "Pharmacy", width: "minmax(180px, 2fr)", cell: (one) => <b>{one.name}</b> },
    {
      id: "place",
      header: "Address",
      width: "minmax(180px, 2fr)",
      cell: ({ address }) => `${address.line1}, ${address.city} ${address.zip.slice(0, 5)}`,
    },
    { id: "phone", header: "Phone", width: "130px", cell: (one) => (one.phone ? formatPhone(one.phone) : "—") },
    { id: "fax", header: "Fax", width: "130px", below: true, cell: (one) => (one.fax ? formatPhone(one.fax) : "—") },
    { id: "ncpdp", header: "NCPDP", width: "90px", below: true, cell: (one) => one.ncpdpId ?? "—" },
    { id: "hours", header: "Hours", width: "minmax(120px, 1fr)", below: true, cell: (one) => one.hours || "—" },
    {
      id: "saved",
      header: "Changed",
      width: "minmax(170px, 1fr)",
      below: true,
      cell: (one) => `${whenText(session, one.savedAt)}, ${one.savedBy}`,
    },
  ];
  return (
    <Page
      title="Pharmacies"
      actions={
        session.can("pharmacy.work") && (
          <Button size="xs" variant="default" onClick={() => setOpen("new")}>
            New pharmacy
          </Button>
        )
      }
    >
      <AdminTabs />
      <SegmentedControl
        size="xs"
        aria-label="Show"
        data={[
          { value: "in-use", label: "In use" },
          { value: "retired", label: "Retired" },
        ]}
        value={show}
        onChange={(chosen) => setShow(chosen === "retired" ? "retired" : "in-use")}
      />
      <FindBox
        label="Find a pharmacy"
        by="Name, street, ZIP or NCPDP number"
        find={find}
        rows={["pharmacy", "pharmacies"]}
        all={undefined}
      />
      {open === "new" && (
        <section className="a-below" aria-label="New pharmacy">
          <PharmacyForm
            shown=""
            onLeave={() => setOpen(null)}
            onSaved={(one) => {
              say(`Added: ${one.name}.`);
              setOpen(null);
            }}
          />
        </section>
      )}
      {list.error && <ErrorState what="The pharmacies" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={6} />}
      {list.items?.length === 0 && (
        <EmptyState title={find.text === "" ? "No pharmacy stands here" : "No pharmacy fits"}>
          {find.text === ""
            ? "Pharmacies are added here, or in place where a patient is asked for one."
            : "Try fewer words, or the other part of the directory."}
        </EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Pharmacies"
          landing
          items={list.items}
          more={list.more}
          maxHeight="56vh"
          columns={columns}
          keyOf={keyOf}
          onOpen={setOpen}
        />
      )}
      {open !== null && open !== "new" && session.can("pharmacy.work") && (
        <Entry key={`${open.pharmacyId} ${open.version}`} entry={open} onLeave={() => setOpen(null)} />
      )}
    </Page>
  );
}

function Entry({ entry, onLeave }: { readonly entry: SavedPharmacy; readonly onLeave: () => void }) {
  const save = useCommand("scheduling", "savePharmacy");
  const { version, savedAt: _at, savedBy: _by, ...content } = entry;
  const put = async (baseVersion: number, active: boolean): Promise<number | null> => {
    const saved = await save.run({ ...content, active, baseVersion });
    if (saved.ok) return saved.value.version;
    sayError(describeError(saved.error));
    return null;
  };
  const turn = async () => {
    const made = await put(version, !entry.active);
    if (made === null) return;
    const said = entry.active ? "Retired. Nobody chooses it any more" : "In use again";
    offerUndo(`${said}: ${entry.name}.`, () => void put(made, entry.active));
    onLeave();
  };
  return (
    <section className="a-below" aria-label="The chosen pharmacy">
      <h2 className="a-heading">{entry.name}</h2>
      <PharmacyForm
        shown={entry}
        onLeave={onLeave}
        onSaved={(one) => {
          say(`Saved: ${one.name}.`);
          onLeave();
        }}
      />
      <Button size="compact-sm" variant="default" mt={8} loading={save.pending} onClick={() => void turn()}>
        {entry.active ? "Retire this pharmacy" : "Take into use again"}
      </Button>
    </section>
  );
}
