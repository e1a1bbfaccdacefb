import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import type { MspAnswers } from "@practicum/contracts/billing/coordination";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import "./insurance.css";

interface Props {
  readonly patientId: string;
  readonly listed: readonly Coverage[];
  /** Puts the named ones into this order. */
  readonly onOrder: (coverageIds: readonly string[]) => void;
  readonly pending: boolean;
}

/** Whether the coverages stand in the order in which they pay, with what to do where they don't. Nothing for one coverage alone. */
export function OrderNotice({ patientId, listed, onOrder, pending }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const order = useQuery(trpc.billing.coverageOrder.queryOptions({ patientId, day: session.today }));
  const mayWrite = session.can("coverage.write");
  if (order.isError)
    return <Notice tone="warn">The order of billing could not be checked. {errorText(order.error)}</Notice>;
  if (!order.data) return null;
  const { suggested, fits, reasons, mayBeWrong, mspDue, kept } = order.data;
  const nameOf = (id: string) => listed.find((one) => one.coverageId === id)?.payerName ?? "";
  return (
    <>
      {mspDue && <MspQuestions patientId={patientId} before={order.data.msp?.answers ?? null} mayWrite={mayWrite} />}
      {kept && (
        <Notice tone="info">
          The order stays as it is: {kept.reason} ({kept.by}, {formatDate(kept.on)}).
        </Notice>
      )}
      {!fits && (
        <Notice tone="warn">
          <strong>Order of billing:</strong> {suggested.map((id, index) => `${index + 1}. ${nameOf(id)}`).join(", ")}.{" "}
          {reasons.map((one) => one.text).join(" ")} {mayBeWrong}
          {mayWrite && (
            <Group gap="xs" mt={6} align="flex-end">
              <Button size="compact-sm" loading={pending} onClick={() => onOrder(suggested)}>
                Put in this order
              </Button>
              <KeepOrder patientId={patientId} coverageIds={listed.map((one) => one.coverageId)} />
            </Group>
          )}
        </Notice>
      )}
    </>
  );
}

/** The order stays, with the reason on record. */
function KeepOrder({
  patientId,
  coverageIds,
}: {
  readonly patientId: string;
  readonly coverageIds: readonly string[];
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const keep = useCommand("billing", "keepCoverageOrder");
  const [reason, setReason, clear, kept] = useDraft(`keep-order:${patientId}`, "");
  const [open, setOpen] = useState(reason !== "");
  const submit = async () => {
    if (!reason.trim()) return;
    const result = await keep.run({ patientId, coverageIds: [...coverageIds], reason });
    if (!result.ok) return;
    setReason("");
    clear();
    await client.invalidateQueries(trpc.billing.coverageOrder.pathFilter());
  };
  const onKeyDown = useKeys({ Enter: submit });
  if (!open)
    return (
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        Keep the present order
      </Button>
    );
  return (
    <>
      <RestoredNotice small draft={kept} />
      <TextInput
        size="xs"
        autoFocus
        label="Why it stays"
        maxLength={200}
        value={reason}
        error={keep.error ? describeError(keep.error) : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button
        size="compact-sm"
        variant="default"
        loading={keep.pending}
        disabled={!reason.trim()}
        onClick={() => void submit()}
      >
        Keep
      </Button>
    </>
  );
}

const questions: readonly { readonly field: keyof MspAnswers; readonly text: string }[] = [
  { field: "accidentOrWork", text: "Is this care for an accident, or an illness or injury of work?" },
  { field: "presentJob", text: "Does the other plan come from a job that the patient or the spouse has now?" },
  { field: "largeEmployer", text: "Has that employer 20 people or more (100 with Medicare for a disability)?" },
  { field: "kidneyFailure", text: "Has the patient kidney failure, and Medicare for 30 months or less because of it?" },
];

type Said = { readonly [F in keyof MspAnswers]?: boolean };

/** The Medicare secondary payer questions, asked where the patient has Medicare and another plan. */
function MspQuestions({
  patientId,
  before,
  mayWrite,
}: {
  readonly patientId: string;
  readonly before: MspAnswers | null;
  readonly mayWrite: boolean;
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const answer = useCommand("billing", "answerMsp");
  const [said, setSaid, clear, kept] = useDraft<Said>(`msp:${patientId}`, before ?? {});
  const open = questions.filter(({ field }) => said[field] === undefined);
  const submit = async () => {
    const { accidentOrWork, presentJob, largeEmployer, kidneyFailure } = said;
    if (
      accidentOrWork === undefined ||
      presentJob === undefined ||
      largeEmployer === undefined ||
      kidneyFailure === undefined
    )
      return;
    const answers = { accidentOrWork, presentJob, largeEmployer, kidneyFailure };
    const result = await answer.run({ patientId, answers });
    if (!result.ok) return;
    clear();
    await client.invalidateQueries(trpc.billing.coverageOrder.pathFilter());
  };
  return (
    <section className="w-panel" aria-label="Medicare secondary payer questions">
      <header>
        <h2>Medicare secondary payer questions</h2>
      </header>
      <div style={{ fontSize: 13 }}>
        {before ? "Asked more than 90 days ago: ask again." : "Medicare and another plan: ask which pays first."}
      </div>
      <RestoredNotice draft={kept} />
      <div className="n-questions">
        {questions.map(({ field, text }) => (
          <div key={field} className="n-question">
            <span id={`msp-${field}`}>{text}</span>
            <SegmentedControl
              size="xs"
              aria-labelledby={`msp-${field}`}
              disabled={!mayWrite}
              data={[
                { value: "", label: "Not asked" },
                { value: "yes", label: "Yes" },
                { value: "no", label: "No" },
              ]}
              value={said[field] === undefined ? "" : said[field] ? "yes" : "no"}
              onChange={(value) => setSaid((old) => ({ ...old, [field]: value === "" ? undefined : value === "yes" }))}
            />
          </div>
        ))}
      </div>
      {said.accidentOrWork && (
        <Notice tone="warn">
          Workers&apos; compensation, car or liability insurance pays first: ask for the claim number, and add it as a
          coverage.
        </Notice>
      )}
      {answer.error && <Notice tone="danger">{describeError(answer.error)}</Notice>}
      {mayWrite && (
        <Button size="sm" mt="xs" loading={answer.pending} disabled={open.length > 0} onClick={() => void submit()}>
          {open.length > 0 ? `${open.length} still to ask` : "Save the answers"}
        </Button>
      )}
    </section>
  );
}
