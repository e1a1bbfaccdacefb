import { Button } from "@mantine/core";
import type { InHouseOrder, ResultValue } from "@practicum/contracts/charting/in-house";
import { describeError } from "@practicum/contracts/error";
import { Notice } from "@practicum/ui/states.tsx";
import { IconAlertTriangle, IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { newId } from "../../api/command-id.ts";
import { useCommand } from "../../api/use-command.ts";
import { hasFormDraft } from "../../forms/use-form-draft.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { StateChip } from "../../states/state-chip.tsx";
import { whenText } from "../when-text.ts";
import { GiveInjectionForm } from "./give-injection-form.tsx";
import "./in-house.css";
import { flagWords, isUnseen, orderWords, outcomeDetails, valueWords } from "./in-house-words.ts";
import { NotDoneForm, StrikeForm } from "./not-done-form.tsx";
import { TestResultForm } from "./test-result-form.tsx";

interface Props {
  readonly orders: readonly InHouseOrder[];
  /** 44 px targets, for the room. */
  readonly large?: boolean;
  readonly action?: ReactNode;
  readonly none?: string;
}

/** Tests and injections that are done here: what waits, carrying it out, and what became of it. */
export function InHousePanel({ orders, large = false, action, none }: Props) {
  return (
    <section className="w-panel" data-field="inHouse" aria-label="In-house tests and injections">
      <header>
        <h2>In-house tests and injections</h2>
        {action}
      </header>
      {orders.length === 0 && none && <div className="c-dim">{none}</div>}
      <ul className="c-list">
        {orders.map((order) => (
          <Line key={order.orderId} order={order} large={large} />
        ))}
      </ul>
    </section>
  );
}

type Open = "carry-out" | "not-done" | "strike" | null;

function Line({ order, large }: { readonly order: InHouseOrder; readonly large: boolean }) {
  const session = useSession();
  const [open, setOpen] = useState<Open>(() => halfTyped(order.orderId));
  const close = () => setOpen(null);
  const { orderId, state, outcome } = order;
  const stops = state === "ordered" ? order.alerts.filter((one) => one.severity === "stop" && one.answer === null) : [];
  return (
    <li data-field={`orders.${orderId}`} className="h-line" data-cancelled={state === "cancelled"}>
      <div className="h-head">
        <span className="h-what">
          <b>{orderWords(order)}</b>
          <span className="c-dim">
            {" "}
            · ordered by {order.orderedBy}, {whenText(session, order.orderedAt)}
            {order.diagnosis && ` · for ${order.diagnosis}`}
          </span>
        </span>
        <StateChip kind="inHouse" state={state} />
      </div>
      {order.instructions !== "" && <div>{order.instructions}</div>}
      {stops.length > 0 && <Stops order={order} stops={stops} />}
      {outcome && <Outcome order={order} />}
      <Struck order={order} />
      {open === null && <Actions order={order} large={large} stopped={stops.length > 0} onOpen={setOpen} />}
      {open === "carry-out" && order.kind === "test" && <TestResultForm order={order} onClose={close} />}
      {open === "carry-out" && order.kind === "injection" && <GiveInjectionForm order={order} onClose={close} />}
      {open === "not-done" && <NotDoneForm order={order} onClose={close} />}
      {open === "strike" && outcome && <StrikeForm order={order} onClose={close} />}
    </li>
  );
}

interface ActionsProps {
  readonly order: InHouseOrder;
  readonly large: boolean;
  /** Something speaks against it that nobody has answered. */
  readonly stopped: boolean;
  readonly onOpen: (form: Open) => void;
}

/** What this person may do with an order as it stands. */
function Actions({ order, large, stopped, onOpen }: ActionsProps) {
  const session = useSession();
  const { label, outcome, state } = order;
  const waits = state === "ordered";
  const may = session.can("vitals.record");
  const orders = session.can("order.write");
  const size = { size: large ? "sm" : "compact-sm", h: large ? 44 : undefined } as const;
  return (
    <div className="h-actions">
      {waits && may && (
        <>
          <Button {...size} disabled={stopped} onClick={() => onOpen("carry-out")}>
            {order.kind === "test" ? "Enter the result" : "Record as given"}
            <span className="p-visually-hidden"> of {label}</span>
          </Button>
          <Button {...size} variant="default" onClick={() => onOpen("not-done")}>
            Refused or not done<span className="p-visually-hidden"> ({label})</span>
          </Button>
        </>
      )}
      {waits && orders && <CancelOrder order={order} />}
      {outcome && orders && isUnseen(order) && <Seen order={order} />}
      {outcome && may && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onOpen("strike")}>
          Wrong?<span className="p-visually-hidden"> {label}</span>
        </Button>
      )}
    </div>
  );
}

function Stops({ order, stops }: { readonly order: InHouseOrder; readonly stops: InHouseOrder["alerts"] }) {
  return (
    <Notice tone="danger" role="alert">
      <b>Do not give it:</b> {stops.map((one) => one.message).join(" ")} Tell {order.orderedBy}, who can cancel the
      order, or order it again with the reason.
    </Notice>
  );
}

/** What was entered in error stays to be seen. */
function Struck({ order }: { readonly order: InHouseOrder }) {
  const session = useSession();
  return order.struck.map((one) => (
    <div key={one.outcomeId} className="c-dim">
      <s>
        {one.values.map((value) => `${value.label} ${valueWords(value)}`).join(", ") || outcomeDetails(one).join(", ")}
      </s>{" "}
      entered in error: {one.struck.reason} ({one.struck.by}, {whenText(session, one.struck.at)})
    </div>
  ));
}

/** Which form of an order was left half filled: it opens by itself. */
function halfTyped(orderId: string): Open {
  if (hasFormDraft(`in-house-done:${orderId}`)) return "carry-out";
  return hasFormDraft(`in-house-not:${orderId}`) ? "not-done" : null;
}

function Outcome({ order }: { readonly order: InHouseOrder }) {
  const session = useSession();
  const { outcome } = order;
  if (!outcome) return null;
  return (
    <>
      {outcome.values.length > 0 && (
        <table className="h-values" aria-label={`Result of ${order.label}`}>
          <tbody>
            {outcome.values.map((one) => (
              <tr key={one.key} data-flag={one.flag ?? "none"}>
                <th scope="row">{one.label}</th>
                <td>
                  <b>{valueWords(one)}</b>
                </td>
                <td>
                  <Flag value={one} />
                </td>
                <td className="c-dim">{one.reference === "" ? "" : `usual: ${one.reference}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="c-dim">
        {[`${outcome.by}, ${whenText(session, outcome.at)}`, ...outcomeDetails(outcome)].join(" · ")}
        {outcome.seen && ` · seen by ${outcome.seen.by}, ${whenText(session, outcome.seen.at)}`}
      </div>
    </>
  );
}

/** What is outside of the usual, by icon and word. */
export function Flag({ value }: { readonly value: Pick<ResultValue, "flag"> & { readonly critical?: boolean } }) {
  if (value.flag === null && !value.critical) return null;
  const Icon = value.flag === "high" ? IconArrowUp : value.flag === "low" ? IconArrowDown : IconAlertTriangle;
  return (
    <span className="h-flag" data-critical={value.critical ?? false}>
      <Icon size={14} aria-hidden />
      {value.critical ? "critical" : ""} {value.flag === null ? "" : flagWords[value.flag]}
    </span>
  );
}

function CancelOrder({ order }: { readonly order: InHouseOrder }) {
  const cancel = useCommand("charting", "cancelInHouse");
  const { orderId, patientId, label } = order;
  const run = async () => {
    const result = await cancel.run({ orderId, patientId });
    if (result.ok) say(`The order for ${label} is cancelled.`);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" loading={cancel.pending} onClick={() => void run()}>
        Cancel the order<span className="p-visually-hidden"> for {label}</span>
      </Button>
      {cancel.error && <Notice tone="danger">{describeError(cancel.error)}</Notice>}
    </>
  );
}

function Seen({ order }: { readonly order: InHouseOrder }) {
  const see = useCommand("charting", "seeInHouseResult");
  const outcomeId = order.outcome?.outcomeId ?? newId<"in-house-outcome">();
  return (
    <>
      <Button
        size="compact-sm"
        loading={see.pending}
        onClick={() => void see.run({ outcomeId, patientId: order.patientId })}
      >
        Mark as seen<span className="p-visually-hidden">: {order.label}</span>
      </Button>
      {see.error && <Notice tone="danger">{describeError(see.error)}</Notice>}
    </>
  );
}
