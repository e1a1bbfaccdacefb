import { Button, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { newId } from "../api/command-id.ts";
import { useCommand } from "../api/use-command.ts";
import { localDateOf, localMinutesOf, useSession } from "../session/session-context.ts";
import { RestoredNotice } from "../forms/restored-notice.tsx";
import { useDraft } from "../shell/dock/drafts.ts";
import { say, sayError } from "../shell/undo.tsx";
import { ChartList, EntryMenu, NewEntry } from "./chart-list.tsx";
import type { Medication } from "./chart-types.ts";
import { useDrugSearch } from "./code-searches.tsx";
import { SearchPicker } from "./search-picker.tsx";
import { FactMark } from "./sensitive/fact-mark.tsx";

interface Props {
  readonly patientId: string;
  readonly reviewedAt: Instant | null;
  readonly entries: readonly Medication[];
  readonly large?: boolean;
}

interface MedicationDraft {
  readonly rxnorm: string | null;
  readonly name: string;
  readonly directions: string;
}

/** What the patient takes, and that somebody went through it with the patient. */
export function MedicationsPanel({ patientId, reviewedAt, entries, large = false }: Props) {
  const session = useSession();
  const review = useCommand("charting", "reviewMedications");
  const may = session.can("history.record");
  const height = large ? 44 : 30;
  return (
    <ChartList
      title="Medications"
      field="medications"
      entries={entries}
      keyOf={(entry) => entry.medicationId}
      isActive={(entry) => entry.status === "active"}
      row={(entry) => <MedicationRow patientId={patientId} entry={entry} may={may} height={height} />}
      none="No medication is listed."
      endedWords="stopped or corrected"
      ended={(entry) => (
        <>
          <s>{entry.name}</s>{" "}
          {entry.status === "stopped"
            ? `stopped${entry.stoppedOn ? ` ${formatDate(entry.stoppedOn)}` : ""}`
            : "entered in error"}
        </>
      )}
      action={
        may && (
          <Button
            size="compact-sm"
            h={height}
            variant="default"
            loading={review.pending}
            onClick={() => void review.run({ patientId })}
          >
            Mark as reviewed
          </Button>
        )
      }
      above={
        <div className="c-dim">
          {reviewedAt
            ? `Reviewed with the patient ${formatDate(localDateOf(session, reviewedAt))} ${formatMinutes(localMinutesOf(session, reviewedAt))}.`
            : "Not reviewed with the patient yet."}
        </div>
      }
    >
      {may && <AddMedication patientId={patientId} large={large} />}
    </ChartList>
  );
}

function AddMedication({ patientId, large }: { readonly patientId: string; readonly large: boolean }) {
  const add = useCommand("charting", "addMedication");
  const [draft, setDraft, clear, kept] = useDraft<MedicationDraft | null>(`medication:${patientId}`, null);
  const [began, setBegan] = useState(false);
  const begin = (name: string, rxnorm: string | null, directions: string) => {
    setBegan(true);
    setDraft({ rxnorm, name, directions });
  };
  const leave = () => {
    setDraft(null);
    clear();
  };
  const save = async () => {
    if (!draft) return;
    const result = await add.run({ patientId, medicationId: kept.recordId, ...draft, startedOn: null });
    if (!result.ok) return;
    leave();
  };
  if (!draft)
    return (
      <SearchPicker
        label="Add a medication the patient takes"
        placeholder="Name or brand"
        useSearch={useDrugSearch}
        size={large ? "lg" : "sm"}
        autoFocus={began}
        onPick={(drug) => begin(drug.name, drug.rxnorm, drug.commonDirections ?? "")}
        onFreeText={(text) => begin(text, null, "")}
      />
    );
  return (
    <NewEntry
      name={draft.name}
      action="Add medication"
      height={large ? 44 : 30}
      pending={add.pending}
      onSave={() => void save()}
      onCancel={leave}
    >
      <RestoredNotice small draft={kept} />
      {draft.rxnorm === null && <Notice tone="warn">Free text: orders can’t be checked against it.</Notice>}
      <TextInput
        label="How it is taken"
        autoFocus
        size={large ? "md" : "sm"}
        value={draft.directions}
        onChange={(event) => setDraft({ ...draft, directions: event.currentTarget.value })}
      />
      {add.error && <Notice tone="danger">{describeError(add.error)}</Notice>}
    </NewEntry>
  );
}

interface RowProps {
  readonly patientId: string;
  readonly entry: Medication;
  readonly may: boolean;
  readonly height: number;
}

function MedicationRow({ patientId, entry, may, height }: RowProps) {
  const end = useCommand("charting", "endMedication");
  const request = useCommand("charting", "requestRefill");
  const refill = async (askedBy: "patient" | "pharmacy") => {
    const { medicationId, name } = entry;
    const requestId = newId<"refill-request">();
    const result = await request.run({ requestId, patientId, medicationId, askedBy, note: "" });
    if (result.ok) say(`${name}: the refill waits in Refills.`);
    else sayError(`${name}: ${describeError(result.error)}`);
  };
  const stop = (status: "stopped" | "entered-in-error", reason: string) =>
    void end.run({ patientId, medicationId: entry.medicationId, status, reason });
  return (
    <>
      <span style={{ flex: 1 }}>
        <b>{entry.name}</b>
        {entry.directions && <span className="c-dim"> {entry.directions}</span>}
        {entry.orderId !== null && <span className="c-dim"> · ordered here</span>}
      </span>
      <FactMark patientId={patientId} factId={entry.medicationId} name={entry.name} />
      {may && (
        <EntryMenu
          name={entry.name}
          height={height}
          pending={end.pending || request.pending}
          items={[
            { label: "Refill asked by the patient", run: () => void refill("patient") },
            { label: "Refill asked by the pharmacy", run: () => void refill("pharmacy") },
            { label: "Discontinued", run: () => stop("stopped", "Discontinued") },
            { label: "Entered in error", run: () => stop("entered-in-error", "Entered by mistake") },
          ]}
        />
      )}
    </>
  );
}
