import { Button } from "@mantine/core";
import {
  socialSubject,
  type Histories,
  type HistoryFact,
  type HistoryList,
  type SocialSubject,
} from "@practicum/contracts/charting/histories";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useSession } from "../../session/session-context.ts";
import { EntryMenu } from "../chart-list.tsx";
import { FactMark } from "../sensitive/fact-mark.tsx";
import { whenText } from "../when-text.ts";
import { FamilyForm, PregnancyForm, PregnancyStatusForm, SocialForm, SurgeryForm } from "./history-forms.tsx";
import "./histories.css";
import {
  contentText,
  currentOf,
  historiesText,
  obstetricText,
  pregnancyText,
  socialFact,
  socialLabels,
  sourceLabels,
} from "./history-words.ts";
import { useHistoryActions } from "./use-record-history.ts";

interface Props {
  readonly patientId: string;
  /** 44 px targets, for the room. */
  readonly large?: boolean;
  /** Where the note is open: puts what is known into it as text. */
  readonly onInsert?: (text: string) => void;
}

type Adding = HistoryList | "pregnancy-status" | SocialSubject | null;

/** Family, surgeries, social history and pregnancies. What nobody asked says so. */
export function HistoriesPanel({ patientId, large = false, onInsert }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const [adding, setAdding] = useState<Adding>(null);
  const histories = useQuery(trpc.charting.histories.queryOptions({ patientId }));
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const { data } = histories;
  const text = data ? historiesText(data) : "";
  const part = {
    patientId,
    may: session.can("history.record"),
    height: large ? 44 : 28,
    adding,
    onAdd: setAdding,
  };
  const hasPregnancies =
    data?.facts.some(({ content }) => content.kind === "pregnancy" || content.kind === "pregnancy-status") ?? false;
  return (
    <section className="w-panel" id="histories" data-field="histories" aria-label="History">
      <header>
        <h2>History</h2>
        {onInsert && text !== "" && (
          <Button size="compact-sm" variant="default" onClick={() => onInsert(text)}>
            Insert in the note
          </Button>
        )}
      </header>
      {histories.isError && (
        <ErrorState what="The history" message={errorText(histories.error)} onRetry={() => void histories.refetch()} />
      )}
      {histories.isPending && <LoadingState rows={4} label="Loading the history" />}
      {data && (
        <>
          <ListPart {...part} data={data} list="family" title="Family" none="Asked: none known" />
          <ListPart {...part} data={data} list="surgery" title="Surgeries" none="Asked: none" />
          <SocialPart {...part} data={data} />
          {(patient.data?.sex !== "male" || hasPregnancies) && (
            <ListPart {...part} data={data} list="pregnancy" title="Pregnancies" none="Asked: none">
              <StatusLine {...part} data={data} />
            </ListPart>
          )}
          <Ended facts={data.facts} />
        </>
      )}
    </section>
  );
}

interface PartProps {
  readonly patientId: string;
  readonly data: Histories;
  readonly may: boolean;
  readonly height: number;
  readonly adding: Adding;
  readonly onAdd: (adding: Adding) => void;
}

const forms = { family: FamilyForm, surgery: SurgeryForm, pregnancy: PregnancyForm } as const;
const noneWords = { family: "None known.", surgery: "None.", pregnancy: "None." } as const;

function ListPart(
  props: PartProps & {
    readonly list: HistoryList;
    readonly title: string;
    readonly none: string;
    readonly children?: ReactNode;
  },
) {
  const { patientId, data, list, title, may, height, adding, onAdd } = props;
  const { say, pending } = useHistoryActions(patientId);
  const state = data.lists[list];
  const Form = forms[list];
  const counted = list === "pregnancy" && data.obstetrics ? obstetricText(data.obstetrics) : null;
  return (
    <div className="h-part" role="group" aria-label={title}>
      <div className="h-head">
        <h3>{title}</h3>
        {state === "not-asked" && <span className="h-unasked">Not asked</span>}
        {state === "none-known" && <span>{noneWords[list]}</span>}
        {counted !== null && <b>{counted}</b>}
        {may && adding !== list && (
          <span className="h-acts">
            {state === "not-asked" && (
              <Button
                size="compact-sm"
                h={height}
                variant="default"
                loading={pending}
                onClick={() => void say({ kind: "none", of: list })}
              >
                {props.none}
              </Button>
            )}
            <Button
              size="compact-sm"
              h={height}
              variant="default"
              aria-label={`Add: ${title}`}
              onClick={() => onAdd(list)}
            >
              Add
            </Button>
          </span>
        )}
      </div>
      {adding === list && <Form patientId={patientId} onClose={() => onAdd(null)} />}
      <ul className="c-list">
        {currentOf(data.facts, list).map((fact) => (
          <li key={fact.historyId}>
            <Said {...props} fact={fact} />
          </li>
        ))}
      </ul>
      {props.children}
    </div>
  );
}

/** A fact with who said it and when, and what can be said of it. */
function Said({
  patientId,
  fact,
  may,
  height,
  children,
}: Pick<PartProps, "patientId" | "may" | "height"> & { readonly fact: HistoryFact; readonly children?: ReactNode }) {
  const session = useSession();
  const { strike, pending } = useHistoryActions(patientId);
  const text = contentText(fact.content);
  return (
    <>
      <span style={{ flex: 1 }}>
        {children ?? text}{" "}
        <span className="c-dim">
          {sourceLabels[fact.source]}, {fact.by}, {whenText(session, fact.at)}
        </span>
      </span>
      <FactMark patientId={patientId} factId={fact.historyId} name={text} />
      {may && (
        <EntryMenu
          name={text}
          height={height}
          pending={pending}
          items={[{ label: "Entered in error", run: () => void strike(fact) }]}
        />
      )}
    </>
  );
}

function SocialPart(props: PartProps) {
  const { patientId, data, may, height, adding, onAdd } = props;
  return (
    <div className="h-part" role="group" aria-label="Social">
      <div className="h-head">
        <h3>Social</h3>
      </div>
      <ul className="c-list">
        {socialSubject.options.map((subject) => {
          const fact = socialFact(data.facts, subject);
          const years = subject === "tobacco" && data.packYears ? `, ${data.packYears} pack-years` : "";
          return (
            <li key={subject} className="h-social" data-subject={subject}>
              <span className="h-line">
                <b className="h-name">{socialLabels[subject]}</b>
                {fact ? (
                  <Said {...props} fact={fact}>
                    {contentText(fact.content)}
                    {years}
                  </Said>
                ) : (
                  <span className="h-unasked" style={{ flex: 1 }}>
                    Not asked
                  </span>
                )}
                {may && adding !== subject && (
                  <Button
                    size="compact-sm"
                    h={height}
                    variant="default"
                    aria-label={`${fact ? "Change" : "Enter"}: ${socialLabels[subject]}`}
                    onClick={() => onAdd(subject)}
                  >
                    {fact ? "Change" : "Enter"}
                  </Button>
                )}
              </span>
              {adding === subject && <SocialForm patientId={patientId} subject={subject} onClose={() => onAdd(null)} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function StatusLine(props: PartProps) {
  const { patientId, data, may, height, adding, onAdd } = props;
  const [fact] = currentOf(data.facts, "pregnancy-status");
  return (
    <>
      <div className="h-line">
        {fact ? (
          <Said {...props} fact={fact}>
            <b>{pregnancyText(data.pregnancy)}</b>
          </Said>
        ) : (
          <span className="h-unasked" style={{ flex: 1 }}>
            Pregnant today: not asked
          </span>
        )}
        {may && adding !== "pregnancy-status" && (
          <Button size="compact-sm" h={height} variant="default" onClick={() => onAdd("pregnancy-status")}>
            Last period, pregnant
          </Button>
        )}
      </div>
      {adding === "pregnancy-status" && <PregnancyStatusForm patientId={patientId} onClose={() => onAdd(null)} />}
    </>
  );
}

/** What was said before, and what was an error. */
function Ended({ facts }: { readonly facts: readonly HistoryFact[] }) {
  const session = useSession();
  const ended = facts.filter((one) => one.standing !== "current");
  if (ended.length === 0) return null;
  return (
    <details className="c-ended">
      <summary>{ended.length} earlier or corrected</summary>
      <ul className="c-list">
        {ended.map(({ historyId, content, by, at, struck }) => (
          <li key={historyId}>
            <span>
              {struck ? <s>{contentText(content)}</s> : contentText(content)}{" "}
              <span className="c-dim">
                {by}, {whenText(session, at)}
                {struck && ` · entered in error, ${struck.by}, ${whenText(session, struck.at)}: ${struck.reason}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
