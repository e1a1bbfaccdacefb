import { Button, Group, Menu, Modal, TextInput } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { OrderState, orderStep } from "@practicum/contracts/charting/orders";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { newId } from "../api/command-id.ts";
import { useCommand } from "../api/use-command.ts";
import { usePreferredPharmacy } from "../patient/pharmacy/preferred-pharmacy.tsx";
import { useSession, type Session } from "../session/session-context.ts";
import { RestoredNotice } from "../forms/restored-notice.tsx";
import { dropDraft, useDraft } from "../shell/dock/drafts.ts";
import { say } from "../shell/undo.tsx";
import { stateWords } from "../states/record-states.ts";
import { whenText } from "./when-text.ts";

type Step = z.output<typeof orderStep>;
type Order = Pick<
  Encounter["orders"][number],
  "orderId" | "encounterId" | "patientId" | "name" | "schedule" | "state" | "steps"
>;
/** What a person says became of it; the connection alone says `network`. */
type Said = Exclude<Step["state"], "cancelled">;
type ByHand = Exclude<Step["channel"], "network">;

const channels = {
  print: "printed",
  phone: "by phone",
  fax: "by fax",
  "other-system": "in another system",
  network: "electronically",
} as const;

/** What became of an order since it was signed, each step with who and when. */
export function OrderSteps({ steps }: { readonly steps: readonly Step[] }) {
  const session = useSession();
  if (steps.length === 0) return null;
  return (
    <div className="c-dim">
      {steps
        .map((step) =>
          [
            stateWords("order", step.state).word,
            step.channel === null ? null : channels[step.channel],
            step.note,
            step.by,
            whenText(session, step.at),
          ]
            .filter(Boolean)
            .join(", "),
        )
        .join(" → ")}
    </div>
  );
}

/** The one next thing to say of an order, and the others behind it. */
export function OrderStepActions({ order }: { readonly order: Order }) {
  const session = useSession();
  const record = useCommand("charting", "recordOrderStep");
  const cancel = useCommand("charting", "cancelPrescription");
  const [asking, setAsking] = useState<Asked | null>(null);
  if (!session.can("history.record")) return null;
  const { orderId, patientId, name, state } = order;
  const step = async (to: Said, channel: ByHand = null, note = "") => {
    const result = await record.run({ stepId: newId<"order-step">(), orderId, patientId, state: to, channel, note });
    if (result.ok) say(`${name}: ${stateWords("order", to).word.toLowerCase()}.`);
    return result.ok;
  };
  const answer = async (to: Asked, why: string) => {
    setAsking(null);
    const stepId = newId<"order-step">();
    const done =
      to === "cancelled"
        ? (await cancel.run({ stepId, orderId, patientId, reason: why })).ok
        : await step(to, null, why);
    if (done) dropDraft(askedDraft(to, orderId));
    if (done && to === "cancelled") say(`${name}: cancelled.`);
  };
  const may = (to: Said) => following[state].includes(to);
  if (following[state].length === 0) return null;
  const label = may("sent") ? "Mark as sent" : "What became of it";
  return (
    <>
      {may("sent") && <WaysOut order={order} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-xs" variant="default" loading={record.pending} aria-label={`${label}: ${name}`}>
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <StepItems of={order} onStep={(to, channel) => void step(to, channel)} onAsk={setAsking} />
        </Menu.Dropdown>
      </Menu>
      {record.error && <Notice tone="danger">{describeError(record.error)}</Notice>}
      {cancel.error && <Notice tone="danger">{describeError(cancel.error)}</Notice>}
      {asking !== null && (
        <WhyDialog
          key={asking}
          asked={asking}
          orderId={orderId}
          name={name}
          onClose={() => setAsking(null)}
          onAnswer={(why) => void answer(asking, why)}
        />
      )}
    </>
  );
}

interface ItemsProps {
  readonly of: Order;
  readonly onStep: (to: Said, channel?: ByHand) => void;
  /** What needs a word of why, or of how much. */
  readonly onAsk: (asked: Asked) => void;
}

function StepItems({ of: { state }, onStep, onAsk }: ItemsProps) {
  const session = useSession();
  const may = (to: Step["state"]) => following[state].includes(to);
  return (
    <>
      {may("sent") && (
        <>
          <Menu.Item onClick={() => onStep("sent", "print")}>Printed and handed over</Menu.Item>
          <Menu.Item onClick={() => onStep("sent", "phone")}>Phoned to the pharmacy</Menu.Item>
          <Menu.Item onClick={() => onStep("sent", "fax")}>Faxed to the pharmacy</Menu.Item>
          <Menu.Item onClick={() => onStep("sent", "other-system")}>Sent by another system</Menu.Item>
        </>
      )}
      {may("received") && <Menu.Item onClick={() => onStep("received")}>The pharmacy has it</Menu.Item>}
      {may("partly-filled") && <Menu.Item onClick={() => onAsk("partly-filled")}>Partly filled…</Menu.Item>}
      {may("filled") && <Menu.Item onClick={() => onStep("filled")}>Picked up</Menu.Item>}
      {may("failed") && <Menu.Item onClick={() => onAsk("failed")}>It failed…</Menu.Item>}
      {may("cancelled") && session.can("order.write") && (
        <Menu.Item onClick={() => onAsk("cancelled")}>Cancel the prescription…</Menu.Item>
      )}
    </>
  );
}

/** Electronically where pharmacies answer and the drug may go so, and on paper. */
function WaysOut({ order }: { readonly order: Order }) {
  const session = useSession();
  const { orderId, encounterId, patientId, name, schedule } = order;
  const isSendable = schedule === null && hasNetwork(session);
  return (
    <>
      {isSendable && <SendButton order={order} />}
      {session.can("chart.read") && (
        <Button
          size="compact-xs"
          variant={isSendable ? "default" : "filled"}
          renderRoot={(props) => (
            <Link {...props} to={`/p/${patientId}/visit/${encounterId}/prescriptions`} search={{ order: orderId }} />
          )}
          aria-label={`Print: ${name}`}
        >
          Print
        </Button>
      )}
    </>
  );
}

/** Whether pharmacies answer here: simulated ones do, and a practice of real people has no connection yet. */
function hasNetwork({ demonstration, mode }: Session): boolean {
  return demonstration || mode === "sandbox";
}

/** To the pharmacy that the patient prefers, by one activation; who has none is asked for one on the summary. */
function SendButton({ order: { orderId, patientId, name } }: { readonly order: Order }) {
  const asked = usePreferredPharmacy(patientId);
  const send = useCommand("charting", "sendPrescription");
  const pharmacy = asked.data?.preferred?.pharmacy;
  if (!pharmacy?.active)
    return asked.data ? (
      <Link className="p-anchor" to={`/p/${patientId}/summary`}>
        Choose a pharmacy
      </Link>
    ) : null;
  const run = async () => {
    const { pharmacyId } = pharmacy;
    const sent = await send.run({ stepId: newId<"order-step">(), orderId, patientId, pharmacyId });
    if (sent.ok) say(`${name}: sent to ${pharmacy.name}.`);
  };
  return (
    <>
      <Button
        size="compact-xs"
        loading={send.pending}
        aria-label={`Send to ${pharmacy.name}: ${name}`}
        onClick={() => void run()}
      >
        Send to {pharmacy.name}
      </Button>
      {send.error && <Notice tone="danger">{describeError(send.error)}</Notice>}
    </>
  );
}

/** As the service decides it; a rival's step is refused there. */
const following: { readonly [S in OrderState]: readonly Step["state"][] } = {
  draft: [],
  cancelled: [],
  signed: ["sent", "failed", "cancelled"],
  sent: ["received", "partly-filled", "filled", "failed", "cancelled"],
  received: ["partly-filled", "filled", "failed", "cancelled"],
  "partly-filled": ["filled", "failed", "cancelled"],
  failed: ["sent", "cancelled"],
  filled: [],
};

type Asked = "failed" | "partly-filled" | "cancelled";

const asks: { readonly [A in Asked]: { title: string; label: string; hint: string; action: string } } = {
  failed: {
    title: "why did it fail?",
    label: "Reason",
    hint: "Out of stock, needs prior authorization…",
    action: "Mark as failed",
  },
  "partly-filled": {
    title: "how much was given?",
    label: "What was given",
    hint: "30 of 90 tablets",
    action: "Mark as partly filled",
  },
  cancelled: {
    title: "why is it cancelled?",
    label: "Reason",
    hint: "Another drug was chosen…",
    action: "Cancel the prescription",
  },
};

const askedDraft = (asked: Asked, orderId: string) => `order-${asked}:${orderId}`;

interface WhyProps {
  readonly asked: Asked;
  readonly orderId: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onAnswer: (why: string) => void;
}

function WhyDialog({ asked, orderId, name, onClose, onAnswer }: WhyProps) {
  const [why, setWhy, , kept] = useDraft(askedDraft(asked, orderId), "");
  const { title, label, hint, action } = asks[asked];
  return (
    <Modal opened onClose={onClose} title={`${name}: ${title}`} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== "") onAnswer(why.trim());
        }}
      >
        <RestoredNotice small draft={kept} />
        <TextInput
          label={label}
          placeholder={hint}
          required
          data-autofocus
          maxLength={200}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {asked === "cancelled" && (
          <p className="c-dim">
            A pharmacy that got it electronically is told. Phone one that got it by paper, phone or fax. The medication
            list stays as it is.
          </p>
        )}
        <Group gap="xs" mt="sm">
          <Button type="submit" color={asked === "partly-filled" ? undefined : "red"} disabled={why.trim() === ""}>
            {action}
          </Button>
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
