import { Button, Group, NumberInput, Textarea, TextInput } from "@mantine/core";
import {
  callUrgency,
  phoneOperations,
  type CallUrgency,
  type PhoneSettings,
} from "@practicum/contracts/messaging/phone";
import { roleLabels, type Role } from "@practicum/contracts/permission";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../../api/domain-error.ts";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm, type CommandFormControl } from "../../../forms/use-command-form.ts";
import { Page } from "../../../shell/page.tsx";
import { offerUndo, say } from "../../../shell/undo.tsx";
import { AdminTabs } from "../admin-tabs.tsx";

const urgencyChoices = [
  { value: "emergency", label: "Emergency" },
  { value: "urgent", label: "Urgent" },
  { value: "today", label: "Today" },
  { value: "routine", label: "Routine" },
];
const roleChoices = Object.entries(roleLabels).map(([value, label]) => ({ value, label: `${label} pool` }));

/** What callers are asked, which words alarm and what is done then, and until when which call is answered. */
export function PhoneSettingsPage() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.messaging.phoneSettings.queryOptions({}));
  return (
    <Page title="Telephone">
      <AdminTabs />
      {settings.isError && (
        <ErrorState what="The settings" message={errorText(settings.error)} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <LoadingState rows={5} />}
      {settings.data && (
        <SettingsForm
          key={settings.data.version}
          settings={settings.data.settings}
          version={settings.data.version}
          savedBy={settings.data.savedBy}
        />
      )}
    </Page>
  );
}

interface Values extends Record<string, unknown> {
  readonly callReasons: PhoneSettings["callReasons"];
  /** Phrases as text, one a line. */
  readonly redFlags: readonly {
    readonly id: string;
    readonly label: string;
    readonly english: string;
    readonly spanish: string;
    readonly say: string;
  }[];
  readonly urgencies: readonly {
    readonly urgency: CallUrgency;
    readonly dueMinutes: number | string;
    readonly escalateMinutes: number | string;
    readonly escalateTo: Role;
  }[];
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");
/** What is no number is refused at its field. */
const minutes = (value: number | string) => (value === "" ? Number.NaN : Number(value));

interface FormProps {
  readonly settings: PhoneSettings;
  readonly version: number;
  readonly savedBy: string | null;
}

function SettingsForm({ settings, version, savedBy }: FormProps) {
  const initialValues: Values = {
    callReasons: settings.callReasons,
    redFlags: settings.redFlags.map((flag) => ({
      ...flag,
      english: flag.english.join("\n"),
      spanish: flag.spanish.join("\n"),
    })),
    urgencies: callUrgency.options.flatMap((urgency) => settings.urgencies.filter((one) => one.urgency === urgency)),
  };
  const of = useCommandForm({
    draft: "phone-settings",
    initialValues,
    schema: phoneOperations.savePhoneSettings.input,
    toInput: (values) => ({
      version,
      settings: {
        callReasons: values.callReasons,
        redFlags: values.redFlags.map((flag) => ({
          ...flag,
          english: lines(flag.english),
          spanish: lines(flag.spanish),
        })),
        urgencies: values.urgencies.map((one) => ({
          ...one,
          dueMinutes: minutes(one.dueMinutes),
          escalateMinutes: minutes(one.escalateMinutes),
        })),
      },
    }),
    // A phrase stands in the field of all phrases of its language.
    fieldOf: (path) => path.replace(/^settings\./, "").replace(/\.(english|spanish)\.\d+$/, ".$1"),
    command: useCommand("messaging", "savePhoneSettings"),
    after: "stay",
    onDone: () => say("Saved. Calls follow it from now on."),
  });
  return (
    <CommandForm
      of={of}
      label="Telephone calls"
      action="Save"
      foot={savedBy !== null && <span className="a-dim">Last saved by {savedBy}</span>}
    >
      <Urgencies of={of} />
      <Reasons of={of} />
      <RedFlags of={of} />
    </CommandForm>
  );
}

interface PartProps {
  readonly of: CommandFormControl<Values>;
}

function Urgencies({ of: { form } }: PartProps) {
  return (
    <section className="w-panel" aria-label="Until when a call is answered">
      <h2 className="a-heading">Until when a call is answered</h2>
      {form.getValues().urgencies.map(({ urgency }, at) => {
        const label = urgencyChoices.find((one) => one.value === urgency)?.label ?? urgency;
        return (
          <Group key={urgency} gap="sm" align="end" mb="xs" role="group" aria-label={label}>
            <b style={{ width: 100 }}>{label}</b>
            <NumberInput
              label="Due after minutes"
              w={150}
              min={0}
              allowDecimal={false}
              {...form.getInputProps(`urgencies.${at}.dueMinutes`)}
            />
            <NumberInput
              label="Escalate after minutes"
              w={190}
              min={1}
              allowDecimal={false}
              {...form.getInputProps(`urgencies.${at}.escalateMinutes`)}
            />
            <ChoiceList
              label="Escalate to"
              data={roleChoices}
              {...form.getInputProps(`urgencies.${at}.escalateTo`)}
              onChange={(role) => role !== null && form.setFieldValue(`urgencies.${at}.escalateTo`, role as Role)}
            />
          </Group>
        );
      })}
    </section>
  );
}

function Reasons({ of: { form } }: PartProps) {
  const { callReasons: reasons } = form.getValues();
  const drop = (at: number) => {
    const gone = reasons[at];
    form.removeListItem("callReasons", at);
    if (gone) offerUndo(`Removed: ${gone.label || "a reason"}`, () => form.insertListItem("callReasons", gone, at));
  };
  return (
    <section className="w-panel" aria-label="Reasons of calls">
      <h2 className="a-heading">Reasons of calls</h2>
      {reasons.map((reason, at) => (
        <Group key={reason.id} gap="sm" align="end" mb="sm" role="group" aria-label={reason.label || "New reason"}>
          <TextInput label="Reason" w={200} required {...form.getInputProps(`callReasons.${at}.label`)} />
          <TextInput
            label="What to ask"
            style={{ flex: "1 1 240px" }}
            {...form.getInputProps(`callReasons.${at}.ask`)}
          />
          <ChoiceList
            label="For"
            w={190}
            data={roleChoices}
            {...form.getInputProps(`callReasons.${at}.pool`)}
            onChange={(role) => role !== null && form.setFieldValue(`callReasons.${at}.pool`, role as Role)}
          />
          <ChoiceList
            label="Urgency"
            w={130}
            data={urgencyChoices}
            {...form.getInputProps(`callReasons.${at}.urgency`)}
            onChange={(one) => one !== null && form.setFieldValue(`callReasons.${at}.urgency`, one as CallUrgency)}
          />
          <Button size="xs" variant="default" aria-label={`Remove ${reason.label}`} onClick={() => drop(at)}>
            Remove
          </Button>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          form.insertListItem("callReasons", { id: newId(), label: "", ask: "", pool: "front-desk", urgency: "today" })
        }
      >
        Add a reason
      </Button>
    </section>
  );
}

function RedFlags({ of: { form } }: PartProps) {
  const { redFlags } = form.getValues();
  const drop = (at: number) => {
    const gone = redFlags[at];
    form.removeListItem("redFlags", at);
    if (gone) offerUndo(`Removed: ${gone.label || "a red flag"}`, () => form.insertListItem("redFlags", gone, at));
  };
  return (
    <section className="w-panel" aria-label="Red flags">
      <h2 className="a-heading">Red flags</h2>
      <p className="a-dim">
        One phrase a line, by the beginnings of its words: “pain chest” is also found in “pains in my chest”. A call
        with one of them is an emergency and stands first.
      </p>
      {redFlags.map((flag, at) => (
        <Group key={flag.id} gap="sm" align="start" mb="sm" role="group" aria-label={flag.label || "New red flag"}>
          <TextInput label="Red flag" w={190} required {...form.getInputProps(`redFlags.${at}.label`)} />
          <Textarea
            label="Phrases in English"
            autosize
            minRows={2}
            maxRows={6}
            w={210}
            {...form.getInputProps(`redFlags.${at}.english`)}
          />
          <Textarea
            label="Phrases in Spanish"
            autosize
            minRows={2}
            maxRows={6}
            w={210}
            {...form.getInputProps(`redFlags.${at}.spanish`)}
          />
          <Textarea
            label="What to do at once"
            required
            autosize
            minRows={2}
            style={{ flex: "1 1 240px" }}
            {...form.getInputProps(`redFlags.${at}.say`)}
          />
          <Button size="xs" variant="default" mt={24} aria-label={`Remove ${flag.label}`} onClick={() => drop(at)}>
            Remove
          </Button>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        onClick={() => form.insertListItem("redFlags", { id: newId(), label: "", english: "", spanish: "", say: "" })}
      >
        Add a red flag
      </Button>
    </section>
  );
}
