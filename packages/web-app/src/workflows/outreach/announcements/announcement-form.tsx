import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { announcementOperations } from "@practicum/contracts/messaging/announcements";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useEffect } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { languages } from "../outreach-words.ts";
import { lengthWords, type Announcement } from "./announcement-words.ts";
import { usePlaces } from "./use-places.ts";
import "../outreach.css";

interface Values extends Record<string, unknown> {
  readonly name: string;
  readonly who: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly providerResourceId: string | null;
  readonly locationId: string | null;
  readonly language: string | null;
  readonly way: string;
  readonly sendFrom: string;
  readonly sendUntil: string;
  readonly weekends: boolean;
  readonly when: string;
  readonly on: string | null;
  readonly time: string;
  readonly en: string;
  readonly es: string;
}

const FRESH: Values = {
  name: "",
  who: "all",
  from: null,
  until: null,
  providerResourceId: null,
  locationId: null,
  language: null,
  way: "text",
  sendFrom: "09:00",
  sendUntil: "18:00",
  weekends: false,
  when: "now",
  on: null,
  time: "09:00",
  en: "{practice}: ",
  es: "",
};

function begin(of: Announcement | null): Values {
  if (of === null) return FRESH;
  const { visits, language } = of.whom;
  return {
    name: of.name,
    who: visits === null ? "all" : "visits",
    from: visits?.from ?? null,
    until: visits?.until ?? null,
    providerResourceId: visits?.providerResourceId ?? null,
    locationId: visits?.locationId ?? null,
    language,
    way: of.way,
    sendFrom: of.sendFrom,
    sendUntil: of.sendUntil,
    weekends: of.weekends,
    when: of.startAt === null ? "now" : "later",
    on: of.startAt?.on ?? null,
    time: of.startAt?.time ?? FRESH.time,
    ...of.messages,
  };
}

/** What the form says as the contract has it. */
function contentOf(values: Values) {
  const { from, providerResourceId, locationId } = values;
  const visits = { from, until: values.until ?? from, providerResourceId, locationId };
  return {
    name: values.name,
    messages: { en: values.en, es: values.es },
    whom: { visits: values.who === "visits" ? visits : null, language: values.language },
    way: values.way as "text" | "email",
    sendFrom: values.sendFrom,
    sendUntil: values.sendUntil,
    weekends: values.weekends,
    startAt: values.when === "later" ? { on: values.on, time: values.time } : null,
  };
}

interface Props {
  readonly of: Announcement | null;
  readonly onDone: (announcementId: string) => void;
  /** Hears whether something was typed that is not saved. */
  readonly onUnsaved?: (unsaved: boolean) => void;
}

/** Writes a draft, or changes it: whom it means, how and when it goes, and with which words. */
export function AnnouncementForm({ of, onDone, onUnsaved }: Props) {
  const initialValues = begin(of);
  const control = useCommandForm({
    draft: `announcement:${of?.announcementId ?? "new"}`,
    initialValues,
    schema: announcementOperations.saveAnnouncement.input,
    recordId: of?.announcementId,
    toInput: (values, announcementId) => ({ ...contentOf(values), announcementId, version: of?.version ?? 0 }),
    fieldNames: {
      "messages.en": "en",
      "messages.es": "es",
      "whom.visits.from": "from",
      "whom.visits.until": "until",
      "whom.language": "language",
      startAt: "on",
      "startAt.on": "on",
      "startAt.time": "time",
    },
    command: useCommand("messaging", "saveAnnouncement"),
    onDone: (_, __, announcementId) => {
      say("The draft is saved. Look whom it goes to, then send it.");
      onDone(announcementId);
    },
  });
  const { form } = control;
  const unsaved = JSON.stringify(contentOf(form.getValues())) !== JSON.stringify(contentOf(initialValues));
  useEffect(() => onUnsaved?.(unsaved), [onUnsaved, unsaved]);
  return (
    <CommandForm of={control} label="Announcement" action="Save the draft" style={{ maxWidth: 980 }}>
      <TextInput
        label="Name"
        description="For the practice alone, as “Closed on Friday”."
        withAsterisk
        w={340}
        maxLength={80}
        {...form.getInputProps("name")}
      />
      <Whom form={form} />
      <How form={form} />
      <Words form={form} />
    </CommandForm>
  );
}

type Form = ReturnType<
  typeof useCommandForm<Values, typeof announcementOperations.saveAnnouncement.input, unknown>
>["form"];

const whoever = [
  { value: "all", label: "All active patients" },
  { value: "visits", label: "Who has a visit on these days" },
];

function Whom({ form }: { readonly form: Form }) {
  const { today } = useSession();
  const { providers, locations } = usePlaces();
  const { who, from } = form.getValues();
  return (
    <>
      <h2 className="or-part">Whom it goes to</h2>
      <div className="or-row">
        <ChoiceList label="Patients" w={250} data={whoever} {...form.getInputProps("who")} />
        <ChoiceList
          label="Who speaks"
          w={180}
          clearable
          placeholder="Any language"
          data={languages}
          {...form.getInputProps("language")}
        />
      </div>
      {who === "visits" && (
        <div className="or-row">
          <DateInput
            label="First day"
            withAsterisk
            w={140}
            today={today}
            sense="future"
            {...form.getInputProps("from")}
          />
          <DateInput
            label="Last day"
            w={140}
            placeholder={from === null ? "" : "The same day"}
            today={today}
            sense="future"
            {...form.getInputProps("until")}
          />
          <ChoiceList
            label="With"
            w={220}
            clearable
            placeholder="Any provider"
            data={providers}
            {...form.getInputProps("providerResourceId")}
          />
          <ChoiceList
            label="At"
            w={220}
            clearable
            placeholder="Any location"
            data={locations}
            {...form.getInputProps("locationId")}
          />
        </div>
      )}
    </>
  );
}

const ways = [
  { value: "text", label: "Text message, else e-mail" },
  { value: "email", label: "E-mail alone" },
];
const moments = [
  { value: "now", label: "At once" },
  { value: "later", label: "At a date and time" },
];

function How({ form }: { readonly form: Form }) {
  const { today } = useSession();
  const { when } = form.getValues();
  return (
    <>
      <h2 className="or-part">How and when</h2>
      <div className="or-row">
        <ChoiceList label="By" w={220} data={ways} {...form.getInputProps("way")} />
        <TextInput label="Messages from" type="time" w={130} {...form.getInputProps("sendFrom")} />
        <TextInput label="Messages until" type="time" w={130} {...form.getInputProps("sendUntil")} />
        <Checkbox
          label="On weekends too"
          checked={form.getValues().weekends}
          onChange={(event) => form.setFieldValue("weekends", event.currentTarget.checked)}
        />
      </div>
      <div className="or-row">
        <ChoiceList label="Begins" w={220} data={moments} {...form.getInputProps("when")} />
        {when === "later" && (
          <>
            <DateInput label="Date" withAsterisk w={140} today={today} sense="future" {...form.getInputProps("on")} />
            <TextInput label="Time" type="time" withAsterisk w={130} {...form.getInputProps("time")} />
          </>
        )}
      </div>
    </>
  );
}

function Words({ form }: { readonly form: Form }) {
  const { practice } = useSession();
  const { en, es } = form.getValues();
  return (
    <>
      <h2 className="or-part">What it says</h2>
      <Textarea
        label="Message in English"
        description="{first} and {practice} are filled in. No health information: others may read it."
        withAsterisk
        autosize
        minRows={2}
        maxLength={600}
        {...form.getInputProps("en")}
      />
      <p className="or-dim">{lengthWords(en, "en", practice.name)}</p>
      <Textarea
        label="Message in Spanish"
        description="For who speaks Spanish. Empty: the English one."
        autosize
        minRows={2}
        maxLength={600}
        {...form.getInputProps("es")}
      />
      {es.trim() !== "" && <p className="or-dim">{lengthWords(es, "es", practice.name)}</p>}
    </>
  );
}
