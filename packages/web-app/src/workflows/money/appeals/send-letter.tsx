import { Button, TextInput } from "@mantine/core";
import { appealWay } from "@practicum/contracts/billing/appeals";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { sendWords, wayWords, type AppealView } from "./appeal-words.ts";

interface Draft {
  readonly way: AppealView["way"];
  readonly fax: string;
  readonly sentOn: string | null;
  readonly because: string;
}

/** The way to the payer, and the button that sends. */
export function SendLetter(props: {
  readonly appeal: AppealView;
  readonly save: () => Promise<number | null>;
  readonly preview: () => void;
}) {
  const { appeal, save, preview } = props;
  const { today } = useSession();
  const send = useCommand("billing", "sendAppeal");
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`send-appeal:${appeal.appealId}`, {
    way: appeal.way,
    fax: appeal.fax ?? "",
    sentOn: today,
    because: "",
  });
  const { way, fax, sentOn, because } = draft;
  const put = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const late = appeal.status === "draft" && appeal.dueOn !== null && appeal.dueOn < today;
  const run = async () => {
    const version = await save();
    if (version === null) return;
    const result = await send.run({
      appealId: appeal.appealId,
      version,
      letterId: kept.recordId,
      way,
      fax: way === "fax" && fax !== "" ? fax.replaceAll(/\D/g, "") : null,
      sentOn: way === "by-hand" ? sentOn : null,
      because: because.trim() || null,
    });
    if (!result.ok) return;
    clear();
    await send.refresh();
    say(way === "by-hand" ? "Noted as sent. Bring the PDF to the payer." : "The letter is on its way to the payer.");
  };
  return (
    <form
      className="m-stack"
      style={{ gap: 8 }}
      aria-label="Sending"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <RestoredNotice small draft={kept} />
      {(late || appeal.status === "sent") && (
        <TextInput
          size="xs"
          label={late ? "Why it is late" : "What is corrected"}
          maxLength={300}
          value={because}
          onChange={(event) => put({ because: event.currentTarget.value })}
        />
      )}
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          label="How it goes"
          data={appealWay.options.map((value) => ({ value, label: wayWords[value] }))}
          value={way}
          onChange={(value) => put({ way: appealWay.options.find((one) => one === value) ?? way })}
        />
        {way === "fax" && (
          <TextInput
            size="xs"
            label="Fax number"
            inputMode="tel"
            value={fax}
            onChange={(event) => put({ fax: event.currentTarget.value })}
          />
        )}
        {way === "by-hand" && (
          <DateInput
            size="xs"
            label="Day it goes"
            today={today}
            sense="past"
            value={sentOn}
            onChange={(day) => put({ sentOn: day })}
          />
        )}
      </div>
      {send.error && <Notice tone="danger">{send.error.fields?.[0]?.message ?? describeError(send.error)}</Notice>}
      <div className="m-row">
        <Button type="submit" size="xs" loading={send.pending}>
          {sendWords[appeal.status] ?? "Send"}
        </Button>
        <Button size="xs" variant="default" onClick={preview}>
          See the PDF
        </Button>
      </div>
    </form>
  );
}
