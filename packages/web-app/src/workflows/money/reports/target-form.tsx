import { Button, NumberInput } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { MeasureView } from "@practicum/contracts/billing/reports";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { measureWords, valueText } from "./measure-words.ts";

/** The practice's own target of a measure, or the one that is commonly named. */
export function TargetForm({ of }: { readonly of: MeasureView }) {
  const session = useSession();
  const save = useCommand("billing", "saveTarget");
  const [editing, setEditing] = useState(false);
  const [text, setText, clear] = useDraft(`target:${of.measure}`, String(of.target.value / 10));
  const run = async (value: number | null) => {
    if (save.pending) return;
    const result = await save.run({ measure: of.measure, value, version: of.target.version });
    void save.refresh();
    if (!result.ok) return;
    clear();
    setEditing(false);
    say(`The target of ${measureWords[of.measure].name} is saved.`);
  };
  const words = `Target ${of.better === "lower" ? "at most" : "at least"} ${valueText(of.unit, of.target.value)}`;
  if (!editing)
    return (
      <div className="m-row">
        <span className="m-small">
          {words}, {of.target.own ? "the practice's own" : "commonly named"}
        </span>
        {session.can("money.approve") && (
          <Button size="compact-xs" variant="default" onClick={() => setEditing(true)}>
            Set target…
          </Button>
        )}
      </div>
    );
  const value = Math.round(Number(text) * 10);
  const fits = text.trim() !== "" && Number.isFinite(value) && value >= 0 && value <= 99_990;
  return (
    <form
      className="m-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits) void run(value);
      }}
    >
      {save.error && (
        <Notice tone="danger" role="alert">
          {save.error.code === "stale-version"
            ? "Somebody else has set it. Look at it again."
            : describeError(save.error)}
        </Notice>
      )}
      <NumberInput
        size="xs"
        style={{ width: 110 }}
        aria-label={of.unit === "percent" ? "Target in percent" : "Target in days"}
        min={0}
        max={9999}
        decimalScale={1}
        value={text}
        onChange={(next) => setText(String(next))}
      />
      <Button size="compact-sm" type="submit" loading={save.pending} disabled={!fits}>
        Save target
      </Button>
      {of.target.own && (
        <Button size="compact-sm" variant="default" onClick={() => void run(null)}>
          Use the common one
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          clear();
          setEditing(false);
        }}
      >
        Cancel
      </Button>
    </form>
  );
}
