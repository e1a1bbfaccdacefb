import { Radio, Stack, Textarea } from "@mantine/core";
import { GLASS_HOURS, glassReason, restrictionOperations } from "@practicum/contracts/charting/restrictions";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useCommand } from "../api/use-command.ts";
import { CommandForm } from "../forms/command-form.tsx";
import { useCommandForm } from "../forms/use-command-form.ts";
import { useSession } from "../session/session-context.ts";
import { Page } from "../shell/page.tsx";
import { say } from "../shell/undo.tsx";
import { glassReasons } from "./glass-words.ts";

/** In the place of a chart that does not open: why, and what a person does who needs it now. */
export function ShutChart({ patientId }: { readonly patientId: string }) {
  const mayBreak = useSession().can("chart.break-glass");
  return (
    <Page title="Restricted chart">
      <Stack gap="md" className="w-shut">
        <Notice tone="warn" role="status">
          <strong>This chart is restricted.</strong> You are not among those who may open it. That you came here is in
          the audit trail.{" "}
          <Link to={`/p/${patientId}/access`} className="p-anchor">
            Why can&apos;t I see this?
          </Link>
        </Notice>
        {mayBreak && <GlassForm patientId={patientId} />}
      </Stack>
    </Page>
  );
}

/** Opens a restricted chart, or the sensitive parts of one that is open otherwise, with a reason. What will happen stands there before. */
export function GlassForm({
  patientId,
  partsOnly = false,
}: {
  readonly patientId: string;
  readonly partsOnly?: boolean;
}) {
  const action = partsOnly ? "Open the sensitive parts" : "Open the chart";
  const of = useCommandForm({
    draft: `${partsOnly ? "parts" : "glass"}:${patientId}`,
    // A reason that stood there before would be nobody's.
    initialValues: { reason: null as keyof typeof glassReasons | null, words: "" },
    schema: restrictionOperations.breakGlass.input,
    toInput: (values, entryId) => ({ ...values, entryId, patientId, partsOnly }),
    words: { reason: (reason: keyof typeof glassReasons | null) => (reason === null ? "none" : glassReasons[reason]) },
    command: useCommand("charting", "breakGlass"),
    onDone: () =>
      say(
        partsOnly
          ? `The sensitive parts are open to you for ${GLASS_HOURS} hours.`
          : `The chart is open to you for ${GLASS_HOURS} hours.`,
      ),
  });
  return (
    <CommandForm of={of} label={`${action} with a reason`} action={action} guide="glass.open">
      <ul className="w-plain-list">
        <li>
          {partsOnly ? "What is kept apart opens" : "The chart opens"} for {GLASS_HOURS} hours, to you alone.
        </li>
        <li>A manager reads your reason and says whether it was appropriate.</li>
        <li>Your name and your reason stay with the chart, and the patient may see them.</li>
      </ul>
      <Radio.Group label="Why you need it" required {...of.form.getInputProps("reason")}>
        <Stack gap={6} mt={4}>
          {glassReason.options.map((one) => (
            <Radio key={one} value={one} label={glassReasons[one]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="In your words"
        description="What you do for the patient. Ctrl+Enter opens the chart."
        required
        autosize
        minRows={2}
        {...of.form.getInputProps("words")}
      />
    </CommandForm>
  );
}
