import { useState } from "react";
import { KioskNote } from "../kiosk/fields.tsx";
import type { Visit } from "./book-call.ts";
import { dayText, momentText, timeText, type BookLanguage, type BookWords } from "./book-words.ts";
import { PageTitle } from "./page-title.tsx";

interface Props {
  readonly words: BookWords;
  readonly language: BookLanguage;
  readonly visit: Visit;
  readonly timeZone: string;
  readonly problem: string | null;
  readonly onMove: () => void;
  readonly onCancel: (commandId: string) => Promise<void>;
}

/** The visit that was booked, to be moved or cancelled until it is too late. */
export function VisitPage({ words, language, visit, timeZone, problem, onMove, onCancel }: Props) {
  const [cancelId, setCancelId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const cancel = async () => {
    if (cancelId === null) return setCancelId(crypto.randomUUID());
    if (busy) return;
    setBusy(true);
    await onCancel(cancelId);
    setBusy(false);
  };
  return (
    <>
      <PageTitle>{words.booked}</PageTitle>
      {problem !== null && (
        <KioskNote tone="danger" role="alert">
          {problem}
        </KioskNote>
      )}
      <p className="b-chosen">
        <strong>
          {dayText(language, visit.date)}, {timeText(language, visit.start)}
        </strong>
        <br />
        {words.with(visit.providerName)}
        {visit.locationName !== "" && (
          <>
            <br />
            {visit.locationName}
          </>
        )}
      </p>
      {visit.mayChange ? (
        <>
          <p>
            {words.changeUntil(momentText(language, visit.changeUntil, timeZone))} {words.keep}
          </p>
          <div className="k-foot">
            <button type="button" className="k-plain" disabled={busy} onClick={() => void cancel()}>
              {cancelId === null ? words.cancel : words.cancelSure}
            </button>
            <button type="button" disabled={busy} onClick={onMove}>
              {words.move}
            </button>
          </div>
        </>
      ) : (
        <KioskNote tone="warn">{words.tooLate}</KioskNote>
      )}
    </>
  );
}
