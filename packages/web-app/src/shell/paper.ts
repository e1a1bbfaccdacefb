import { timeIn } from "@practicum/kernel/instant";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone, formatTime } from "@practicum/ui/format.ts";
import { useEffect } from "react";
import { useSession, type Session } from "../session/session-context.ts";
import { marginRules, type Margins } from "./print-margins.ts";

type Name = Parameters<typeof formatName>[0];

interface Paper {
  readonly patient: { readonly name: Name; readonly birthDate: LocalDate | null } | null;
  readonly language: "en" | "es";
}

/** A screen that is printed without being a paper. */
const noPaper: Paper = { patient: null, language: "en" };

/** The papers that are on the screen; the one that came last lies on top, and is what is printed. */
const papers: Paper[] = [];

/** The paper of a screen. About a patient, their name and birth date stand on every sheet. */
export function usePaper(patient: Paper["patient"], language: Paper["language"] = "en"): void {
  const family = patient ? formatName(patient.name) : null;
  useEffect(() => {
    const paper = { patient, language };
    papers.push(paper);
    return () => void papers.splice(papers.indexOf(paper), 1);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the name as text tells whether it is another patient
  }, [family, patient?.birthDate, language]);
}

function marginsNow({ practice, staff, now, today, timeZone }: Session): Margins {
  const { patient, language } = papers.at(-1) ?? noPaper;
  const at = `${formatDate(today)} ${formatTime(timeIn(now(), timeZone))}`;
  const born = patient?.birthDate
    ? ` · ${language === "es" ? "Nacimiento" : "DOB"} ${formatDate(patient.birthDate)}`
    : "";
  return {
    practice: `${practice.name} · ${formatPhone(practice.phone)}`,
    patient: patient && `${formatName(patient.name)}${born}`,
    printed: `${language === "es" ? "Impreso" : "Printed"} ${at}, ${staff.given} ${staff.family}`,
    language,
  };
}

/** While something is printed: its margins are written, and the screen is light, whatever scheme it has. */
export function usePrinting(): void {
  const session = useSession();
  useEffect(() => {
    const root = document.documentElement;
    const scheme = "data-mantine-color-scheme";
    const sheet = new CSSStyleSheet();
    let before: string | null = null;
    const onBefore = () => {
      sheet.replaceSync(marginRules(marginsNow(session)));
      before ??= root.getAttribute(scheme);
      root.setAttribute(scheme, "light");
    };
    const onAfter = () => {
      if (before !== null) root.setAttribute(scheme, before);
      before = null;
      sheet.replaceSync("");
    };
    document.adoptedStyleSheets.push(sheet);
    addEventListener("beforeprint", onBefore);
    addEventListener("afterprint", onAfter);
    return () => {
      onAfter();
      removeEventListener("beforeprint", onBefore);
      removeEventListener("afterprint", onAfter);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [session]);
}
