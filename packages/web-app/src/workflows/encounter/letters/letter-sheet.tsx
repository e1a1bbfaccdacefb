import type { Letter } from "@practicum/contracts/charting/letters";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { useSession } from "../../../session/session-context.ts";
import { usePaper } from "../../../shell/paper.ts";
import { Sheet, SignatureLine } from "../../../shell/sheet.tsx";

interface Props {
  readonly patientId: string;
  readonly title: string;
  readonly text: string;
  readonly language: Letter["language"];
  readonly day: LocalDate;
  /** Who signed, with the day; null for a draft. */
  readonly signed: string | null;
}

/** The letter as it lies on the table. The margin has no birth date: who opens it need not learn it. */
export function LetterSheet({ patientId, title, text, language, day, signed }: Props) {
  const { practice } = useSession();
  usePaper({ kind: "printLetter", about: [patientId], language });
  return (
    <Sheet title={title} aside={formatDate(day)} lang={language}>
      {text.split(/\n{2,}/).map((part) => (
        <p key={part} className="l-text">
          {part}
        </p>
      ))}
      {signed === null ? (
        <p>
          <b>{language === "es" ? "Borrador, sin firma" : "Draft, not signed"}</b>
        </p>
      ) : (
        <p>
          {language === "es" ? "Firmado electrónicamente por" : "Signed electronically by"} {signed}, {practice.name}
        </p>
      )}
      <SignatureLine label={language === "es" ? "Firma" : "Signature"} date={language === "es" ? "Fecha" : "Date"} />
    </Sheet>
  );
}
