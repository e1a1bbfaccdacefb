import { Button, Chip, Group, NumberInput, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { inHouseOperations, type InHouseItem, type InjectionRoute } from "@practicum/contracts/charting/in-house";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useKeys } from "@practicum/ui/keys.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import "../../../chart/chart.css";
import { failedText } from "../../../chart/failed-text.ts";
import { routeWords } from "../../../chart/in-house/in-house-words.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { CheckResult, ReasonToGoOn, unansweredOf } from "./order-alerts.tsx";

interface Draft {
  readonly orderId: string;
  readonly item: string;
  readonly amount: number | null;
  readonly route: InjectionRoute;
  readonly diagnosis: string | null;
  readonly instructions: string;
  readonly overrideReason: string;
}

/** Orders a test or an injection that is done here: what, for which diagnosis, and of an injection how much. */
export function InHouseDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const encounter = useQuery({
    ...trpc.charting.getEncounter.queryOptions({ encounterId: about ?? "" }),
    enabled: about !== null,
  });
  const serviceDate = encounter.data?.serviceDate ?? "";
  const items = useQuery({
    ...trpc.charting.inHouseItems.queryOptions({ onDate: serviceDate }),
    enabled: encounter.data !== undefined,
  });
  if (about === null) return <EmptyState title="No note is open">Open a note first.</EmptyState>;
  const failed = encounter.error ?? items.error;
  if (failed)
    return (
      <ErrorState
        what="The tests and injections"
        message={errorText(failed)}
        onRetry={() => void Promise.all([encounter.refetch(), items.refetch()])}
      />
    );
  if (!encounter.data || !items.data) return <LoadingState rows={6} />;
  if (encounter.data.status !== "open") return <Notice tone="info">This note is signed; order in a new visit.</Notice>;
  return <OrderForm encounter={encounter.data} items={items.data} onDone={onDone} />;
}

interface FormProps {
  readonly encounter: Encounter;
  readonly items: readonly InHouseItem[];
  readonly onDone: () => void;
}

function OrderForm({ encounter, items, onDone }: FormProps) {
  const { encounterId, patientId } = encounter;
  const wrong = useDockPatient(patientId);
  const [draft, setDraft, clear, kept] = useDraft<Draft | null>(`in-house:${encounterId}`, null);
  const [problem, setProblem] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const order = useCommand("charting", "orderInHouse");
  const cancel = useCommand("charting", "cancelInHouse");
  const item = items.find((one) => one.key === draft?.item);
  const { check, dose } = useInjectionCheck(encounterId, draft, item);
  const stops = unansweredOf(check.data);
  const change = (next: Partial<Draft>) => setDraft((old) => old && { ...old, ...next });
  const submit = async () => {
    if (!draft || !item || wrong || order.pending) return;
    const unread = firstUnreadable(frame.current);
    if (unread) return unread.focus();
    const { amount: _amount, route: _route, ...rest } = draft;
    const input = { ...rest, encounterId, dose, answeredAlerts: stops.map((one) => one.alertId) };
    const checked = inHouseOperations.orderInHouse.input.safeParse(input);
    if (!checked.success) return setProblem(checked.error.issues.map((issue) => issue.message).join(" "));
    setProblem(null);
    const result = await order.run(input);
    if (!result.ok) {
      setProblem(failedText(result.error, "order"));
      if (result.error.code === "alert-needs-reason") void check.refetch();
      if (result.error.code === "already-recorded") change({ orderId: newId<"in-house-order">() });
      return;
    }
    clear();
    setDraft(null);
    onDone();
    const { orderId } = result.value;
    offerUndo(`${item.label} is ordered.`, () => void cancel.run({ orderId, patientId }));
  };
  const onKeyDown = useKeys({ "mod+Enter": submit });
  const chosen = item?.key;
  useEffect(() => {
    // What was chosen from is gone: the keys go on at what is asked next, after the dock has taken the focus for itself.
    if (chosen !== undefined) setTimeout(() => frame.current?.querySelector<HTMLElement>("[data-first]")?.focus());
  }, [chosen]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut to the button inside
    <div ref={frame} onKeyDown={onKeyDown}>
      <Stack gap="sm">
        {wrong && <Notice tone="warn">The page shows another patient than this order.</Notice>}
        <RestoredNotice draft={kept} />
        {(!draft || !item) && <ItemChoice items={items} onPick={(one) => setDraft(newDraft(one, encounter))} />}
        {draft && item && (
          <>
            <div className="w-panel" style={{ display: "flex", gap: 8, alignItems: "center" }}>
              <span style={{ flex: 1 }}>
                <b>{item.label}</b> <span className="c-dim">{item.specimen ?? `charged by ${item.code}`}</span>
              </span>
              <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
                Change
              </Button>
            </div>
            {item.dose && (
              <>
                <CheckResult alerts={check.data} failed={check.isError ? errorText(check.error) : null} />
                {stops.length > 0 && (
                  <ReasonToGoOn
                    value={draft.overrideReason}
                    onChange={(overrideReason) => change({ overrideReason })}
                  />
                )}
                <DoseFields item={item} draft={draft} onChange={change} />
              </>
            )}
            <ChoiceList
              label="For"
              placeholder={encounter.diagnoses.length === 0 ? "No diagnosis is in the note yet" : "Diagnosis"}
              clearable
              data={encounter.diagnoses.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))}
              value={draft.diagnosis}
              onChange={(diagnosis) => change({ diagnosis })}
            />
            <TextInput
              label="Instructions"
              maxLength={200}
              value={draft.instructions}
              onChange={(event) => change({ instructions: event.currentTarget.value })}
            />
            {problem && (
              <Notice tone="danger" role="alert">
                {problem}
              </Notice>
            )}
            <Group gap="sm">
              <Button
                {...(item.dose === null ? { "data-first": true } : {})}
                loading={order.pending}
                disabled={wrong}
                onClick={() => void submit()}
              >
                Order it
              </Button>
              <span className="c-dim">It can be carried out at once.</span>
            </Group>
          </>
        )}
      </Stack>
    </div>
  );
}

function newDraft(item: InHouseItem, encounter: Encounter): Draft {
  const [only, other] = encounter.diagnoses;
  return {
    orderId: newId<"in-house-order">(),
    item: item.key,
    amount: item.dose?.usual.length === 1 ? (item.dose.usual[0] ?? null) : null,
    route: item.dose?.routes[0] ?? "intramuscular",
    diagnosis: only && !other ? only.code : null,
    instructions: "",
    overrideReason: "",
  };
}

/** What speaks against the injection that is being written, as the service will judge it. */
function useInjectionCheck(encounterId: string, draft: Draft | null, item: InHouseItem | undefined) {
  const trpc = useTRPC();
  const amount = draft?.amount ?? null;
  const dose = item?.dose && draft && amount !== null ? { amount, unit: item.dose.unit, route: draft.route } : null;
  const orderId = draft?.orderId ?? "";
  const check = useQuery({
    ...trpc.charting.checkInjection.queryOptions({ encounterId, orderId, item: draft?.item ?? "-", dose }),
    placeholderData: (old, query) => (JSON.stringify(query?.queryKey ?? "").includes(orderId) ? old : undefined),
    enabled: item?.kind === "injection",
    // An allergy, or another order, may have come since.
    staleTime: 0,
  });
  return { check, dose };
}

/** What the practice does itself: typed words narrow it, Enter takes the first. */
function ItemChoice({
  items,
  onPick,
}: {
  readonly items: readonly InHouseItem[];
  readonly onPick: (item: InHouseItem) => void;
}) {
  const [text, setText] = useState("");
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setTimeout(() => search.current?.focus());
  }, []);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = items.filter((one) => {
    const inside = `${one.label} ${one.keywords} ${one.code}`.toLowerCase();
    return words.every((word) => inside.includes(word));
  });
  const of = (kind: InHouseItem["kind"]) => fitting.filter((one) => one.kind === kind);
  return (
    <>
      <TextInput
        ref={search}
        label="Test or injection"
        placeholder="Name, brand or code"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = fitting;
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !first || words.length === 0) return;
          event.preventDefault();
          onPick(first);
        }}
      />
      {fitting.length === 0 && <div className="c-dim">Nothing of that name is done here.</div>}
      {(["test", "injection"] as const).map(
        (kind) =>
          of(kind).length > 0 && (
            <div key={kind} role="group" aria-label={kind === "test" ? "Tests" : "Injections"}>
              <div className="c-dim">{kind === "test" ? "Tests" : "Injections"}</div>
              <Group gap={6}>
                {of(kind).map((one) => (
                  <Button key={one.key} size="compact-sm" variant="default" onClick={() => onPick(one)}>
                    {one.label}
                  </Button>
                ))}
              </Group>
            </div>
          ),
      )}
    </>
  );
}

interface DoseProps {
  readonly item: InHouseItem;
  readonly draft: Draft;
  readonly onChange: (next: Partial<Draft>) => void;
}

function DoseFields({ item, draft, onChange }: DoseProps) {
  const { dose } = item;
  if (!dose) return null;
  const tooMuch = draft.amount !== null && draft.amount > dose.max;
  return (
    <>
      <NumberInput
        label={`Dose, ${dose.unit}`}
        required
        min={0}
        thousandSeparator=","
        data-first
        error={
          tooMuch ? `At most ${dose.max.toLocaleString("en-US")} ${dose.unit} at once. Check the number.` : undefined
        }
        value={draft.amount ?? ""}
        onChange={(value) => onChange({ amount: typeof value === "number" && value > 0 ? value : null })}
      />
      <Chip.Group
        value={draft.amount === null ? "" : String(draft.amount)}
        onChange={(value) => onChange({ amount: Number(value) })}
      >
        <Group gap={6} role="group" aria-label="Usual doses">
          {dose.usual.map((one) => (
            <Chip key={one} value={String(one)} size="xs">
              {one.toLocaleString("en-US")} {dose.unit}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {dose.routes.length > 1 && (
        <SegmentedControl
          aria-label="Route"
          size="xs"
          data={dose.routes.map((one) => ({ value: one, label: routeWords[one] }))}
          value={draft.route}
          onChange={(value) => onChange({ route: dose.routes.find((one) => one === value) ?? draft.route })}
        />
      )}
    </>
  );
}
