import { parseDateText } from "@practicum/ui/parse-date.ts";
import { KIOSK_CODE_LENGTH } from "@practicum/contracts/scheduling/kiosk";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { KioskField, KioskNote } from "./fields.tsx";
import { nothing } from "../api/door-call.ts";
import { kioskCall } from "./kiosk-call.ts";
import type { KioskAddress } from "./kiosk-address.ts";
import type { KioskWords } from "./kiosk-words.ts";

interface Props {
  readonly words: KioskWords;
  /** As the address said. */
  readonly given: KioskAddress;
  readonly onOpened: () => void;
}

/** Where a patient begins: the desk's six letters, and the own birth date. */
export function CodePage({ words, given, onOpened }: Props) {
  const [code, setCode] = useState(given.code);
  const [birth, setBirth] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [faults, setFaults] = useState<{ readonly code?: string; readonly birth?: string }>({});
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const today = Temporal.Now.plainDateISO().toString();
    const birthDate = parseDateText(birth, today, "past");
    const letters = code.toUpperCase().replaceAll(/[^A-Z]/g, "");
    const found = {
      ...(letters.length === KIOSK_CODE_LENGTH ? {} : { code: words.badCode }),
      ...(birthDate === null ? { birth: words.badDate } : {}),
    };
    setFaults(found);
    setProblem(null);
    if (Object.keys(found).length > 0 || busy) return;
    setBusy(true);
    const opened = await kioskCall("open", { practice: given.practice, code: letters, birthDate }, nothing);
    setBusy(false);
    if (opened.ok) return onOpened();
    const { code: why } = opened.error;
    setProblem(why === "too-many-attempts" ? words.tooMany : why === "try-again" ? words.tryAgain : words.wrongCode);
  };
  return (
    <form onSubmit={(event) => void begin(event)}>
      <h1 ref={heading} tabIndex={-1}>
        {words.title}
      </h1>
      <p>{words.codeHint}</p>
      {problem !== null && (
        <KioskNote tone="danger" role="alert">
          {problem}
        </KioskNote>
      )}
      <KioskField
        label={words.code}
        className="k-code"
        autoCapitalize="characters"
        maxLength={12}
        value={code}
        onChange={setCode}
        fault={faults.code}
      />
      <KioskField
        label={words.birthDate}
        inputMode="numeric"
        placeholder="MM/DD/YYYY"
        maxLength={20}
        value={birth}
        onChange={setBirth}
        fault={faults.birth}
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
