import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { alertLevel, type alertBudgetOperations, type AlertLevel } from "@practicum/contracts/charting/alert-budget";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { describeFields, errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { localDateOf, useSession } from "../../../session/session-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { levelWords, outcomeWords, type AlertReport, type RuleSum, type Whose } from "./alert-sums.ts";

interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}
interface Props {
  readonly of: RuleSum;
  readonly report: AlertReport;
  readonly period: Period;
  readonly whose: Whose;
}

/** One rule: the reasons that were given, how loud it is and was, what it would do, and the orders behind it. */
export function RuleDetail({ of, report, period, whose }: Props) {
  const { can } = useSession();
  const { state } = of;
  const reasons = report.reasons.filter((one) => one.rule === state.rule);
  return (
    <section aria-label={state.label} className="alr-part">
      <h2 className="alr-head">{state.label}</h2>
      {reasons.length > 0 && (
        <p>Reasons given: {reasons.map((one) => `${one.reason ?? "in own words"} (${one.count})`).join(", ")}</p>
      )}
      <Replay of={of} period={period} />
      {can("alert.manage") && <Tune key={state.version} of={of} />}
      <Versions of={of} />
      {can("order.write") && <Rows of={of} period={period} providerId={whose.providerId} />}
    </section>
  );
}

/** What the rule would have done to the orders of the period, whatever was made of it since. */
function Replay({ of: { state }, period }: { readonly of: RuleSum; readonly period: Period }) {
  const trpc = useTRPC();
  const replay = useQuery(trpc.charting.replayAlertRule.queryOptions({ rule: state.rule, ...period }));
  if (replay.isError)
    return <ErrorState what="The replay" message={errorText(replay.error)} onRetry={() => void replay.refetch()} />;
  if (!replay.data) return <LoadingState rows={1} label="Replaying the orders of that time" />;
  const { orders, raised, useful, overridden, notKnown } = replay.data;
  return (
    <p role="status">
      As usual it would have been raised <b>{times(raised)}</b> by {orders} prescriptions of that time,{" "}
      <b>{useful} useful</b>, {overridden} overridden with a reason.
      {notKnown > 0 && ` ${notKnown} could not be judged.`}
    </p>
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

const levelNames: { readonly [L in AlertLevel]: string } = { usual: "As usual", passive: "Passive", off: "Off" };

function Tune({ of: { state } }: { readonly of: RuleSum }) {
  const [level, setLevel] = useState<AlertLevel>(state.level);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const set = useCommand("charting", "setAlertRule");
  if (state.levels.length === 1) return <Notice tone="info">{state.kept} It stays as it is.</Notice>;
  const save = async () => {
    if (set.pending) return;
    if (reason.trim() === "") return setProblem("Reason: say why, for who looks at it later.");
    setProblem(null);
    const result = await set.run({ rule: state.rule, level, reason, baseVersion: state.version });
    if (!result.ok) return setProblem(describeFields(result.error));
    const back = { rule: state.rule, level: state.level, reason: "Undone right after it was saved" };
    offerUndo(
      `${state.label}: ${levelNames[level].toLowerCase()}.`,
      () => void set.run({ ...back, baseVersion: result.value.version }),
    );
  };
  return (
    <Stack gap="xs">
      {state.kept !== null && <Notice tone="info">{state.kept}</Notice>}
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label="How loud it is"
          data={state.levels.map((value) => ({ value, label: levelNames[value] }))}
          value={level}
          onChange={(value) => setLevel(alertLevel.parse(value))}
        />
        <TextInput
          label="Reason"
          style={{ flex: 1, minWidth: 220 }}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && level !== state.level) void save();
          }}
        />
        <Button loading={set.pending} disabled={level === state.level} onClick={() => void save()}>
          Save
        </Button>
      </Group>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
    </Stack>
  );
}

function Versions({ of: { state } }: { readonly of: RuleSum }) {
  const session = useSession();
  if (state.versions.length === 0) return <p className="c-dim">Nobody has changed it here.</p>;
  return (
    <ul className="alr-list" aria-label="What was said of it">
      {state.versions.map((one) => (
        <li key={one.version}>
          {formatDate(localDateOf(session, one.at))}: <b>{levelWords({ ...state, level: one.level })}</b>, {one.by}:{" "}
          {one.reason}
        </li>
      ))}
    </ul>
  );
}

type Row = z.output<typeof alertBudgetOperations.alertRows.output>["rows"][number];

function Rows({
  of: { state },
  period,
  providerId,
}: {
  readonly of: RuleSum;
  readonly period: Period;
  readonly providerId: string | null;
}) {
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const input = { ...period, rule: state.rule, providerId, limit: 50 };
  const list = useEndless({
    queryKey: trpc.charting.alertRows.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.alertRows.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rows,
    keyOf: (row) => `${row.orderId} ${row.alertId}`,
  });
  const columns: readonly WorklistColumn<Row>[] = [
    { id: "at", header: "Day", width: "100px", cell: (row) => formatDate(localDateOf(session, row.at)) },
    { id: "patient", header: "Patient", width: "minmax(150px, 1fr)", cell: (row) => formatName(row.patientName) },
    { id: "drug", header: "Ordered", width: "minmax(180px, 1.5fr)", cell: (row) => row.drug },
    { id: "outcome", header: "What became of it", width: "170px", cell: (row) => outcomeWords[row.outcome] },
    { id: "reason", header: "Reason", width: "minmax(150px, 1fr)", below: true, cell: (row) => row.reason ?? "" },
    { id: "by", header: "Provider", width: "minmax(140px, 1fr)", below: true, cell: (row) => row.providerName },
  ];
  return (
    <div>
      <h3 className="alr-head">The orders behind it</h3>
      {list.error && <ErrorState what="The orders" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={4} />}
      {list.items?.length === 0 && <p>None in that time.</p>}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Orders"
          items={list.items}
          columns={columns}
          keyOf={(row) => `${row.orderId} ${row.alertId}`}
          more={list.more}
          onOpen={(row) => void navigate({ href: `/p/${row.patientId}/visit/${row.encounterId}` })}
        />
      )}
    </div>
  );
}
