import { Button, TextInput } from "@mantine/core";
import { appealWay } from "@practicum/contracts/billing/appeals";
import { describeError } from "@practicum/contracts/error";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { sendWords, wayWords, type AppealView } from "./appeal-words.ts";

/** The way to the payer, and the button that sends. */
export function SendLetter(props: {
  readonly appeal: AppealView;
  readonly save: () => Promise<number | null>;
  readonly preview: () => void;
}) {
  const { appeal, save, preview } = props;
  const trpc = useTRPC();
  const client = useQueryClient();
  const { today } = useSession();
  const send = useCommand("billing", "sendAppeal");
  const [letterId] = useState(() => newId<"letter">());
  const [way, setWay] = useState(appeal.way);
  const [fax, setFax] = useState(appeal.fax ?? "");
  const [sentOn, setSentOn] = useState<string | null>(today);
  const [because, setBecause] = useState("");
  const late = appeal.status === "draft" && appeal.dueOn !== null && appeal.dueOn < today;
  const run = async () => {
    const version = await save();
    if (version === null) return;
    const result = await send.run({
      appealId: appeal.appealId,
      version,
      letterId,
      way,
      fax: way === "fax" && fax !== "" ? fax.replaceAll(/\D/g, "") : null,
      sentOn: way === "by-hand" ? sentOn : null,
      because: because.trim() || null,
    });
    if (!result.ok) return;
    await client.invalidateQueries(trpc.billing.pathFilter());
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
      {(late || appeal.status === "sent") && (
        <TextInput
          size="xs"
          label={late ? "Why it is late" : "What is corrected"}
          maxLength={300}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
      )}
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <ChoiceList
          size="xs"
          label="How it goes"
          data={appealWay.options.map((value) => ({ value, label: wayWords[value] }))}
          value={way}
          onChange={(value) => setWay(appealWay.options.find((one) => one === value) ?? way)}
        />
        {way === "fax" && (
          <TextInput
            size="xs"
            label="Fax number"
            inputMode="tel"
            value={fax}
            onChange={(event) => setFax(event.currentTarget.value)}
          />
        )}
        {way === "by-hand" && (
          <DateInput size="xs" label="Day it goes" today={today} sense="past" value={sentOn} onChange={setSentOn} />
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
