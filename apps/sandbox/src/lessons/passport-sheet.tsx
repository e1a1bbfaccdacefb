import { formatDate } from "@practicum/kernel/local-date";
import { NOTICE, nameOf, wordsOfHelp, type PassportRecord } from "@practicum/passport/record";
import { addressOf } from "@practicum/passport/sheet";
import { QrCode } from "@practicum/web-app/session/qr-code.tsx";
import { useEffect } from "react";
import { createPortal } from "react-dom";
import { dimensionWords } from "./findings.ts";

interface Props {
  readonly record: PassportRecord;
  /** As the learner wrote it. */
  readonly name: string;
  readonly file: string;
  readonly onPrinted: () => void;
}

const STATE_WORDS = { met: "reached", open: "not reached", broken: "broken" } as const;

/** A passport on paper, or as a PDF of the browser's: in sight for the printer alone, and gone after it. */
export function PassportSheet({ record, name, file, onPrinted }: Props) {
  useEffect(() => {
    addEventListener("afterprint", onPrinted, { once: true });
    print();
    return () => removeEventListener("afterprint", onPrinted);
  }, [onPrinted]);
  const { lesson, traps } = record;
  const hints = Object.values(record.hints).reduce((sum, one) => sum + one, 0);
  const address = addressOf(location.href, record);
  return createPortal(
    <section className="s-sheet" aria-label="Passport, to print">
      <h1>Competence passport</h1>
      <p className="s-sheet-name">{name}</p>
      <h2>
        {lesson.title} ({lesson.id}@{lesson.version})
      </h2>
      <p>
        {record.passed ? "Passed" : "Not passed"} with {record.score} of 100 points, {wordsOfHelp(record)}, with {hints}{" "}
        {hints === 1 ? "hint" : "hints"}. By the word of the page it was attempt {record.attempts}. In the practice it
        was {formatDate(record.judgedAt.slice(0, 10))}.
      </p>
      <ul>
        {record.outcomes.map(({ id, label, state }) => (
          <li key={id}>
            {label}: <b>{STATE_WORDS[state]}</b>
          </li>
        ))}
      </ul>
      <p>
        {record.points
          .map(
            ({ dimension, parts, earned }) =>
              `${dimensionWords[dimension]} ${earned === null ? "not asked" : `${earned} of ${parts}`}`,
          )
          .join(" · ")}
        . Traps avoided: {traps.avoided.length} of {traps.avoided.length + traps.fallenFor.length}.
      </p>
      <div className="s-sheet-code">
        <QrCode text={address} label="Leads to the page that checks the file" />
        <div>
          <p>
            <b>This sheet proves nothing by itself.</b> What is checked is the file {file} that comes with it: open the
            address, give the file, and all {record.log.length} steps are done again and compared.
          </p>
          <p className="s-sheet-small">{address}</p>
          <p className="s-sheet-small">
            Record sha-256 {nameOf(record)} · build {record.build} · seed {lesson.seed}
          </p>
        </div>
      </div>
      <p className="s-sheet-small">{NOTICE}</p>
    </section>,
    document.body,
  );
}
