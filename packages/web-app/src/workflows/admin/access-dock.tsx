import { SegmentedControl, Textarea } from "@mantine/core";
import { snoopingOperations, type SnoopFinding } from "@practicum/contracts/identity/snooping";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { readAbout } from "./snooping-about.ts";
import { snoopReasonWords } from "./snooping-words.ts";

/** One access of the report: why it is listed, and what a person says of it. */
export function AccessDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const of = readAbout(about);
  const report = useQuery({
    ...trpc.identity.snoopingReport.queryOptions({ until: of?.day ?? null }),
    enabled: of !== null,
  });
  if (report.isError)
    return <ErrorState what="This access" message={errorText(report.error)} onRetry={() => void report.refetch()} />;
  if (of === null) return <Notice tone="warn">Choose an access of the list.</Notice>;
  if (!report.data) return <LoadingState rows={4} />;
  const finding = report.data.findings.find(
    (one) => one.staffId === of.staffId && one.patientId === of.patientId && one.day === of.day,
  );
  if (!finding) return <Notice tone="info">This access is not in the list any more: what counts was changed.</Notice>;
  return <About key={finding.review?.version ?? 0} finding={finding} onDone={onDone} />;
}

function About({ finding, onDone }: { readonly finding: SnoopFinding; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const { staff: self, can, timeZone } = useSession();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const patient = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId: finding.patientId }),
    enabled: can("patient.read"),
  });
  const person = staff.data?.find((one) => one.staffId === finding.staffId);
  const who = person ? `${person.given} ${person.family}` : "…";
  const { review } = finding;
  return (
    <div className="a-stack">
      <p>
        <b>{who}</b> opened the record of{" "}
        <b>{patient.data ? formatName(patient.data.name) : `…${finding.patientId.slice(-8)}`}</b> on{" "}
        {formatDate(dateIn(finding.firstAt, timeZone))} from {formatTime(timeIn(finding.firstAt, timeZone))} to{" "}
        {formatTime(timeIn(finding.lastAt, timeZone))}: {finding.reads} {finding.reads === 1 ? "read" : "reads"}.{" "}
        <Link
          to="/admin/audit"
          search={{ patient: finding.patientId, by: finding.staffId, when: "month" }}
          className="p-anchor"
        >
          See each
        </Link>
      </p>
      <ul className="a-reasons" aria-label="Why it is listed">
        {finding.reasons.map(({ kind, points }) => (
          <li key={kind}>
            {snoopReasonWords[kind]}: {points} {points === 1 ? "point" : "points"}
          </li>
        ))}
      </ul>
      {!finding.known && (
        <p className="a-dim">
          The name and the address of this patient are not known here yet, so they were not compared.
        </p>
      )}
      {review && (
        <Notice tone={review.outcome === "cleared" ? "info" : "warn"}>
          {review.outcome === "cleared" ? "Cleared" : "Being looked into"} by {review.by},{" "}
          {formatDate(dateIn(review.at, timeZone))}: {review.note}
        </Notice>
      )}
      {finding.staffId === self.staffId ? (
        <p className="a-dim">This is your own access: another manager or an owner reviews it.</p>
      ) : (
        <ReviewForm finding={finding} onDone={onDone} />
      )}
    </div>
  );
}

function ReviewForm({ finding, onDone }: { readonly finding: SnoopFinding; readonly onDone: () => void }) {
  const { staffId, patientId, day, review } = finding;
  const of = useCommandForm({
    draft: `access:${staffId}/${patientId}/${day}`,
    initialValues: { outcome: "cleared" as "cleared" | "escalated", note: "" },
    schema: snoopingOperations.reviewAccess.input,
    toInput: (values) => ({ ...values, staffId, patientId, day, version: review?.version ?? null }),
    command: useCommand("identity", "reviewAccess"),
    onDone: (_, { outcome }) => {
      say(outcome === "cleared" ? "Cleared." : "The managers have a task to look into it.");
      onDone();
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} label="Review the access" action="Save the review">
      <SegmentedControl
        aria-label="What you found"
        {...form.getInputProps("outcome")}
        data={[
          { value: "cleared", label: "There was a reason" },
          { value: "escalated", label: "Look into it" },
        ]}
      />
      <Textarea
        label="What you found out"
        description="Who was asked, and what the reason was"
        required
        autosize
        minRows={2}
        {...form.getInputProps("note")}
      />
    </CommandForm>
  );
}
