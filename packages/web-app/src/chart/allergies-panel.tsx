import { Button, Group, Menu, SegmentedControl, TextInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Allergy, AllergyList } from "./chart-types.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { newId } from "../api/command-id.ts";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import { useChartRefresh } from "./chart-queries.ts";
import { useAllergenSearch } from "./code-searches.tsx";
import { SearchPicker } from "./search-picker.tsx";
import { usualAllergens, usualReactions } from "./usual-allergies.ts";

interface Props {
  readonly patientId: string;
  readonly list: AllergyList;
  /** 44 px targets, for the room. */
  readonly large?: boolean;
}

interface AllergyDraft {
  readonly allergyId: string;
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
  const refresh = useChartRefresh();
  const none = useCommand("charting", "setNoKnownAllergies");
  const add = useCommand("charting", "addAllergy");
  const [draft, setDraft] = useState<AllergyDraft | null>(null);
  const [began, setBegan] = useState(false);
  const active = list.entries.filter((entry) => entry.status === "active");
  const ended = list.entries.filter((entry) => entry.status !== "active");
  const may = session.can("history.record");
  const begin = (substance: string, substanceCode: string | null) => {
    setBegan(true);
    setDraft({ allergyId: newId<"allergy">(), substanceCode, substance, reaction: "", severity: "unknown" });
  };
  const save = async () => {
    if (!draft) return;
    const result = await add.run({ patientId, ...draft });
    if (!result.ok) return;
    setDraft(null);
    refresh();
  };
  const height = large ? 44 : 30;
  return (
    <section className="w-panel" data-field="allergies" aria-label="Allergies">
      <header>
        <h2>Allergies</h2>
        {may && list.status !== "listed" && (
          <Button
            size="compact-sm"
            h={height}
            variant="default"
            loading={none.pending}
            onClick={() => void none.run({ patientId }).then(refresh)}
          >
            {list.status === "none-known" ? "Asked again: still none" : "Asked: no known allergies"}
          </Button>
        )}
      </header>
      {list.status === "not-asked" && <Notice tone="warn">Not asked. This is not the same as none.</Notice>}
      {list.status === "none-known" && <Notice tone="ok">The patient was asked: no known allergies.</Notice>}
      {none.error && <Notice tone="danger">{describeError(none.error)}</Notice>}
      <ul className="c-list">
        {active.map((entry) => (
          <AllergyRow key={entry.allergyId} patientId={patientId} entry={entry} may={may} height={height} />
        ))}
      </ul>
      {may && !draft && (
        <Group gap={6} mb={6} role="group" aria-label="Usual allergies">
          {usualAllergens
            .filter((one) => !active.some((entry) => entry.substanceCode === one.code))
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
      )}
      {may && !draft && (
        <SearchPicker
          label="Add an allergy"
          placeholder="Drug, class, food…"
          useSearch={useAllergenSearch}
          size={large ? "lg" : "sm"}
          autoFocus={began}
          onPick={(one) => begin(one.name, one.code)}
          onFreeText={(text) => begin(text, null)}
        />
      )}
      {draft && (
        <div className="c-form">
          <b>{draft.substance}</b>
          {draft.substanceCode === null && <Notice tone="warn">Free text: no order can be checked against it.</Notice>}
          <TextInput
            label="Reaction"
            placeholder="hives, throat swelling…"
            autoFocus
            size={large ? "md" : "sm"}
            value={draft.reaction}
            onChange={(event) => setDraft({ ...draft, reaction: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter") void save();
            }}
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
          <Group gap="xs">
            <Button h={height} loading={add.pending} onClick={() => void save()}>
              Add allergy
            </Button>
            <Button h={height} variant="default" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </Group>
        </div>
      )}
      {ended.length > 0 && (
        <details className="c-ended">
          <summary>{ended.length} ended or corrected</summary>
          <ul className="c-list">
            {ended.map((entry) => (
              <li key={entry.allergyId}>
                <s>{entry.substance}</s> {entry.status === "inactive" ? "no longer" : "entered in error"}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function AllergyRow({
  patientId,
  entry,
  may,
  height,
}: {
  readonly patientId: string;
  readonly entry: Allergy;
  readonly may: boolean;
  readonly height: number;
}) {
  const refresh = useChartRefresh();
  const end = useCommand("charting", "endAllergy");
  const stop = (status: "inactive" | "entered-in-error", reason: string) =>
    void end.run({ patientId, allergyId: entry.allergyId, status, reason }).then(refresh);
  return (
    <li>
      <span style={{ flex: 1 }}>
        <b>{entry.substance}</b>
        {entry.reaction ? ` – ${entry.reaction}` : ""}{" "}
        <span className="c-dim">({entry.severity === "unknown" ? "severity unknown" : entry.severity})</span>
      </span>
      {may && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              h={height}
              px={8}
              aria-label={`Change ${entry.substance}`}
              loading={end.pending}
            >
              <IconChevronDown size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => stop("inactive", "No longer allergic, as the patient says")}>
              Inactivate
            </Menu.Item>
            <Menu.Item onClick={() => stop("entered-in-error", "Entered by mistake")}>Entered in error</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
