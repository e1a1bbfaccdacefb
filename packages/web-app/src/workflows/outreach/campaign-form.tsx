import { Checkbox, NumberInput, Textarea, TextInput } from "@mantine/core";
import { outreachOperations, SCRIPT_FIELDS } from "@practicum/contracts/messaging/outreach";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import type { Campaign } from "./outreach-words.ts";
import "./outreach.css";

interface Values extends Record<string, unknown> {
  readonly name: string;
  readonly purpose: string;
  readonly plan: string;
  readonly goal: number | string;
  readonly from: string | null;
  readonly until: string | null;
  readonly maxAttempts: number | string;
  readonly pauseHours: number | string;
  readonly callFrom: string;
  readonly callUntil: string;
  readonly weekends: boolean;
  readonly en: string;
  readonly es: string;
}

/** The usual words, to be changed: who calls, for whom, and what is offered. Nothing of it is about health. */
const USUAL = {
  en: `Hello, may I speak with {first} {last}?

This is {caller} from {practice}. {plan} has chosen us as your doctors' office, and we would like to see you for a first visit. It costs you nothing. Which day suits you?`,
  es: `Buenos días, ¿podría hablar con {first} {last}?

Le habla {caller} de {practice}. {plan} nos ha elegido como su consultorio médico y nos gustaría verle en una primera visita. No le cuesta nada. ¿Qué día le conviene?`,
} as const;

/** Of a new campaign. */
const FRESH = {
  name: "",
  purpose: "",
  plan: "",
  goal: "",
  until: null,
  maxAttempts: 5,
  pauseHours: 24,
  callFrom: "09:00",
  callUntil: "19:00",
  weekends: false,
} as const;

function begin(of: Campaign | null, today: string): Values {
  if (of === null) return { ...FRESH, from: today, ...USUAL };
  const { name, purpose, plan, goal, from, until, maxAttempts, pauseHours, callFrom, callUntil, weekends } = of;
  const { en, es } = of.script;
  return { name, purpose, plan, goal, from, until, maxAttempts, pauseHours, callFrom, callUntil, weekends, en, es };
}

const number = (value: number | string) => (typeof value === "number" ? value : null);

/** Makes a campaign, or changes its rules and its words. */
export function CampaignForm({
  of,
  onDone,
}: {
  readonly of: Campaign | null;
  readonly onDone: (campaignId: string) => void;
}) {
  const { today } = useSession();
  const control = useCommandForm({
    draft: `campaign:${of?.campaignId ?? "new"}`,
    initialValues: begin(of, today),
    schema: outreachOperations.saveCampaign.input,
    recordId: of?.campaignId,
    toInput: ({ en, es, ...values }, campaignId) => ({
      ...values,
      campaignId,
      version: of?.version ?? 0,
      goal: number(values.goal),
      maxAttempts: number(values.maxAttempts),
      pauseHours: number(values.pauseHours),
      script: { en, es },
    }),
    fieldNames: { "script.en": "en", "script.es": "es" },
    command: useCommand("messaging", "saveCampaign"),
    onDone: (saved, _, campaignId) => {
      say(of === null ? "The campaign is made." : `Saved. The script in force is version ${saved.scriptVersion}.`);
      onDone(campaignId);
    },
  });
  return (
    <CommandForm
      of={control}
      label="Campaign"
      action={of === null ? "Make the campaign" : "Save"}
      style={{ maxWidth: 860 }}
    >
      <Fields form={control.form} today={today} />
    </CommandForm>
  );
}

type Form = ReturnType<typeof useCommandForm<Values, typeof outreachOperations.saveCampaign.input, unknown>>["form"];

function Fields({ form, today }: { readonly form: Form; readonly today: string }) {
  const fieldsWords = SCRIPT_FIELDS.map((name) => `{${name}}`).join(", ");
  return (
    <>
      <div className="or-row">
        <TextInput label="Name" withAsterisk w={320} maxLength={80} {...form.getInputProps("name")} />
        <TextInput label="Health plan" w={260} maxLength={80} {...form.getInputProps("plan")} />
        <NumberInput
          label="Goal: people with a visit"
          withAsterisk
          w={190}
          min={1}
          allowDecimal={false}
          {...form.getInputProps("goal")}
        />
      </div>
      <Textarea label="Why they are called" autosize maxLength={400} {...form.getInputProps("purpose")} />
      <div className="or-row">
        <DateInput label="First day" withAsterisk w={130} today={today} {...form.getInputProps("from")} />
        <DateInput label="Last day" w={130} today={today} {...form.getInputProps("until")} />
        <TextInput label="Calls from" type="time" withAsterisk w={130} {...form.getInputProps("callFrom")} />
        <TextInput label="Calls until" type="time" withAsterisk w={130} {...form.getInputProps("callUntil")} />
        <NumberInput
          label="Attempts at most"
          withAsterisk
          w={140}
          allowDecimal={false}
          {...form.getInputProps("maxAttempts")}
        />
        <NumberInput
          label="Hours between two attempts"
          withAsterisk
          w={200}
          min={0}
          allowDecimal={false}
          {...form.getInputProps("pauseHours")}
        />
      </div>
      <Checkbox
        label="On weekends too"
        checked={form.getValues().weekends}
        onChange={(event) => form.setFieldValue("weekends", event.currentTarget.checked)}
      />
      <Textarea
        label="Script in English"
        description={`The card fills in ${fieldsWords}.`}
        withAsterisk
        autosize
        minRows={4}
        maxLength={3000}
        {...form.getInputProps("en")}
      />
      <Textarea
        label="Script in Spanish"
        description="For who speaks Spanish. Empty: the English one."
        autosize
        minRows={4}
        maxLength={3000}
        {...form.getInputProps("es")}
      />
    </>
  );
}
