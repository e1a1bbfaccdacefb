import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { testWay, type TestOrder, type TestState, type TestStep } from "@practicum/contracts/charting/test-orders";
import type { LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { describeError } from "@practicum/contracts/error";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { useCommand } from "../../api/use-command.ts";
import { RestoredNotice } from "../../forms/restored-notice.tsx";
import { useSession } from "../../session/session-context.ts";
import { hasDraft, useDraft } from "../../shell/dock/drafts.ts";
import { EnterResult } from "./enter-result.tsx";

type Kind = "sent" | "collected" | "rejected" | "told" | "cancelled" | "taken-back";
/** What can be said beside the review: by a form of its own, or at once. */
type Next = Kind | "signed" | "resulted";

const NEXT: { readonly [S in TestState]: readonly Next[] } = {
  draft: ["signed", "cancelled"],
  "to-send": ["sent", "cancelled"],
  sent: ["collected", "resulted", "rejected", "cancelled"],
  collected: ["resulted", "rejected"],
  rejected: ["sent", "cancelled"],
  "to-review": ["resulted"],
  "to-tell": ["told", "resulted"],
  closed: ["resulted"],
  cancelled: [],
};

/** The first of them is what mostly comes. */
const PRIMARY: ReadonlySet<Next> = new Set(["sent", "told", "resulted", "signed"]);

function actionOf(kind: Next, order: TestOrder): string {
  switch (kind) {
    case "signed":
      return "Sign this order now";
    case "sent":
      return order.state === "rejected" ? "Sent again" : "Mark as sent";
    case "collected":
      return order.kind === "imaging" ? "Study was done" : "Collected";
    case "resulted":
      return order.result === null || order.result.status === "partial" ? "Enter the result" : "Enter a correction";
    case "rejected":
      return "Rejected";
    case "told":
      return "Patient was told";
    case "cancelled":
      return "Cancel the order";
    case "taken-back":
      return "Take the last step back";
  }
}

/** The next thing to be said of an order, by whoever may say it. */
export function NextTestStep({ order }: { readonly order: TestOrder }) {
  const { can } = useSession();
  const sign = useCommand("charting", "decideTestOrder");
  const last = order.steps.findLast((one) => !one.takenBack && one.step.kind !== "taken-back");
  const [open, setOpen] = useState<Next | null>(() => halfTyped(order));
  const may = (kind: Next) => can(kind === "signed" || kind === "cancelled" ? "order.write" : "history.record");
  const next = NEXT[order.state].filter(may);
  const { orderId, patientId, label } = order;
  const isDecision = last?.step.kind === "reviewed" || last?.step.kind === "signed" || last?.step.kind === "cancelled";
  const mayTakeBack = last !== undefined && can(isDecision ? "order.write" : "history.record");
  if (open === "resulted") return <EnterResult order={order} onClose={() => setOpen(null)} />;
  if (open !== null && open !== "signed")
    return <StepForm order={order} kind={open} takesBack={last?.stepId ?? null} onClose={() => setOpen(null)} />;
  return (
    <>
      {sign.error && (
        <Notice tone="danger" role="alert">
          {describeError(sign.error)}
        </Notice>
      )}
      <Group gap="xs">
        {next.map((kind, index) => (
          <Button
            key={kind}
            size="compact-sm"
            variant={index === 0 && PRIMARY.has(kind) && order.state !== "to-review" ? "filled" : "default"}
            loading={kind === "signed" && sign.pending}
            onClick={() =>
              kind === "signed"
                ? void sign.run({ orderId, patientId, stepId: newId<"test-step">(), step: { kind } })
                : setOpen(kind)
            }
          >
            {actionOf(kind, order)}
            {kind === "signed" ? "" : "…"}
            <span className="p-visually-hidden"> ({label})</span>
          </Button>
        ))}
        {mayTakeBack && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setOpen("taken-back")}>
            Take the last step back<span className="p-visually-hidden"> ({label})</span>
          </Button>
        )}
      </Group>
    </>
  );
}

const draftOf = (orderId: string, kind: Kind) => `test-step:${orderId}:${kind}`;
const FORMS: readonly Kind[] = ["sent", "collected", "rejected", "told", "cancelled", "taken-back"];

/** Which form of an order was left half filled: it opens by itself. */
function halfTyped({ orderId }: TestOrder): Next | null {
  return FORMS.find((kind) => hasDraft(draftOf(orderId, kind))) ?? null;
}

interface Typed {
  readonly text: string;
  readonly way: (typeof testWay.options)[number];
  readonly on: LocalDate | null;
}

interface FormProps {
  readonly order: TestOrder;
  readonly kind: Kind;
  readonly takesBack: string | null;
  readonly onClose: () => void;
}

const asks: { readonly [K in Kind]: string | null } = {
  sent: "To which laboratory or center",
  collected: null,
  rejected: "Why the laboratory rejects it",
  told: "How, and what was agreed",
  cancelled: "Why it is cancelled",
  "taken-back": "Why was it wrong? It stays, struck through.",
};

function StepForm({ order, kind, takesBack, onClose }: FormProps) {
  const { today } = useSession();
  const record = useCommand("charting", "recordTestStep");
  const decide = useCommand("charting", "decideTestOrder");
  const { orderId, patientId, label } = order;
  const [typed, setTyped, clear, kept] = useDraft<Typed>(draftOf(orderId, kind), {
    text: kind === "sent" ? (order.performer?.name ?? "") : "",
    way: "paper",
    on: today,
  });
  const error = record.error ?? decide.error;
  const ask = asks[kind];
  const isReady = ask === null ? typed.on !== null : typed.text.trim() !== "";
  const submit = async () => {
    if (!isReady) return;
    const of = { orderId, patientId, stepId: kept.recordId };
    const text = typed.text.trim();
    const result =
      kind === "cancelled"
        ? await decide.run({ ...of, step: { kind, reason: text } })
        : await record.run({ ...of, step: stepOf(kind, text, typed, takesBack) });
    if (!result.ok) return;
    clear();
    onClose();
  };
  return (
    <form
      className="c-form"
      aria-label={`${actionOf(kind, order)}: ${label}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <RestoredNotice small draft={kept} />
      {error && (
        <Notice tone="danger" role="alert">
          {error.fields?.[0]?.message ?? describeError(error)}
        </Notice>
      )}
      <div className="h-fields">
        {kind === "sent" && (
          <NativeSelect
            size="xs"
            label="How"
            data={[
              { value: "paper", label: "On paper, with the patient" },
              { value: "fax", label: "By fax" },
              { value: "electronic", label: "By the laboratory's own system" },
            ]}
            value={typed.way}
            onChange={(event) => setTyped({ ...typed, way: testWay.parse(event.currentTarget.value) })}
          />
        )}
        {ask === null ? (
          <DateInput
            label="On"
            required
            today={today}
            sense="past"
            value={typed.on}
            onChange={(on) => setTyped({ ...typed, on })}
          />
        ) : (
          <TextInput
            size="xs"
            label={ask}
            required
            autoFocus
            maxLength={kind === "sent" ? 120 : 200}
            value={typed.text}
            onChange={(event) => setTyped({ ...typed, text: event.currentTarget.value })}
          />
        )}
      </div>
      <Group gap="xs">
        <Button
          type="submit"
          size="xs"
          color={kind === "taken-back" ? "red" : undefined}
          loading={record.pending || decide.pending}
          disabled={!isReady}
        >
          {kind === "taken-back" ? "Mark as entered in error" : actionOf(kind, order)}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            clear();
            onClose();
          }}
        >
          Leave it
        </Button>
      </Group>
    </form>
  );
}

function stepOf(
  kind: Exclude<Kind, "cancelled">,
  text: string,
  { way, on }: Typed,
  takesBack: string | null,
): Extract<TestStep, { kind: typeof kind }> {
  switch (kind) {
    case "sent":
      return { kind, way, to: text };
    case "collected":
      return { kind, on: on ?? "" };
    case "rejected":
      return { kind, reason: text };
    case "told":
      return { kind, how: text };
    case "taken-back":
      return { kind, stepId: takesBack ?? "", reason: text };
  }
}
