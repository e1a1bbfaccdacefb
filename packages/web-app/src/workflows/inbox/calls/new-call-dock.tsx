import { Button, Group, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import {
  callerRelation,
  callUrgency,
  phoneOperations,
  type CallerRelation,
  type CallReason,
  type CallUrgency,
  type PhoneSettings,
} from "@practicum/contracts/messaging/phone";
import { redFlagsIn } from "@practicum/contracts/messaging/red-flags";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatTime } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { dialed } from "../../../forms/address-fields.tsx";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm, type CommandFormControl } from "../../../forms/use-command-form.ts";
import { CallBackAt } from "./call-back-at.tsx";
import { AnotherPatient, PatientPicker } from "../../../patient/patient-picker.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDockPatient } from "../../../shell/dock/dock-context.ts";
import { say } from "../../../shell/undo.tsx";
import { OwnerSelect } from "../owner-select.tsx";
import { assignmentOf, ownerText } from "../task-model.ts";
import { useOwnerName } from "../use-owner-name.ts";
import { relationWords, urgencyWords } from "./call-words.ts";
import { OpenCalls } from "./open-calls.tsx";
import { RedFlagNotice } from "./red-flag-notice.tsx";
import { usePhoneSettings } from "./use-phone-settings.ts";
import "../inbox.css";

const FRESH = {
  isStranger: false,
  strangerName: "",
  strangerBorn: null as string | null,
  relation: "patient" as CallerRelation,
  callerName: "",
  /** Null: the patient's own number. */
  callback: null as string | null,
  reasonId: null as string | null,
  reason: "",
  message: "",
  /** Null, of both: as the reason has it. */
  choice: null as string | null,
  urgency: null as CallUrgency | null,
  ruledOut: [] as readonly string[],
};

type Values = typeof FRESH & { patientId: string | null };

/** What the fields that nobody touched stand for: the reason's own pool and urgency; a red flag overrules what was chosen. */
function meant(values: Values, settings: PhoneSettings | undefined) {
  const picked = settings?.callReasons.find((one) => one.id === values.reasonId);
  const flags = redFlagsIn([values.reason, values.message], settings?.redFlags ?? []);
  const isFlagged = flags.some(({ id }) => !values.ruledOut.includes(id));
  const urgency: CallUrgency = isFlagged ? "emergency" : (values.urgency ?? picked?.urgency ?? "today");
  // What alarms is not left with whoever the reason alone would have given it to.
  const alarmed = isFlagged && settings?.urgencies.find((one) => one.urgency === "emergency")?.escalateTo;
  const pool = alarmed || picked?.pool;
  return { picked, flags, isFlagged, urgency, choice: values.choice ?? (pool ? `pool:${pool}` : "") };
}

/** Takes a telephone call: about whom, from whom, what for, for whom. Reason, then message, then Ctrl+Enter. */
export function NewCallDock({ about, onDone }: DockContentProps) {
  const trpc = useTRPC();
  const session = useSession();
  const nameOf = useOwnerName();
  const settings = usePhoneSettings().data?.settings;
  const body = useRef<HTMLTextAreaElement>(null);
  const own = useRef<string | null>(null);
  const initialValues: Values = { ...FRESH, patientId: about };
  const of = useCommandForm({
    draft: `call:new:${about ?? ""}`,
    initialValues,
    schema: phoneOperations.takeCall.input,
    toInput: (values, callId) => ({
      callId,
      patientId: values.isStranger ? null : values.patientId,
      stranger: values.isStranger ? { name: values.strangerName, birthDate: values.strangerBorn } : null,
      relation: values.relation,
      callerName: values.relation === "patient" ? null : values.callerName || null,
      callback: dialed(values.callback ?? own.current ?? ""),
      reason: values.reason,
      message: values.message,
      ...assignmentOf(meant(values, settings).choice),
      urgency: meant(values, settings).urgency,
      dueAt: null,
      ruledOut: meant(values, settings)
        .flags.map(({ id }) => id)
        .filter((id) => values.ruledOut.includes(id)),
    }),
    fieldNames: {
      "stranger.name": "strangerName",
      "stranger.birthDate": "strangerBorn",
      ownerId: "choice",
      pool: "choice",
    },
    hindered: (values) =>
      values.isStranger || values.patientId !== null ? null : "Choose the patient, or Not a patient yet.",
    command: useCommand("messaging", "takeCall"),
    onDone: ({ dueAt }, { ownerId, pool }) => {
      const day = dateIn(dueAt, session.timeZone);
      const time = formatTime(timeIn(dueAt, session.timeZone));
      const due = day === session.today ? time : `${formatDate(day)} ${time}`;
      say(`Sent to ${ownerText({ ownerName: nameOf(ownerId), pool })}, due ${due}.`);
      onDone();
    },
  });
  const { form } = of;
  const values = form.getValues();
  const { patientId, isStranger } = values;
  const patient = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId: patientId ?? "" }),
    enabled: patientId !== null && !isStranger,
  });
  const ownNumber = isStranger ? null : (patient.data?.phone ?? null);
  useEffect(() => {
    own.current = ownNumber;
  });
  const { picked, flags, isFlagged, urgency, choice } = meant(values, settings);
  const wrongPatient = useDockPatient(isStranger ? null : patientId);
  const take = (reason: CallReason) => {
    form.setValues({ reasonId: reason.id, reason: reason.label });
    body.current?.focus();
  };
  const onKeyDown = useKeys(
    Object.fromEntries(
      (settings?.callReasons ?? [])
        // limit: the digits 1 to 9; the others are buttons all the same.
        .slice(0, 9)
        .map((one, at) => [`${at + 1}`, () => take(one)]),
    ),
  );
  const toReasons = () => setTimeout(() => document.querySelector<HTMLElement>("[data-reasons] button")?.focus());
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={onKeyDown}>
      <CommandForm of={of} label="Telephone call" action="Send" disabled={wrongPatient}>
        <AboutWhom form={form} about={about} onPicked={toReasons} />
        {!isStranger && patientId !== null && <OpenCalls patientId={patientId} />}
        <Reasons
          reasons={settings?.callReasons ?? []}
          taken={values.reasonId}
          focused={patientId !== null}
          onTake={take}
        />
        <TextInput label="In words" required {...form.getInputProps("reason")} />
        <Textarea
          label="Message"
          required
          autosize
          minRows={3}
          maxLength={5000}
          ref={body}
          description={picked?.ask}
          {...form.getInputProps("message")}
        />
        <RedFlagNotice
          flags={flags}
          ruledOut={values.ruledOut}
          onRuledOut={(ids) => form.setFieldValue("ruledOut", ids)}
        />
        <Caller form={form} />
        <CallBackAt
          field={form.getInputProps("callback")}
          typed={values.callback}
          own={ownNumber}
          others={isStranger ? [] : patient.data?.otherPhones}
          onPick={(number) => form.setFieldValue("callback", number)}
        />
        <OwnerSelect
          label="For"
          value={choice}
          error={(form.errors["choice"] as string | undefined) ?? null}
          onChange={(one) => form.setFieldValue("choice", one)}
        />
        <Urgency urgency={urgency} isFlagged={isFlagged} onChange={(one) => form.setFieldValue("urgency", one)} />
      </CommandForm>
    </div>
  );
}

type Form = CommandFormControl<Values>["form"];

interface AboutProps {
  readonly form: Form;
  readonly about: string | null;
  readonly onPicked: () => void;
}

/** The patient; or the name of who is none yet. */
function AboutWhom({ form, about, onPicked }: AboutProps) {
  const session = useSession();
  const { isStranger, patientId } = form.getValues();
  const anew = () => form.setValues({ isStranger: false, patientId: null, callback: null });
  if (isStranger)
    return (
      <>
        <AnotherPatient onChange={anew} />
        <TextInput label="Name" required autoFocus {...form.getInputProps("strangerName")} />
        <DateInput
          label="Birth date (optional)"
          today={session.today}
          sense="past"
          {...form.getInputProps("strangerBorn")}
        />
      </>
    );
  if (patientId !== null) return about === null ? <AnotherPatient onChange={anew} /> : null;
  return (
    <>
      <PatientPicker
        autoFocus
        onPick={(match) => {
          form.setValues({ patientId: match.patientId, callback: null });
          onPicked();
        }}
      />
      <Button
        size="compact-sm"
        variant="default"
        style={{ alignSelf: "flex-start" }}
        onClick={() => form.setFieldValue("isStranger", true)}
      >
        Not a patient yet
      </Button>
    </>
  );
}

interface ReasonsProps {
  readonly reasons: readonly CallReason[];
  readonly taken: string | null;
  readonly focused: boolean;
  readonly onTake: (reason: CallReason) => void;
}

function Reasons({ reasons, taken, focused, onTake }: ReasonsProps) {
  return (
    <fieldset className="i-reasons" data-reasons>
      <legend>Reason</legend>
      {reasons.map((one, at) => (
        <Button
          key={one.id}
          size="compact-sm"
          variant={one.id === taken ? "filled" : "default"}
          aria-pressed={one.id === taken}
          {...(at === 0 && focused ? { "data-autofocus": true } : {})}
          onClick={() => onTake(one)}
        >
          {one.label}
        </Button>
      ))}
    </fieldset>
  );
}

function Caller({ form }: { readonly form: Form }) {
  const { relation } = form.getValues();
  return (
    <Group grow align="start" gap="sm">
      <ChoiceList
        label="Who called"
        data={callerRelation.options.map((one) => ({ value: one, label: relationWords[one] }))}
        value={relation}
        onChange={(one) => form.setFieldValue("relation", (one ?? "patient") as CallerRelation)}
      />
      {relation !== "patient" && <TextInput label="Caller’s name" required {...form.getInputProps("callerName")} />}
    </Group>
  );
}

interface UrgencyProps {
  readonly urgency: CallUrgency;
  readonly isFlagged: boolean;
  readonly onChange: (urgency: CallUrgency) => void;
}

function Urgency({ urgency, isFlagged, onChange }: UrgencyProps) {
  return (
    <SegmentedControl
      aria-label="Urgency"
      size="xs"
      disabled={isFlagged}
      data={callUrgency.options.map((one) => ({ value: one, label: urgencyWords[one] }))}
      value={urgency}
      onChange={(one) => onChange(one as CallUrgency)}
    />
  );
}
