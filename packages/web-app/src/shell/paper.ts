import type { PrintedPaper } from "@practicum/contracts/identity/printing";
import { timeIn } from "@practicum/kernel/instant";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone, formatTime } from "@practicum/ui/format.ts";
import { getUntypedClient } from "@trpc/client";
import { useEffect, useState } from "react";
import { useTRPCClient } from "../api/trpc.ts";
import { useSession, type Session } from "../session/session-context.ts";
import { marginRules, type Margins } from "./print-margins.ts";
import { printLog } from "./print-log.ts";

type Name = Parameters<typeof formatName>[0];

interface Patient {
  readonly patientId: string;
  readonly name: Name;
  /** Null on what goes by mail: who opens the letter need not learn it. */
  readonly birthDate: LocalDate | null;
}

interface Paper {
  /** As the audit trail names it. */
  readonly kind: PrintedPaper;
  /** Whom it is about: the name and the birth date stand on every sheet. */
  readonly patient?: Patient | null | undefined;
  /** Whom a paper about several names. */
  readonly about?: readonly (string | null)[];
  readonly language?: "en" | "es";
  /** Wider than high. */
  readonly landscape?: boolean;
  /** A page that may be printed as it is, where no real paper lies on it. */
  readonly under?: boolean;
}

/** A screen that is printed without being a paper. */
const noPaper: Paper = { kind: "printScreen" };

/** The papers that are on the screen; the one that came last lies on top, and is what is printed. */
const papers: Paper[] = [];

/** The paper of a screen: what stands in its margins, and what the audit trail says of its printing. */
export function usePaper(paper: Paper): void {
  const { kind, patient = null, about = [], language = "en", landscape = false, under = false } = paper;
  // As text, which tells whether it is another paper.
  const { patientId = "", name, birthDate = null } = patient ?? {};
  const content = JSON.stringify({
    kind,
    patient: name ? { patientId, name, birthDate } : null,
    about,
    language,
    landscape,
  });
  useEffect(() => {
    const known: Paper = JSON.parse(content);
    if (under) papers.unshift(known);
    else papers.push(known);
    return () => void papers.splice(papers.indexOf(known), 1);
  }, [content, under]);
}

function paperNow(): Paper {
  return papers.at(-1) ?? noPaper;
}

function marginsNow({ practice, staff, now, today, timeZone }: Session): Margins {
  const { patient, language = "en", landscape = false } = paperNow();
  const at = `${formatDate(today)} ${formatTime(timeIn(now(), timeZone))}`;
  const born = patient?.birthDate
    ? ` · ${language === "es" ? "Nacimiento" : "DOB"} ${formatDate(patient.birthDate)}`
    : "";
  return {
    practice: `${practice.name} · ${formatPhone(practice.phone)}`,
    patient: patient ? `${formatName(patient.name)}${born}` : null,
    printed: `${language === "es" ? "Impreso" : "Printed"} ${at}, ${staff.given} ${staff.family}`,
    language,
    landscape,
  };
}

function patientsOf({ patient, about = [] }: Paper): string[] {
  return [...(patient ? [patient.patientId] : []), ...about.filter((id) => id !== null)];
}

/** While something is printed: its margins are written, the screen is light whatever scheme it has, and the audit trail is told (GTW-101). */
export function usePrinting(): void {
  const session = useSession();
  const log = usePrintLog();
  useEffect(() => {
    const root = document.documentElement;
    const scheme = "data-mantine-color-scheme";
    const sheet = new CSSStyleSheet();
    let before: string | null = null;
    const onBefore = () => {
      sheet.replaceSync(marginRules(marginsNow(session)));
      // Some browsers say it twice of one printing.
      if (before === null) log.add(paperNow().kind, patientsOf(paperNow()));
      before ??= root.getAttribute(scheme) ?? "light";
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
  }, [session, log]);
}

function usePrintLog() {
  const client = useTRPCClient();
  const [log] = useState(() =>
    printLog(({ commandId, paper, patientIds }) =>
      getUntypedClient(client).mutation(`identity.${paper}`, { patientIds }, { context: { commandId } }),
    ),
  );
  useEffect(() => {
    const again = () => void log.flush();
    again();
    addEventListener("online", again);
    return () => {
      log.stop();
      removeEventListener("online", again);
    };
  }, [log]);
  return log;
}
