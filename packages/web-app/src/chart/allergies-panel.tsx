import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Allergy, AllergyList } from "./chart-types.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { RestoredNotice } from "../forms/restored-notice.tsx";
import { useSession } from "../session/session-context.ts";
import { useDraft } from "../shell/dock/drafts.ts";
import { ChartList, EntryMenu, NewEntry } from "./chart-list.tsx";
import { useAllergenSearch } from "./code-searches.tsx";
import { SearchPicker } from "./search-picker.tsx";
import { usualAllergens, usualReactions } from "./usual-allergies.ts";
import { FactMark } from "./sensitive/fact-mark.tsx";

interface Props {
  readonly patientId: string;
  readonly list: AllergyList;
  /** 44 px targets, for the room. */
  readonly large?: boolean;
}

interface AllergyDraft {
  readonly substanceCode: string | null;
  readonly substance: string;
  readonly reaction: string;
  readonly severity: "mild" | "moderate" | "severe" | "unknown";
}

const severities = [
  { value: "mild", label: "Mild" },
  { value: "moderate", label: "Moderate" },
  { value: "severe", label: "Severe" },
  { value: "unknown", label: "Unknown" },
] as const;

/** The allergies: what is known, that somebody asked, and adding one. "Not asked" is never shown as "none". */
export function AllergiesPanel({ patientId, list, large = false }: Props) {
  const session = useSession();
  const none = useCommand("charting", "setNoKnownAllergies");
  const may = session.can("history.record");
  const height = large ? 44 : 30;
  return (
    <ChartList
      title="Allergies"
      field="allergies"
      entries={list.entries}
      keyOf={(entry) => entry.allergyId}
      isActive={(entry) => entry.status === "active"}
      row={(entry) => <AllergyRow patientId={patientId} entry={entry} may={may} height={height} />}
      endedWords="ended or corrected"
      ended={(entry) => (
        <>
          <s>{entry.substance}</s> {entry.status === "inactive" ? "no longer" : "entered in error"}
        </>
      )}
      action={
        may &&
        list.status !== "listed" && (
          <Button
            size="compact-sm"
            h={height}
            variant="default"
            loading={none.pending}
            onClick={() => void none.run({ patientId })}
          >
            {list.status === "none-known" ? "Asked again: still none" : "Asked: no known allergies"}
          </Button>
        )
      }
      above={
        <>
          {list.status === "not-asked" && <Notice tone="warn">Not asked. This is not the same as none.</Notice>}
          {list.status === "none-known" && <Notice tone="ok">The patient was asked: no known allergies.</Notice>}
          {none.error && <Notice tone="danger">{describeError(none.error)}</Notice>}
        </>
      }
    >
      {may && <AddAllergy patientId={patientId} list={list} large={large} />}
    </ChartList>
  );
}

function AddAllergy({ patientId, list, large }: Required<Props>) {
  const add = useCommand("charting", "addAllergy");
  const [draft, setDraft, clear, kept] = useDraft<AllergyDraft | null>(`allergy:${patientId}`, null);
  const [began, setBegan] = useState(false);
  const height = large ? 44 : 30;
  const begin = (substance: string, substanceCode: string | null) => {
    setBegan(true);
    setDraft({ substanceCode, substance, reaction: "", severity: "unknown" });
  };
  const leave = () => {
    setDraft(null);
    clear();
  };
  const save = async () => {
    if (!draft) return;
    const result = await add.run({ patientId, allergyId: kept.recordId, ...draft });
    if (!result.ok) return;
    leave();
  };
  if (!draft)
    return (
      <>
        <Group gap={6} mb={6} role="group" aria-label="Usual allergies">
          {usualAllergens
            .filter((one) => !list.entries.some((e) => e.status === "active" && e.substanceCode === one.code))
            .map((one) => (
              <Button
                key={one.code}
                size="compact-sm"
                h={height}
                variant="default"
                onClick={() => begin(one.name, one.code)}
              >
                {one.name}
              </Button>
            ))}
        </Group>
        <SearchPicker
          label="Add an allergy"
          placeholder="Drug, class, food…"
          useSearch={useAllergenSearch}
          size={large ? "lg" : "sm"}
          autoFocus={began}
          onPick={(one) => begin(one.name, one.code)}
          onFreeText={(text) => begin(text, null)}
        />
      </>
    );
  return (
    <NewEntry
      name={draft.substance}
      action="Add allergy"
      height={height}
      pending={add.pending}
      onSave={() => void save()}
      onCancel={leave}
    >
      <RestoredNotice small draft={kept} />
      {draft.substanceCode === null && <Notice tone="warn">Free text: no order can be checked against it.</Notice>}
      <TextInput
        label="Reaction"
        placeholder="hives, throat swelling…"
        autoFocus
        size={large ? "md" : "sm"}
        value={draft.reaction}
        onChange={(event) => setDraft({ ...draft, reaction: event.currentTarget.value })}
      />
      <Group gap={6} role="group" aria-label="Usual reactions">
        {usualReactions.map((reaction) => (
          <Button
            key={reaction}
            size="compact-sm"
            h={height}
            variant={draft.reaction === reaction ? "filled" : "default"}
            aria-pressed={draft.reaction === reaction}
            onClick={() => setDraft({ ...draft, reaction })}
          >
            {reaction}
          </Button>
        ))}
      </Group>
      <SegmentedControl
        aria-label="Severity"
        size={large ? "md" : "xs"}
        data={severities.map((one) => ({ ...one }))}
        value={draft.severity}
        onChange={(value) =>
          setDraft({ ...draft, severity: severities.find((one) => one.value === value)?.value ?? "unknown" })
        }
      />
      {add.error && <Notice tone="danger">{describeError(add.error)}</Notice>}
    </NewEntry>
  );
}

interface RowProps {
  readonly patientId: string;
  readonly entry: Allergy;
  readonly may: boolean;
  readonly height: number;
}

function AllergyRow({ patientId, entry, may, height }: RowProps) {
  const end = useCommand("charting", "endAllergy");
  const stop = (status: "inactive" | "entered-in-error", reason: string) =>
    void end.run({ patientId, allergyId: entry.allergyId, status, reason });
  return (
    <>
      <span style={{ flex: 1 }}>
        <b>{entry.substance}</b>
        {entry.reaction ? ` – ${entry.reaction}` : ""}{" "}
        <span className="c-dim">({entry.severity === "unknown" ? "severity unknown" : entry.severity})</span>
      </span>
      <FactMark patientId={patientId} factId={entry.allergyId} name={entry.substance} />
      {may && (
        <EntryMenu
          name={entry.substance}
          height={height}
          pending={end.pending}
          items={[
            { label: "Inactivate", run: () => stop("inactive", "No longer allergic, as the patient says") },
            { label: "Entered in error", run: () => stop("entered-in-error", "Entered by mistake") },
          ]}
        />
      )}
    </>
  );
}
