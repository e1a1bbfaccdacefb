import { Button, Group, TextInput } from "@mantine/core";
import { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useRef, useState } from "react";
import { newId } from "../api/command-id.ts";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import { useChartRefresh } from "./chart-queries.ts";
import type { Immunization } from "./chart-types.ts";

interface Props {
  readonly patientId: string;
  readonly immunizations: readonly Immunization[];
}

interface VaccineDraft {
  readonly immunizationId: string;
  readonly cvx: string;
  readonly lot: string;
  readonly site: string;
}

const sites = ["Left deltoid", "Right deltoid", "Left thigh", "Right thigh", "By mouth", "In the nose"].map((site) => ({
  value: site,
  label: site,
}));

/** Vaccines given, and writing one down with its lot and site. */
export function ImmunizationsPanel({ patientId, immunizations }: Props) {
  const session = useSession();
  const refresh = useChartRefresh();
  const record = useCommand("charting", "recordImmunization");
  const [draft, setDraft] = useState<VaccineDraft | null>(null);
  const fields = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    if (!draft) return;
    const unread = firstUnreadable(fields.current);
    if (unread) return unread.focus();
    const input = { ...draft, patientId, givenOn: session.today };
    const checked = immunizationOperations.recordImmunization.input.safeParse(input);
    if (!checked.success) return setProblem("Enter the CVX code, the lot and the site.");
    const result = await record.run(input);
    if (!result.ok) return setProblem(describeError(result.error));
    setDraft(null);
    setProblem(null);
    refresh();
  };
  return (
    <section className="w-panel" id="immunizations" aria-label="Immunizations">
      <header>
        <h2>Immunizations</h2>
        {session.can("vitals.record") && !draft && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              setDraft({ immunizationId: newId<"immunization">(), cvx: "", lot: "", site: "Left deltoid" })
            }
          >
            Record one given today
          </Button>
        )}
      </header>
      {immunizations.length === 0 && <div className="c-dim">None is listed.</div>}
      <ul className="c-list">
        {immunizations.map((one) => (
          <li key={one.immunizationId}>
            <span style={{ flex: 1 }}>
              {one.name}
              {one.status !== "given" && <b> {one.status === "refused" ? "refused" : "entered in error"}</b>}
            </span>
            <span className="c-dim">
              {formatDate(one.givenOn)}
              {one.lot ? ` · lot ${one.lot}` : ""}
            </span>
          </li>
        ))}
      </ul>
      {draft && (
        <div className="c-form" ref={fields}>
          <Group grow gap="sm">
            <TextInput
              label="Vaccine (CVX code)"
              inputMode="numeric"
              value={draft.cvx}
              onChange={(event) => setDraft({ ...draft, cvx: event.currentTarget.value.trim() })}
            />
            <TextInput
              label="Lot"
              value={draft.lot}
              onChange={(event) => setDraft({ ...draft, lot: event.currentTarget.value })}
            />
            <ChoiceList
              label="Site"
              data={sites}
              value={draft.site}
              onChange={(site) => setDraft({ ...draft, site: site ?? draft.site })}
            />
          </Group>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <Group gap="xs">
            <Button loading={record.pending} onClick={() => void save()}>
              Record vaccine
            </Button>
            <Button variant="default" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </Group>
        </div>
      )}
    </section>
  );
}
