import { Button, TextInput } from "@mantine/core";
import type { Payer } from "@practicum/contracts/billing/payers";
import {
  PAYERS_APART_MAX,
  scrubRuleOperations,
  type RuleMode,
  type RuleSetting,
  type ScrubRule,
} from "@practicum/contracts/billing/scrub-rules";
import type { Id } from "@practicum/kernel/brand";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { TryOnPast } from "../replay/try-on-past.tsx";
import { useTrial } from "../replay/use-trial.ts";
import { modeWords } from "./rule-modes.ts";

type Apart = RuleSetting["payers"][number];

interface Typed extends Record<string, unknown> {
  readonly mode: RuleMode;
  readonly apart: Apart[];
  readonly because: string;
}

/** BIL-371, BIL-375: how strict a rule is, for all payers and for some; tried on past claims before it stops more. */
export function RuleSettingForm({ rule, payers }: { readonly rule: ScrubRule; readonly payers: readonly Payer[] }) {
  const undo = useCommand("billing", "undoScrubRule");
  const { setting } = rule;
  const settingOf = ({ mode, apart }: Typed) => ({ mode, payers: apart });
  const of = useCommandForm({
    draft: `scrub-rule:${rule.rule}`,
    recordId: rule.rule,
    initialValues: begin(setting),
    schema: scrubRuleOperations.saveScrubRule.input,
    toInput: (values) => ({
      rule: rule.rule,
      version: rule.version,
      setting: settingOf(values),
      because: values.because.trim() || null,
      replayId: trialId(values),
    }),
    fieldNames: { "setting.mode": "mode" },
    command: useCommand("billing", "saveScrubRule"),
    after: "stay",
    onDone: ({ version }) =>
      offerUndo(
        `Rule ${rule.rule} is set. Claims that wait are looked at again.`,
        () => void undo.run({ rule: rule.rule, version }),
      ),
  });
  const { form } = of;
  const values = form.getValues();
  const wanted = settingOf(values);
  const trial = useTrial(
    rule.replayable ? { kind: "rule", rule: rule.rule, setting: plain(wanted) } : null,
    rule.lastReplayId,
  );
  // The form is checked when it is sent, with what is on the screen then.
  const trialId = (now: Typed): Id<"rule-replay"> | null =>
    JSON.stringify(settingOf(now)) === JSON.stringify(wanted) ? trial.replayId : null;
  const modes = rule.modes.map((mode) => ({ value: mode, label: modeWords(mode, rule) }));
  const left = payers.filter(
    (one) => one.kind !== "self-pay" && !values.apart.some((each) => each.payerId === one.payerId),
  );
  return (
    <CommandForm of={of} className="w-panel" label="How strict it is" action="Save" size="xs">
      <h2 style={{ margin: 0, fontSize: 15 }}>How strict it is</h2>
      <ChoiceList
        size="xs"
        label="For all payers"
        data={modes}
        {...form.getInputProps("mode")}
        onChange={(value) => form.setFieldValue("mode", rule.modes.find((one) => one === value) ?? setting.mode)}
      />
      {values.apart.map((one, at) => {
        const name = payers.find((each) => each.payerId === one.payerId)?.name ?? "this payer";
        return (
          <div key={one.payerId} className="m-row" style={{ alignItems: "flex-end" }}>
            <ChoiceList
              size="xs"
              style={{ flex: 1 }}
              label={`For ${name}`}
              data={modes}
              {...form.getInputProps(`apart.${at}.mode`)}
              onChange={(value) =>
                form.setFieldValue(`apart.${at}.mode`, rule.modes.find((mode) => mode === value) ?? one.mode)
              }
            />
            <Button
              size="xs"
              variant="default"
              aria-label={`${name}: as for all payers`}
              onClick={() => form.removeListItem("apart", at)}
            >
              As for all
            </Button>
          </div>
        );
      })}
      {left.length > 0 && values.apart.length < PAYERS_APART_MAX && (
        <ChoiceList
          size="xs"
          label="Otherwise for a payer"
          placeholder="Choose a payer"
          data={left.map((one) => ({ value: one.payerId, label: one.name }))}
          value={null}
          onChange={(value) => value !== null && form.insertListItem("apart", { payerId: value, mode: values.mode })}
        />
      )}
      <TryOnPast
        trial={trial}
        ready={rule.replayable}
        hint={
          rule.replayable
            ? "What it would have stopped of what was sent. Nothing is changed by it."
            : "It is about what goes out again, so it can't be tried on what went out first."
        }
      />
      <TextInput
        size="xs"
        label="Why"
        description={
          trial.replayId === null
            ? "Where it is to stop more: try it first, or say why it is switched on without that."
            : "It was tried. A reason helps whoever looks at it later; where it stops less, it is needed."
        }
        maxLength={200}
        {...form.getInputProps("because")}
      />
    </CommandForm>
  );
}

function begin({ mode, payers }: RuleSetting): Typed {
  return { mode, apart: payers.map((one) => ({ ...one })), because: "" };
}

/** As the service writes it: payers that are as all others are left out, the others stand in order. */
function plain({ mode, payers }: RuleSetting): RuleSetting {
  return {
    mode,
    payers: payers
      .filter((one) => one.mode !== mode)
      .toSorted((a, b) => (a.payerId < b.payerId ? -1 : 1))
      .map((one) => ({ ...one })),
  };
}
