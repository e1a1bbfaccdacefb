import { Radio, Stack, Textarea } from "@mantine/core";
import { restrictionOperations, type glassEntry } from "@practicum/contracts/charting/restrictions";
import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { errorText, toDomainError } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { glassReasons } from "../../patient/glass-words.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";

type Entry = z.output<typeof glassEntry>;

/** One opening of a restricted chart: the reason, what was done there, and what a manager says of it. */
export function GlassDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.charting.getGlass.queryOptions({ entryId: about ?? "" }));
  if (query.data) return <GlassView entry={query.data} onDone={onDone} />;
  if (query.isPending) return <LoadingState rows={4} />;
  if (toDomainError(query.error).code !== "not-found")
    return <ErrorState what="This opening" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  return <EmptyState title="This opening is not there">It may be of another practice.</EmptyState>;
}

function GlassView({ entry, onDone }: { readonly entry: Entry; readonly onDone: () => void }) {
  const session = useSession();
  const moment = (at: Instant) =>
    `${formatDate(dateIn(at, session.timeZone))} ${formatTime(timeIn(at, session.timeZone))}`;
  const own = entry.staffId === session.staff.staffId;
  return (
    <Stack gap="md">
      <dl className="w-facts">
        <dt>Who</dt>
        <dd>{entry.by}</dd>
        <dt>Patient</dt>
        <dd>
          {formatName(entry.patientName)}, MRN {entry.mrn}
        </dd>
        <dt>Reason</dt>
        <dd>
          {glassReasons[entry.reason]}: {entry.words}
        </dd>
        <dt>Opened</dt>
        <dd>{moment(entry.at)}</dd>
        <dt>Until</dt>
        <dd>{moment(entry.until)}</dd>
        {entry.review && (
          <>
            <dt>Review</dt>
            <dd>
              {entry.review.outcome === "appropriate" ? "Appropriate" : "Not appropriate"}: {entry.review.words}
            </dd>
            <dt>By</dt>
            <dd>
              {entry.review.by}, {moment(entry.review.at)}
            </dd>
          </>
        )}
      </dl>
      {session.can("audit.read") && (
        <Link to="/admin/audit" search={{ patient: entry.patientId, by: entry.staffId }} className="p-anchor">
          What this person did in the chart
        </Link>
      )}
      {entry.review === null && own && (
        <p className="a-dim">You opened this chart yourself: another manager or an owner reviews it.</p>
      )}
      {entry.review === null && !own && <ReviewForm entry={entry} onDone={onDone} />}
    </Stack>
  );
}

function ReviewForm({ entry, onDone }: { readonly entry: Entry; readonly onDone: () => void }) {
  const { entryId, patientId } = entry;
  const of = useCommandForm({
    draft: `glass-review:${entryId}`,
    recordId: entryId,
    initialValues: { outcome: null as "appropriate" | "not-appropriate" | null, words: "" },
    schema: restrictionOperations.reviewGlass.input,
    toInput: (values) => ({ ...values, entryId, patientId }),
    command: useCommand("charting", "reviewGlass"),
    onDone: () => {
      say("The review is saved.");
      onDone();
    },
  });
  return (
    <CommandForm of={of} label="Review" action="Save the review">
      <Radio.Group label="Was it appropriate?" required {...of.form.getInputProps("outcome")}>
        <Stack gap={6} mt={4}>
          <Radio value="appropriate" label="Appropriate" />
          <Radio value="not-appropriate" label="Not appropriate: the access ends now" />
        </Stack>
      </Radio.Group>
      <Textarea
        label="What you looked at, and what follows"
        required
        data-autofocus
        autosize
        minRows={2}
        {...of.form.getInputProps("words")}
      />
    </CommandForm>
  );
}
