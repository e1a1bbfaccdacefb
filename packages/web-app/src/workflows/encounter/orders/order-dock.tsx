import { Button, Checkbox, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { orderFaults } from "@practicum/contracts/charting/bounds";
import { orderOperations } from "@practicum/contracts/charting/orders";
import { useKeys } from "@practicum/ui/keys.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import "../../../chart/chart.css";
import { drugSearchFor } from "../../../chart/code-searches.tsx";
import { failedText } from "../../../chart/failed-text.ts";
import { SearchPicker } from "../../../chart/search-picker.tsx";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { PharmacyOfOrder } from "../../../patient/pharmacy/preferred-pharmacy.tsx";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { CheckResult, ReasonToGoOn } from "./order-alerts.tsx";
import { useNotedAlerts } from "./use-noted-alerts.ts";
import { useOrderCheck } from "./use-order-check.ts";
import { newOrder, withAmount, type OrderDraft } from "./order-draft.ts";

/** Orders a medication into the note: the drug, how it is taken, and what the check says. */
export function OrderDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const encounter = useQuery({
    ...trpc.charting.getEncounter.queryOptions({ encounterId: about ?? "" }),
    enabled: about !== null,
  });
  const wrong = useDockPatient(encounter.data?.patientId ?? null);
  if (about === null) return <EmptyState title="No note is open">Open a note first.</EmptyState>;
  if (encounter.isError)
    return <ErrorState what="The note" message={errorText(encounter.error)} onRetry={() => void encounter.refetch()} />;
  if (!encounter.data) return <LoadingState rows={6} />;
  if (encounter.data.status !== "open") return <Notice tone="info">This note is signed; order in a new visit.</Notice>;
  return <Ordering encounterId={about} patientId={encounter.data.patientId} wrong={wrong} onDone={onDone} />;
}

interface OrderingProps {
  readonly encounterId: string;
  readonly patientId: string;
  /** The page is about another patient. */
  readonly wrong: boolean;
  readonly onDone: () => void;
}

function Ordering({ encounterId, patientId, wrong, onDone }: OrderingProps) {
  const [draft, setDraft, clear, kept] = useDraft<OrderDraft | null>(`order:${encounterId}`, null);
  const [problem, setProblem] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const order = useCommand("charting", "orderMedication");
  const cancel = useCommand("charting", "cancelOrder");
  const search = useRef<HTMLInputElement>(null);
  const { alerts, failed, stops, again } = useOrderCheck(encounterId, draft);
  useNotedAlerts(encounterId, draft, alerts);
  useEffect(() => {
    if (!draft) setTimeout(() => search.current?.focus());
  }, [draft]);
  const change = (next: Partial<OrderDraft>) => {
    setFaults([]);
    setDraft((old) => old && { ...old, ...next });
  };

  const submit = async () => {
    if (!draft || wrong || order.pending) return;
    const { overrideReason, ...rest } = draft;
    const input = {
      ...rest,
      encounterId,
      overrideReason: overrideReason.trim() === "" ? null : overrideReason,
      answeredAlerts: stops.map((one) => one.alertId),
    };
    const checked = orderOperations.orderMedication.input.safeParse(input);
    if (!checked.success)
      return setProblem(
        checked.error.issues.map((issue) => `${fieldWord(String(issue.path[0]))}: ${issue.message}`).join(" "),
      );
    setProblem(null);
    setFaults([]);
    const result = await order.run(input);
    if (!result.ok) {
      setProblem(failedText(result.error, "order"));
      setFaults(result.error.fields ?? []);
      // Somebody else's draft or a new allergy raised it: it is shown, and its reason asked for.
      if (result.error.code === "alert-needs-reason") return again();
      if (result.error.code !== "already-recorded") return;
      setDraft({ ...draft, orderId: newId<"order">() });
      return;
    }
    clear();
    setDraft(null);
    onDone();
    offerUndo(
      `${draft.name} is ordered, to be signed with the note.`,
      () => void cancel.run({ orderId: draft.orderId, encounterId }),
    );
  };
  const onKeyDown = useKeys({ "mod+Enter": submit });
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a shortcut to the button inside
    <div onKeyDown={onKeyDown}>
      <Stack gap="sm">
        {wrong && <Notice tone="warn">The page shows another patient than this order.</Notice>}
        <RestoredNotice draft={kept} />
        {!draft && <DrugChoice about={encounterId} inputRef={search} onDraft={setDraft} />}
        {draft && (
          <>
            <div className="w-panel" style={{ display: "flex", gap: 8, alignItems: "center" }}>
              <b style={{ flex: 1 }}>{draft.name}</b>
              <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
                Change
              </Button>
            </div>
            <CheckResult alerts={alerts} failed={failed} />
            {stops.length > 0 && (
              <ReasonToGoOn value={draft.overrideReason} onChange={(reason) => change({ overrideReason: reason })} />
            )}
            <OrderFields
              draft={draft}
              faults={[...orderFaults(draft, null), ...faults]}
              onChange={change}
              onAmount={() => setDraft((old) => old && withAmount(old))}
            />
            <PharmacyOfOrder patientId={patientId} />
            {problem && (
              <Notice tone="danger" role="alert">
                {problem}
              </Notice>
            )}
            <Group gap="sm">
              <Button loading={order.pending} disabled={wrong} onClick={() => void submit()}>
                Add the order
              </Button>
              <span className="c-dim">It is signed with the note.</span>
            </Group>
          </>
        )}
      </Stack>
    </div>
  );
}

interface ChoiceProps {
  readonly about: string;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onDraft: (draft: OrderDraft) => void;
}

function DrugChoice({ about, inputRef, onDraft }: ChoiceProps) {
  const useSearch = drugSearchFor(about);
  return (
    <SearchPicker
      label="Medication"
      placeholder="Name or brand"
      useSearch={useSearch}
      inputRef={inputRef}
      onPick={(drug) => onDraft(newOrder(newId<"order">(), drug))}
      onFreeText={(text) => onDraft(newOrder(newId<"order">(), { rxnorm: null, name: text, commonDirections: null }))}
      freeTextWord="Order"
    />
  );
}

interface Fault {
  readonly field: string;
  readonly message: string;
}

interface FieldsProps {
  readonly draft: OrderDraft;
  /** What can't be ordered so, at its field. */
  readonly faults: readonly Fault[];
  readonly onChange: (next: Partial<OrderDraft>) => void;
  /** Directions or days are whole: the quantity may follow. */
  readonly onAmount: () => void;
}

function OrderFields({ draft, faults, onChange, onAmount }: FieldsProps) {
  const number = (label: string, field: "quantity" | "daysSupply" | "refills", max: number) => (
    <NumberInput
      label={label}
      min={field === "refills" ? 0 : 1}
      max={max}
      clampBehavior="none"
      error={faults.find((one) => one.field === field)?.message}
      allowDecimal={false}
      value={draft[field]}
      onChange={(value) => typeof value === "number" && onChange({ [field]: value })}
      onBlur={field === "daysSupply" ? onAmount : undefined}
    />
  );
  return (
    <>
      <TextInput
        label="Directions"
        required
        value={draft.directions}
        onChange={(event) => onChange({ directions: event.currentTarget.value })}
        onBlur={onAmount}
      />
      <Group grow gap="sm" align="flex-end">
        {number("Days", "daysSupply", 365)}
        {number("Quantity", "quantity", 9999)}
        <TextInput
          label="Unit"
          value={draft.quantityUnit}
          onChange={(event) => onChange({ quantityUnit: event.currentTarget.value })}
        />
        {number("Refills", "refills", 11)}
      </Group>
      <Checkbox
        label="A generic may be given"
        checked={draft.substitution}
        onChange={(event) => onChange({ substitution: event.currentTarget.checked })}
      />
    </>
  );
}

function fieldWord(field: string): string {
  const names: { readonly [name: string]: string } = {
    directions: "Directions",
    quantity: "Quantity",
    quantityUnit: "Unit",
    daysSupply: "Days",
    refills: "Refills",
    name: "Medication",
  };
  return names[field] ?? field;
}
