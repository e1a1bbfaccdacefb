import { parseDateText } from "@practicum/ui/parse-date.ts";
import { useState, type FormEvent } from "react";
import { KioskField, KioskNote } from "../kiosk/fields.tsx";
import { nothing } from "../api/door-call.ts";
import { bookCall } from "./book-call.ts";
import type { BookWords } from "./book-words.ts";
import { PageTitle } from "./page-title.tsx";
import type { Given } from "./use-booking.ts";

interface Props {
  readonly words: BookWords;
  readonly given: Given;
  /** The page rested too long, or the link has ended meanwhile. */
  readonly isOver: boolean;
  readonly onOpened: () => void;
}

/** Where a patient begins: nothing is said of anybody before the birth date is right. */
export function BirthPage({ words, given, isOver, onOpened }: Props) {
  const [birth, setBirth] = useState("");
  const [fault, setFault] = useState<string>();
  const [problem, setProblem] = useState<string | null>(isOver ? words.over : null);
  const [busy, setBusy] = useState(false);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const birthDate = parseDateText(birth, Temporal.Now.plainDateISO().toString(), "past");
    setFault(birthDate === null ? words.badDate : undefined);
    setProblem(null);
    if (birthDate === null || busy) return;
    setBusy(true);
    const opened = await bookCall("open", { ...given, birthDate }, nothing);
    setBusy(false);
    if (opened.ok) return onOpened();
    const { code } = opened.error;
    setProblem(code === "too-many-attempts" ? words.tooMany : code === "try-again" ? words.tryAgain : words.wrong);
  };
  return (
    <form onSubmit={(event) => void begin(event)}>
      <PageTitle>{words.title}</PageTitle>
      <p>{words.birthHint}</p>
      {problem !== null && (
        <KioskNote tone="danger" role="alert">
          {problem}
        </KioskNote>
      )}
      <KioskField
        label={words.birthDate}
        inputMode="numeric"
        placeholder="MM/DD/YYYY"
        maxLength={20}
        value={birth}
        onChange={setBirth}
        fault={fault}
      />
      <div className="k-foot">
        <span />
        <button type="submit" disabled={busy}>
          {words.begin}
        </button>
      </div>
    </form>
  );
}
