import { Chip, Group, TextInput } from "@mantine/core";
import { alertReasons } from "@practicum/contracts/charting/alert-budget";
import type { orderAlert } from "@practicum/contracts/charting/orders";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import type { z } from "zod";

export type OrderAlert = z.output<typeof orderAlert>;

const tones = { stop: "danger", warn: "warn", info: "info" } as const;

/** The stops that nobody has given a reason for. */
export function unansweredOf(alerts: readonly OrderAlert[] | undefined): readonly OrderAlert[] {
  return alerts?.filter((one) => one.severity === "stop" && one.answer === null) ?? [];
}

/** What the check of an order that is being written found; that it could not be made is never shown as "nothing found". */
export function CheckResult({
  alerts,
  failed,
}: {
  readonly alerts: readonly OrderAlert[] | undefined;
  readonly failed: string | null;
}) {
  if (failed) return <Notice tone="warn">Allergies and interactions could not be checked. {failed}</Notice>;
  if (!alerts) return <LoadingState rows={1} label="Checking allergies and interactions" />;
  if (alerts.length === 0)
    return <Notice tone="ok">Checked against allergies, medications and other draft orders: nothing found.</Notice>;
  return <AlertLines alerts={alerts} />;
}

/** Alerts with who went on despite them. */
export function AlertLines({ alerts }: { readonly alerts: readonly OrderAlert[] }) {
  return (
    <>
      {alerts.map((one) => (
        <Notice
          key={one.alertId}
          tone={one.answer ? "info" : tones[one.severity]}
          role={one.severity === "stop" && !one.answer ? "alert" : undefined}
        >
          <b>{one.severity === "stop" ? "Stop: " : ""}</b>
          {one.message} <span className="c-dim">({one.source})</span>
          {one.answer && (
            <>
              {" "}
              <b>{one.answer.by} went on:</b> {one.answer.reason}
            </>
          )}
        </Notice>
      ))}
    </>
  );
}

interface ReasonProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

/** The reason to go on, typed or by one key. */
export function ReasonToGoOn({ value, onChange }: ReasonProps) {
  return (
    <div>
      <TextInput
        label="Override reason"
        required
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Chip.Group value={value} onChange={(chosen) => onChange(String(chosen))}>
        <Group gap={6} mt={6}>
          {alertReasons.map((reason) => (
            <Chip key={reason} value={reason} size="xs">
              {reason}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </div>
  );
}
