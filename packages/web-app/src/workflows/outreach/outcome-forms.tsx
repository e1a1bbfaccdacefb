import { Button, TextInput } from "@mantine/core";
import { atLocal } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { useDraft } from "../../shell/dock/drafts.ts";
import { languages } from "./outreach-words.ts";

interface CallbackProps {
  readonly memberId: string;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSay: (callbackAt: string) => Promise<boolean>;
}

/** When the person wants to be called. */
export function CallbackForm({ memberId, busy, onCancel, onSay }: CallbackProps) {
  const { today, timeZone } = useSession();
  const [when, setWhen, clear] = useDraft(`callback:${memberId}`, { day: addDays(today, 1), time: "10:00" });
  const [missing, setMissing] = useState(false);
  const send = async () => {
    const whole = when.day !== "" && /^\d\d:\d\d$/.test(when.time);
    setMissing(!whole);
    if (whole && (await onSay(atLocal(when.day, when.time, timeZone)))) clear();
  };
  return (
    <form
      className="w-panel or-row"
      aria-label="Call back"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <DateInput
        label="Day"
        size="sm"
        w={130}
        data-autofocus
        autoFocus
        today={today}
        value={when.day === "" ? null : when.day}
        onChange={(day) => setWhen({ ...when, day: day ?? "" })}
        error={missing && when.day === "" ? "Enter a day." : undefined}
      />
      <TextInput
        label="Time"
        type="time"
        size="sm"
        w={130}
        value={when.time}
        onChange={(event) => setWhen({ ...when, time: event.currentTarget.value })}
        error={missing && !/^\d\d:\d\d$/.test(when.time) ? "Enter a time." : undefined}
      />
      <Button type="submit" size="sm" loading={busy}>
        Call back then
      </Button>
      <Button size="sm" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}

interface LanguageProps {
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSay: (language: string) => void;
}

/** Which language the person speaks: the card goes to a caller who does. */
export function LanguageForm({ busy, onCancel, onSay }: LanguageProps) {
  const [language, setLanguage] = useState<string | null>(null);
  return (
    <form
      className="w-panel or-row"
      aria-label="Language needed"
      onSubmit={(event) => {
        event.preventDefault();
        if (language) onSay(language);
      }}
    >
      <ChoiceList
        label="Which language?"
        size="sm"
        w={200}
        autoFocus
        data={languages}
        value={language}
        onChange={setLanguage}
      />
      <Button type="submit" size="sm" loading={busy} disabled={language === null}>
        Needs it
      </Button>
      <Button size="sm" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
