import { Button, TextInput } from "@mantine/core";
import { contradictionOperations, type Contradiction } from "@practicum/contracts/charting/contradictions";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconAlertTriangle, IconInfoCircle, IconOctagon, type Icon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { hasFormDraft } from "../../forms/use-form-draft.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { whenText } from "../when-text.ts";
import "./contradictions.css";
import { linkTo, severityWords } from "./contradiction-words.ts";

interface Props {
  readonly patientId: string;
  /** In a note: what its signature waits for or shows. Nothing is drawn where there is nothing. */
  readonly encounterId?: string;
}

/** What in the chart cannot be so at once: both facts, each a link to where it is mended, or the reason why it stands. */
export function ContradictionsPanel({ patientId, encounterId }: Props) {
  const trpc = useTRPC();
  const query = useQuery(trpc.charting.contradictions.queryOptions({ patientId, encounterId: encounterId ?? null }));
  const open = query.data?.found.filter((one) => one.answer === null) ?? [];
  const answered = query.data?.found.filter((one) => one.answer !== null) ?? [];
  const notCompared = query.data?.notCompared ?? [];
  const inNote = encounterId !== undefined;
  if (inNote && (query.isPending || (query.data && query.data.found.length + notCompared.length === 0))) return null;
  return (
    <section
      className="w-panel"
      aria-label="Contradictions"
      data-field="contradictions"
      style={inNote ? { marginBottom: 12 } : undefined}
    >
      <header>
        <h2>Contradictions</h2>
      </header>
      {query.isPending && <LoadingState rows={2} label="Comparing the chart" />}
      {query.isError && (
        <ErrorState what="The comparison" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.data && open.length === 0 && (
        <div className="c-dim">
          {inNote ? "Nothing in this note contradicts the chart." : "Nothing that is compared contradicts itself."}
        </div>
      )}
      <Items patientId={patientId} encounterId={encounterId} items={open} />
      {answered.length > 0 && (
        <details className="c-ended">
          <summary>With a reason: {answered.length}</summary>
          <Items patientId={patientId} encounterId={encounterId} items={answered} />
        </details>
      )}
      {notCompared.length > 0 && (
        <details className="c-ended">
          <summary>What could not be compared</summary>
          <ul>
            {notCompared.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface ItemsProps {
  readonly patientId: string;
  readonly encounterId: string | undefined;
  readonly items: readonly Contradiction[];
}

function Items({ patientId, encounterId, items }: ItemsProps) {
  return (
    <ul className="ct-list">
      {items.map((one) => (
        <Item key={`${one.key} ${one.basis}`} patientId={patientId} encounterId={encounterId} item={one} />
      ))}
    </ul>
  );
}

const glyphs: { readonly [severity in Contradiction["severity"]]: Icon } = {
  hard: IconOctagon,
  soft: IconAlertTriangle,
  hint: IconInfoCircle,
};

interface ItemProps {
  readonly patientId: string;
  readonly encounterId: string | undefined;
  readonly item: Contradiction;
}

function Item({ patientId, encounterId, item }: ItemProps) {
  const session = useSession();
  const withdraw = useCommand("charting", "withdrawContradictionAnswer");
  const may = session.can("diagnosis.write");
  const [answering, setAnswering] = useState(() => may && hasFormDraft(draftOf(patientId, item)));
  const Glyph = glyphs[item.severity];
  const { answer, earlier } = item;
  return (
    <li className="ct-item" data-severity={item.severity} data-field={`contradictions.${item.key}`}>
      <div className="ct-head">
        <Glyph size={16} aria-hidden />
        <b>{item.title}</b>
        <span className="c-dim">{severityWords[item.severity]}</span>
      </div>
      <ul className="ct-sides">
        {item.sides.map((side) => (
          <li key={side.says}>
            <Link {...linkTo(patientId, side.place, encounterId)} className="p-anchor">
              {side.says}
            </Link>
            <span className="c-dim">
              {[side.on === null ? "" : formatDate(side.on), side.by ?? ""].filter((one) => one !== "").join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <div>
        {item.why} {answer === null && item.remedy}
      </div>
      {item.source !== null && <div className="c-dim">{item.source}.</div>}
      {earlier !== null && (
        <div className="c-dim">
          While the facts were others, {earlier.by} gave the reason “{earlier.reason}” ({whenText(session, earlier.at)}
          ).
        </div>
      )}
      {answer !== null && (
        <div className="ct-head">
          <span style={{ flex: 1 }}>
            Stands: “{answer.reason}”{" "}
            <span className="c-dim">
              {answer.by}, {whenText(session, answer.at)}
            </span>
          </span>
          {may && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Entered in error: the reason, ${item.title}`}
              loading={withdraw.pending}
              onClick={() => void withdraw.run({ answerId: answer.answerId, patientId })}
            >
              Entered in error
            </Button>
          )}
        </div>
      )}
      {withdraw.error && <div role="alert">{errorText(withdraw.error)}</div>}
      {may && answer === null && !answering && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Give the reason: ${item.title}`}
          onClick={() => setAnswering(true)}
        >
          Give the reason
        </Button>
      )}
      {answering && <ReasonForm patientId={patientId} item={item} onClose={() => setAnswering(false)} />}
    </li>
  );
}

function draftOf(patientId: string, { key, basis }: Contradiction): string {
  return `contradiction:${patientId}:${key}:${basis}`;
}

interface FormProps {
  readonly patientId: string;
  readonly item: Contradiction;
  readonly onClose: () => void;
}

/** Why both stand. It is kept with name and time, and asked for again when the facts change. */
function ReasonForm({ patientId, item, onClose }: FormProps) {
  const withdraw = useCommand("charting", "withdrawContradictionAnswer");
  const of = useCommandForm({
    draft: draftOf(patientId, item),
    initialValues: { reason: "" },
    schema: contradictionOperations.answerContradiction.input,
    toInput: (v, answerId) => ({ ...v, answerId, patientId, key: item.key, basis: item.basis }),
    command: useCommand("charting", "answerContradiction"),
    onDone: (_, { answerId }) => {
      offerUndo("The reason is kept.", () => {
        void withdraw.run({ answerId, patientId }).then((back) => {
          if (!back.ok) sayError(`The reason was not taken back. ${errorText(back.error)}`);
        });
      });
      onClose();
    },
  });
  return (
    <CommandForm
      of={of}
      className="c-form"
      label={`The reason: ${item.title}`}
      action="Keep the reason"
      size="xs"
      onCancel={onClose}
    >
      <TextInput
        label="Why it stands"
        description="It holds until one of the two facts changes."
        required
        maxLength={300}
        data-autofocus
        {...of.form.getInputProps("reason")}
      />
    </CommandForm>
  );
}
