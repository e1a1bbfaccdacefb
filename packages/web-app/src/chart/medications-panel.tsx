import { Button, Group, Menu, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { newId } from "../api/command-id.ts";
import { useCommand } from "../api/use-command.ts";
import { localDateOf, localMinutesOf, useSession } from "../session/session-context.ts";
import { useChartRefresh } from "./chart-queries.ts";
import type { Medication } from "./chart-types.ts";
import { useDrugSearch } from "./code-searches.tsx";
import { SearchPicker } from "./search-picker.tsx";

interface Props {
  readonly patientId: string;
  readonly reviewedAt: Instant | null;
  readonly entries: readonly Medication[];
  readonly large?: boolean;
}

interface MedicationDraft {
  readonly medicationId: string;
  readonly rxnorm: string | null;
  readonly name: string;
  readonly directions: string;
}

/** What the patient takes, and that somebody went through it with the patient. */
export function MedicationsPanel({ patientId, reviewedAt, entries, large = false }: Props) {
  const session = useSession();
  const refresh = useChartRefresh();
  const review = useCommand("charting", "reviewMedications");
  const add = useCommand("charting", "addMedication");
  const [draft, setDraft] = useState<MedicationDraft | null>(null);
  const [began, setBegan] = useState(false);
  const active = entries.filter((entry) => entry.status === "active");
  const ended = entries.filter((entry) => entry.status !== "active");
  const may = session.can("history.record");
  const begin = (name: string, rxnorm: string | null, directions: string) => {
    setBegan(true);
    setDraft({ medicationId: newId<"medication">(), rxnorm, name, directions });
  };
  const save = async () => {
    if (!draft) return;
    const result = await add.run({ patientId, ...draft, startedOn: null });
    if (!result.ok) return;
    setDraft(null);
    refresh();
  };
  const height = large ? 44 : 30;
  return (
    <section className="w-panel" data-field="medications" aria-label="Medications">
      <header>
        <h2>Medications</h2>
        {may && (
          <Button
            size="compact-sm"
            h={height}
            variant="default"
            loading={review.pending}
            onClick={() => void review.run({ patientId }).then(refresh)}
          >
            Mark as reviewed
          </Button>
        )}
      </header>
      <div className="c-dim">
        {reviewedAt
          ? `Reviewed with the patient ${formatDate(localDateOf(session, reviewedAt))} ${formatMinutes(localMinutesOf(session, reviewedAt))}.`
          : "Not reviewed with the patient yet."}
      </div>
      {active.length === 0 && <div>No medication is listed.</div>}
      <ul className="c-list">
        {active.map((entry) => (
          <MedicationRow key={entry.medicationId} patientId={patientId} entry={entry} may={may} height={height} />
        ))}
      </ul>
      {may && !draft && (
        <SearchPicker
          label="Add a medication the patient takes"
          placeholder="Name or brand"
          useSearch={useDrugSearch}
          size={large ? "lg" : "sm"}
          autoFocus={began}
          onPick={(drug) => begin(drug.name, drug.rxnorm, drug.commonDirections ?? "")}
          onFreeText={(text) => begin(text, null, "")}
        />
      )}
      {draft && (
        <div className="c-form">
          <b>{draft.name}</b>
          {draft.rxnorm === null && <Notice tone="warn">Free text: orders can’t be checked against it.</Notice>}
          <TextInput
            label="How it is taken"
            autoFocus
            size={large ? "md" : "sm"}
            value={draft.directions}
            onChange={(event) => setDraft({ ...draft, directions: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter") void save();
            }}
          />
          {add.error && <Notice tone="danger">{describeError(add.error)}</Notice>}
          <Group gap="xs">
            <Button h={height} loading={add.pending} onClick={() => void save()}>
              Add medication
            </Button>
            <Button h={height} variant="default" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </Group>
        </div>
      )}
      {ended.length > 0 && (
        <details className="c-ended">
          <summary>{ended.length} stopped or corrected</summary>
          <ul className="c-list">
            {ended.map((entry) => (
              <li key={entry.medicationId}>
                <s>{entry.name}</s>{" "}
                {entry.status === "stopped"
                  ? `stopped${entry.stoppedOn ? ` ${formatDate(entry.stoppedOn)}` : ""}`
                  : "entered in error"}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function MedicationRow({
  patientId,
  entry,
  may,
  height,
}: {
  readonly patientId: string;
  readonly entry: Medication;
  readonly may: boolean;
  readonly height: number;
}) {
  const refresh = useChartRefresh();
  const end = useCommand("charting", "endMedication");
  const stop = (status: "stopped" | "entered-in-error", reason: string) =>
    void end.run({ patientId, medicationId: entry.medicationId, status, reason }).then(refresh);
  return (
    <li>
      <span style={{ flex: 1 }}>
        <b>{entry.name}</b>
        {entry.directions && <span className="c-dim"> {entry.directions}</span>}
        {entry.orderId !== null && <span className="c-dim"> · ordered here</span>}
      </span>
      {may && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              h={height}
              px={8}
              aria-label={`Change ${entry.name}`}
              loading={end.pending}
            >
              <IconChevronDown size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => stop("stopped", "No longer taken")}>No longer taken</Menu.Item>
            <Menu.Item onClick={() => stop("entered-in-error", "Entered by mistake")}>Entered in error</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
