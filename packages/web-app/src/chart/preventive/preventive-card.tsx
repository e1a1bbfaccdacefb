import { Button } from "@mantine/core";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconAlertTriangle, IconCheck, IconQuestionMark, type Icon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { hasFormDraft } from "../../forms/use-form-draft.ts";
import { useSession } from "../../session/session-context.ts";
import { answerDraft, AnswerForm } from "./answer-form.tsx";
import { answerWords, isOpen, statusWords, type PreventiveItem } from "./preventive-words.ts";

/** What is recommended for this patient: what waits first; what is in order, declined or not for the patient is folded. */
export function PreventiveCard({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const care = useQuery(trpc.charting.preventiveCare.queryOptions({ patientId }));
  const open = care.data?.items.filter(isOpen) ?? [];
  const rest = care.data?.items.filter((one) => !isOpen(one)) ?? [];
  return (
    <section className="w-panel" aria-label="Preventive care">
      <header>
        <h2>Preventive care</h2>
      </header>
      {care.isPending && <LoadingState rows={3} label="Loading preventive care" />}
      {care.isError && (
        <ErrorState what="Preventive care" message={errorText(care.error)} onRetry={() => void care.refetch()} />
      )}
      {care.data && open.length === 0 && <div className="c-dim">Nothing that is looked at here waits.</div>}
      <Items patientId={patientId} items={open} />
      {rest.length > 0 && (
        <details className="c-ended">
          <summary>Up to date, declined or not for this patient: {rest.length}</summary>
          <Items patientId={patientId} items={rest} />
        </details>
      )}
      {care.data && (
        <details className="c-ended">
          <summary>What is looked at</summary>
          Rules of {care.data.edition}. Not looked at: vaccines, and what depends on smoking, sexual history or a
          calculated risk.
          <ul>
            {care.data.items.map((one) => (
              <li key={one.rule}>
                {one.name}: {one.why}. {one.source}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Items({ patientId, items }: { readonly patientId: string; readonly items: readonly PreventiveItem[] }) {
  return (
    <ul className="c-list c-brief">
      {items.map((item) => (
        <Item key={item.rule} patientId={patientId} item={item} />
      ))}
    </ul>
  );
}

const glyphs: { readonly [status in PreventiveItem["status"]]: Icon } = {
  due: IconAlertTriangle,
  "no-record": IconQuestionMark,
  "cannot-tell": IconQuestionMark,
  declined: IconCheck,
  "up-to-date": IconCheck,
  "not-applicable": IconCheck,
};

function Item({ patientId, item }: { readonly patientId: string; readonly item: PreventiveItem }) {
  const session = useSession();
  const withdraw = useCommand("charting", "withdrawPreventiveAnswer");
  const may = session.can("history.record");
  const [answering, setAnswering] = useState(() => may && hasFormDraft(answerDraft(patientId, item.rule)));
  const Glyph = glyphs[item.status];
  return (
    <li className="i-line">
      <div className="i-line-head">
        <Glyph size={14} aria-hidden style={{ flex: "none" }} />
        <span style={{ flex: 1 }}>
          <b>{item.name}</b> <span className="c-dim">{statusWords(item)}</span>
        </span>
        {may && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Record: ${item.name}`}
            aria-expanded={answering}
            onClick={() => setAnswering(!answering)}
          >
            Record
          </Button>
        )}
      </div>
      {item.answers.map((answer) => (
        <div key={answer.answerId} className="i-line-head c-dim">
          <span style={{ flex: 1 }}>{answerWords(answer, item)}</span>
          {may && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Entered in error: ${item.name}`}
              loading={withdraw.pending}
              onClick={() => void withdraw.run({ answerId: answer.answerId, patientId })}
            >
              Entered in error
            </Button>
          )}
        </div>
      ))}
      {withdraw.error && <div role="alert">{errorText(withdraw.error)}</div>}
      {answering && <AnswerForm patientId={patientId} item={item} onClose={() => setAnswering(false)} />}
    </li>
  );
}
