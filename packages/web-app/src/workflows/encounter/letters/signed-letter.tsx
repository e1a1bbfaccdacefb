import { Button, NativeSelect, TextInput } from "@mantine/core";
import { letterOperations, letterWay, type Letter } from "@practicum/contracts/charting/letters";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";
import { whenText } from "../../../chart/when-text.ts";
import { ConsentChoice } from "../../../chart/sensitive/consent-choice.tsx";
import { FactMark } from "../../../chart/sensitive/fact-mark.tsx";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { localDateOf, useSession } from "../../../session/session-context.ts";
import { PrintButton } from "../../../shell/sheet.tsx";
import { say } from "../../../shell/undo.tsx";
import { LetterSheet } from "./letter-sheet.tsx";
import { letterStateWords, wayWords } from "./letter-words.ts";

/** A signed letter: printed, given, and struck where it was wrong. */
export function SignedLetter({ letter }: { readonly letter: Letter }) {
  const session = useSession();
  const { patientId, letterId, signedAt, signedBy } = letter;
  const given = useCommand("charting", "recordLetterSent");
  const [striking, setStriking] = useState(false);
  const isStruck = letter.state === "entered-in-error";
  const byHand = () =>
    void given
      .run({ sendingId: newId<"letter-sending">(), patientId, letterId, way: "hand", to: "" })
      .then((one) => one.ok && say("Given by hand."));
  return (
    <div className="w-paper-layout">
      <div className="p-no-print">
        <b>{letterStateWords(letter)}</b> <FactMark patientId={patientId} factId={letterId} name={letter.title} />
        {!isStruck && (
          <div className="l-row">
            <PrintButton />
            {letter.sent.length === 0 && (
              <Button size="xs" variant="default" loading={given.pending} onClick={byHand}>
                Given by hand
              </Button>
            )}
          </div>
        )}
        {given.error && (
          <Notice tone="danger" role="alert">
            {errorText(given.error)}
          </Notice>
        )}
        {letter.sent.length > 0 && (
          <ul className="c-list" aria-label="How it went out">
            {letter.sent.map((one) => (
              <li key={one.at + one.way}>
                {wayWords(one)}{" "}
                <span className="c-dim">
                  {whenText(session, one.at)}, {one.by}
                </span>
              </li>
            ))}
          </ul>
        )}
        {!isStruck && <SentForm letter={letter} />}
        {letter.documentId !== null && (
          <Link to={`/p/${patientId}/documents/${letter.documentId}`} className="p-anchor">
            As it was filed among the documents
          </Link>
        )}
        {!isStruck && session.can("note.write") && !striking && (
          <Button size="xs" variant="subtle" color="gray" onClick={() => setStriking(true)}>
            Entered in error…
          </Button>
        )}
        {striking && !isStruck && <StrikeForm letter={letter} onClose={() => setStriking(false)} />}
      </div>
      <LetterSheet
        patientId={patientId}
        title={letter.title}
        text={letter.text}
        language={letter.language}
        day={localDateOf(session, signedAt ?? letter.writtenAt)}
        signed={signedAt === null ? null : `${signedBy}, ${whenText(session, signedAt)}`}
      />
    </div>
  );
}

function SentForm({ letter: { patientId, letterId, to } }: { readonly letter: Letter }) {
  const of = useCommandForm({
    draft: `letter-sent:${letterId}`,
    initialValues: { way: "fax", to, consentId: "" },
    schema: letterOperations.recordLetterSent.input,
    toInput: (v, sendingId) => ({
      sendingId,
      patientId,
      letterId,
      way: letterWay.parse(v.way),
      to: v.to,
      consentId: v.consentId || null,
    }),
    command: useCommand("charting", "recordLetterSent"),
    after: "again",
    onDone: () => say("Kept how it went out."),
  });
  return (
    <CommandForm of={of} className="c-form" label="Faxed or mailed" action="Mark as sent" size="xs">
      <NativeSelect
        size="xs"
        label="How"
        data={[
          { value: "fax", label: "Fax" },
          { value: "mail", label: "Mail" },
        ]}
        {...of.form.getInputProps("way")}
      />
      <TextInput size="xs" label="Number or address" required maxLength={120} {...of.form.getInputProps("to")} />
      <ConsentChoice
        label="Under which consent"
        patientId={patientId}
        factIds={[letterId]}
        {...of.form.getInputProps("consentId")}
      />
    </CommandForm>
  );
}

function StrikeForm({
  letter: { patientId, letterId },
  onClose,
}: {
  readonly letter: Letter;
  readonly onClose: () => void;
}) {
  const of = useCommandForm({
    draft: `strike-letter:${letterId}`,
    initialValues: { reason: "" },
    schema: letterOperations.strikeLetter.input,
    toInput: (v) => ({ ...v, patientId, letterId }),
    command: useCommand("charting", "strikeLetter"),
    onDone: onClose,
  });
  return (
    <CommandForm
      of={of}
      className="c-form"
      label="Entered in error"
      action="Mark as entered in error"
      size="xs"
      onCancel={onClose}
    >
      <TextInput
        size="xs"
        label="Why is it wrong? It stays in the chart, struck through."
        required
        maxLength={200}
        {...of.form.getInputProps("reason")}
      />
    </CommandForm>
  );
}
