import { ActionIcon, NumberInput, SegmentedControl, TagsInput, TextInput } from "@mantine/core";
import type { EmSupport, EmWorksheet, ProblemKind, RiskKind } from "@practicum/contracts/charting/em-level";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useChart } from "../../../chart/chart-queries.ts";
import { reachField } from "../../../shell/field-target.ts";
import { fieldOf } from "../jump.ts";
import { OwnVersionNotices } from "../own-version-notices.tsx";
import "./em.css";
import { gradeWords, problemWords, riskWords, verdictWords } from "./em-words.ts";
import type { EmControl } from "./use-em.ts";

interface Props {
  readonly encounter: Encounter;
  readonly control: EmControl;
  readonly editable: boolean;
}

/** What the visit's level rests on: decision making or time, each point with its fact, and whether the chosen code agrees. */
export function EmPanel({ encounter, control, editable }: Props) {
  const { value: worksheet, change } = control;
  const { support } = encounter.em;
  return (
    <section className="w-panel" data-field="em" aria-label="Visit level (E/M)" style={{ marginBottom: 12 }}>
      <header>
        <h2>Visit level (E/M)</h2>
        {editable && (
          <SegmentedControl
            size="xs"
            aria-label="The level is by"
            data={[
              { value: "mdm", label: "Decision making" },
              { value: "time", label: "Time" },
            ]}
            value={worksheet.basis}
            onChange={(value) => change((old) => ({ ...old, basis: value === "time" ? "time" : "mdm" }))}
          />
        )}
      </header>
      <OwnVersionNotices control={control} what="worksheet" />
      {support && <Verdict support={support} />}
      {worksheet.basis === "time" && (
        <NumberInput
          label="Your minutes today, with the patient and without"
          w={330}
          min={1}
          max={600}
          allowDecimal={false}
          disabled={!editable}
          value={worksheet.minutes ?? ""}
          onChange={(value) =>
            change((old) => ({ ...old, minutes: typeof value === "number" && value > 0 ? value : null }))
          }
        />
      )}
      {worksheet.basis === "mdm" && (
        <div className="em-elements">
          <Problems encounter={encounter} control={control} editable={editable} />
          <Data encounter={encounter} control={control} editable={editable} />
          <Risk encounter={encounter} control={control} editable={editable} />
        </div>
      )}
      <div className="c-dim">
        Two of problems, data and risk reach the level, or the time does (AMA, office visits, 2021 and 2023; our words).
      </div>
    </section>
  );
}

function Verdict({ support }: { readonly support: EmSupport }) {
  const { tone, text } = verdictWords(support);
  return <Notice tone={tone}>{text}</Notice>;
}

/** One of the three, with its grade and what was counted; each leads to its fact. */
function Element(props: {
  readonly title: string;
  readonly element: EmSupport["problems"] | undefined;
  readonly children?: React.ReactNode;
}) {
  const { title, element } = props;
  return (
    <div role="group" aria-label={title}>
      <h3 className="em-title">
        {title} <span className="c-dim">{element ? gradeWords[element.grade] : ""}</span>
      </h3>
      {props.children}
      <Counted counted={element?.counted ?? []} />
    </div>
  );
}

function Counted({ counted }: { readonly counted: EmSupport["problems"]["counted"] }) {
  if (counted.length === 0) return null;
  return (
    <ul className="em-counted">
      {counted.map((one) => (
        <li key={`${one.target} ${one.what}`}>
          <button type="button" className="p-anchor" onClick={() => reachField(fieldOf(one.target))}>
            {one.what}
          </button>
        </li>
      ))}
    </ul>
  );
}

const problemChoices = Object.entries(problemWords).map(([value, label]) => ({ value, label }));

function Problems({ encounter, control, editable }: Props) {
  const { value: worksheet, change } = control;
  const { diagnoses, em } = encounter;
  return (
    <Element title="Problems" element={em.support?.problems}>
      {diagnoses.length === 0 && <div className="c-dim">The note has no diagnosis yet.</div>}
      {diagnoses.map(({ code, label }) => (
        <ChoiceList
          key={code}
          size="xs"
          label={`${code} ${label}`}
          placeholder="What was it today?"
          clearable
          disabled={!editable}
          data={problemChoices}
          value={worksheet.problems.find((one) => one.code === code)?.kind ?? null}
          onChange={(kind) => change((old) => withProblem(old, code, kind as ProblemKind | null))}
        />
      ))}
    </Element>
  );
}

function withProblem(old: EmWorksheet, code: string, kind: ProblemKind | null): EmWorksheet {
  const others = old.problems.filter((one) => one.code !== code);
  return { ...old, problems: kind === null ? others : [...others, { code, kind }] };
}

function Data({ encounter, control, editable }: Props) {
  const { value: worksheet, change } = control;
  const chart = useChart(encounter.patientId);
  // limit: the day, as a moment begins.
  const before = (chart.data?.observations ?? []).filter((one) => one.at.slice(0, 10) < encounter.serviceDate);
  const names = [...new Set(before.map((one) => one.name))];
  const text = (field: "historian" | "interpretation" | "discussion", label: string, placeholder: string) => (
    <KeptText
      label={label}
      placeholder={placeholder}
      disabled={!editable}
      value={worksheet[field] ?? ""}
      onKeep={(value) => change((old) => ({ ...old, [field]: value === "" ? null : value }))}
    />
  );
  return (
    <Element title="Data" element={encounter.em.support?.data}>
      <TagsInput
        size="xs"
        label="Results reviewed"
        placeholder="Results of before today"
        disabled={!editable}
        data={names}
        maxTags={30}
        value={[...worksheet.reviewed]}
        onChange={(reviewed) => change((old) => ({ ...old, reviewed: kept(reviewed) }))}
      />
      <TagsInput
        size="xs"
        label="Outside notes read"
        placeholder="Whose, each once"
        disabled={!editable}
        maxTags={12}
        value={[...worksheet.externalNotes]}
        onChange={(notes) => change((old) => ({ ...old, externalNotes: kept(notes) }))}
      />
      {text("historian", "Independent historian", "Who, and why")}
      {text("interpretation", "Independent interpretation", "Which test, not charged here")}
      {text("discussion", "Discussed with", "Whom outside of the practice")}
    </Element>
  );
}

// limit: the contract takes as many letters.
const kept = (texts: readonly string[]) => texts.map((one) => one.trim().slice(0, 120)).filter((one) => one !== "");

const riskChoices = Object.entries(riskWords).map(([value, label]) => ({ value, label }));

function Risk({ encounter, control, editable }: Props) {
  const { value: worksheet, change } = control;
  const [kind, setKind] = useState<RiskKind | null>(null);
  return (
    <Element title="Risk of the management" element={encounter.em.support?.risk}>
      {worksheet.risks.map((one, index) => (
        <div key={`${one.kind} ${one.why}`} className="em-risk">
          <span>
            <b>{riskWords[one.kind]}</b>: {one.why}
          </span>
          {editable && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${riskWords[one.kind]}`}
              onClick={() => change((old) => ({ ...old, risks: old.risks.filter((_, at) => at !== index) }))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {editable && (
        <ChoiceList
          size="xs"
          label="Also decided"
          placeholder="Prescriptions count by themselves"
          clearable
          data={riskChoices.filter(({ value }) => !worksheet.risks.some((one) => one.kind === value))}
          value={kind}
          onChange={(value) => setKind(value as RiskKind | null)}
        />
      )}
      {kind !== null && (
        <KeptText
          label="What exactly"
          placeholder="As it stands in the plan; Enter adds it"
          autoFocus
          value=""
          onKeep={(why) => {
            if (why === "") return;
            change((old) => ({ ...old, risks: [...old.risks.filter((one) => one.kind !== kind), { kind, why }] }));
            setKind(null);
          }}
        />
      )}
    </Element>
  );
}

/** A line of text that is kept when it is left, or by Enter. */
export function KeptText(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly onKeep: (value: string) => void;
}) {
  const { value, onKeep } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const keep = () => {
    if (typed !== null && typed.trim() !== value) onKeep(typed.trim());
    setTyped(null);
  };
  return (
    <TextInput
      size="xs"
      label={props.label}
      placeholder={props.placeholder}
      disabled={props.disabled ?? false}
      autoFocus={props.autoFocus ?? false}
      maxLength={120}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) keep();
      }}
    />
  );
}

/** What was counted, of a signed note: also for who bills. */
export function EmSummary({ support }: { readonly support: EmSupport }) {
  return (
    <section className="w-panel" data-field="em" aria-label="Visit level (E/M)" style={{ marginBottom: 12 }}>
      <header>
        <h2>Visit level (E/M)</h2>
      </header>
      <Verdict support={support} />
      {support.basis === "mdm" && (
        <div className="em-elements">
          <Element title="Problems" element={support.problems} />
          <Element title="Data" element={support.data} />
          <Element title="Risk of the management" element={support.risk} />
        </div>
      )}
    </section>
  );
}
