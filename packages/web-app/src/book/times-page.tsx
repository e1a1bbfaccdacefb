import { useCallback, useEffect, useState } from "react";
import { KioskNote } from "../kiosk/fields.tsx";
import { bookCall, timesReply, type Chosen, type Times } from "./book-call.ts";
import { dayText, timeText, type BookLanguage, type BookWords } from "./book-words.ts";
import { PageTitle } from "./page-title.tsx";

interface Props {
  readonly words: BookWords;
  readonly language: BookLanguage;
  readonly hint: string;
  readonly isMove: boolean;
  readonly problem: string | null;
  readonly onTake: (chosen: Chosen, commandId: string) => Promise<void>;
  readonly onOver: () => void;
  readonly onBack: (() => void) | null;
}

/** Free times, day by day; what is chosen is shown once more before it is booked. */
export function TimesPage({ words, language, hint, isMove, problem, onTake, onOver, onBack }: Props) {
  const [from, setFrom] = useState<string | null>(null);
  const [times, setTimes] = useState<Times | "failed" | null>(null);
  /** The wish has its id from the moment of choosing: pressed again after a lost answer it is the same one. */
  const [chosen, setChosen] = useState<{ readonly time: Chosen; readonly commandId: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const find = useCallback(async () => {
    setTimes(null);
    const found = await bookCall("times", { from }, timesReply);
    if (found.ok) return setTimes(found.value.value);
    if (found.error.code === "link-over") return onOver();
    setTimes("failed");
  }, [from, onOver]);
  useEffect(() => void find(), [find]);
  const take = async () => {
    if (chosen === null || busy) return;
    setBusy(true);
    await onTake(chosen.time, chosen.commandId);
    setBusy(false);
  };
  // After a refusal that another time mends, the times that are free now.
  useEffect(() => {
    if (problem === null || problem === words.tryAgain) return;
    setChosen(null);
    void find();
  }, [problem, words.tryAgain, find]);
  const note = problem !== null && (
    <KioskNote tone="danger" role="alert">
      {problem}
    </KioskNote>
  );
  if (chosen !== null) {
    const { date, start, providerName, locationName } = chosen.time;
    return (
      <>
        <PageTitle key="sure">{words.sure}</PageTitle>
        {note}
        <p className="b-chosen">
          <strong>
            {dayText(language, date)}, {timeText(language, start)}
          </strong>
          <br />
          {words.with(providerName)}
          {locationName !== "" && (
            <>
              <br />
              {locationName}
            </>
          )}
        </p>
        <div className="k-foot">
          <button type="button" className="k-plain" disabled={busy} onClick={() => setChosen(null)}>
            {words.back}
          </button>
          <button type="button" disabled={busy} onClick={() => void take()}>
            {isMove ? words.confirmMove : words.confirm}
          </button>
        </div>
      </>
    );
  }
  return (
    <>
      <PageTitle key="choose">{words.choose}</PageTitle>
      <p>{hint}</p>
      {note}
      {times === null && <p role="status">{words.looking}</p>}
      {times === "failed" && (
        <KioskNote tone="danger" role="alert">
          {words.tryAgain}
        </KioskNote>
      )}
      {times !== null && times !== "failed" && (
        <>
          {times.days.length === 0 && times.next === null && <KioskNote tone="warn">{words.noTimes}</KioskNote>}
          {times.days.map((day) => (
            <section key={day.date} aria-labelledby={`day-${day.date}`}>
              <h2 id={`day-${day.date}`}>{dayText(language, day.date)}</h2>
              <ul className="b-times">
                {day.times.map((time) => (
                  <li key={`${time.start} ${time.providerResourceId}`}>
                    <button
                      type="button"
                      className="k-plain"
                      onClick={() => setChosen({ time: { ...time, date: day.date }, commandId: crypto.randomUUID() })}
                    >
                      {timeText(language, time.start)} <small>{words.with(time.providerName)}</small>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
      <div className="k-foot">
        {onBack === null ? <span /> : <Plain onClick={onBack}>{words.back}</Plain>}
        <div>
          {from !== null && <Plain onClick={() => setFrom(null)}>{words.earlier}</Plain>}
          {times === "failed" && <Plain onClick={() => void find()}>{words.begin}</Plain>}
          {times !== null && times !== "failed" && times.next !== null && (
            <Plain onClick={() => setFrom(times.next)}>{words.later}</Plain>
          )}
        </div>
      </div>
    </>
  );
}

function Plain({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <button type="button" className="k-plain" onClick={onClick}>
      {children}
    </button>
  );
}
