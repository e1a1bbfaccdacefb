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
import { useSession } from "../session/session-context.ts";
import { RestoredNotice } from "../forms/restored-notice.tsx";
import { dropDraft, useDraft } from "../shell/dock/drafts.ts";
import { say } from "../shell/undo.tsx";
import { stateWords } from "../states/record-states.ts";
import { whenText } from "./when-text.ts";

type Step = z.output<typeof orderStep>;
type Order = Pick<Encounter["orders"][number], "orderId" | "encounterId" | "patientId" | "name" | "state" | "steps">;

const channels = { print: "printed", phone: "by phone", fax: "by fax", "other-system": "in another system" } as const;

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
  const [failing, setFailing] = useState(false);
  if (!session.can("history.record")) return null;
  const { orderId, encounterId, patientId, name, state } = order;
  const step = async (to: Step["state"], channel: Step["channel"] = null, note = "") => {
    const result = await record.run({ stepId: newId<"order-step">(), orderId, patientId, state: to, channel, note });
    if (result.ok) say(`${name}: ${stateWords("order", to).word.toLowerCase()}.`);
    return result.ok;
  };
  const may = (to: Step["state"]) => following[state].includes(to);
  if (following[state].length === 0) return null;
  const toPrint = may("sent") && session.can("chart.read");
  const label = may("sent") ? "Mark as sent" : "What became of it";
  return (
    <>
      {toPrint && (
        <Button
          size="compact-xs"
          renderRoot={(props) => (
            <Link {...props} to={`/p/${patientId}/visit/${encounterId}/prescriptions`} search={{ order: orderId }} />
          )}
          aria-label={`Print: ${name}`}
        >
          Print
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-xs" variant="default" loading={record.pending} aria-label={`${label}: ${name}`}>
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {may("sent") && (
            <>
              <Menu.Item onClick={() => void step("sent", "print")}>Printed and handed over</Menu.Item>
              <Menu.Item onClick={() => void step("sent", "phone")}>Phoned to the pharmacy</Menu.Item>
              <Menu.Item onClick={() => void step("sent", "fax")}>Faxed to the pharmacy</Menu.Item>
              <Menu.Item onClick={() => void step("sent", "other-system")}>Sent by another system</Menu.Item>
            </>
          )}
          {may("received") && <Menu.Item onClick={() => void step("received")}>The pharmacy has it</Menu.Item>}
          {may("filled") && <Menu.Item onClick={() => void step("filled")}>Picked up</Menu.Item>}
          {may("failed") && <Menu.Item onClick={() => setFailing(true)}>It failed…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {record.error && <Notice tone="danger">{describeError(record.error)}</Notice>}
      <FailedDialog
        orderId={orderId}
        name={name}
        opened={failing}
        onClose={() => setFailing(false)}
        onFailed={(why) => {
          setFailing(false);
          void step("failed", null, why).then((done) => done && dropDraft(failedDraft(orderId)));
        }}
      />
    </>
  );
}

/** As the service decides it; a rival's step is refused there. */
const following: { readonly [S in OrderState]: readonly Step["state"][] } = {
  draft: [],
  cancelled: [],
  signed: ["sent", "failed"],
  sent: ["received", "filled", "failed"],
  received: ["filled", "failed"],
  failed: ["sent"],
  filled: [],
};

interface FailedProps {
  readonly orderId: string;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onFailed: (why: string) => void;
}

const failedDraft = (orderId: string) => `order-failed:${orderId}`;

function FailedDialog({ orderId, name, opened, onClose, onFailed }: FailedProps) {
  const [why, setWhy, , kept] = useDraft(failedDraft(orderId), "");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`${name}: why did it fail?`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== "") onFailed(why.trim());
        }}
      >
        <RestoredNotice small draft={kept} />
        <TextInput
          label="Reason"
          placeholder="Out of stock, needs prior authorization…"
          required
          data-autofocus
          maxLength={200}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Group gap="xs" mt="sm">
          <Button type="submit" color="red" disabled={why.trim() === ""}>
            Mark as failed
          </Button>
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
