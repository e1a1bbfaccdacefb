import {
  relativeLabels,
  type Histories,
  type HistoryContent,
  type HistoryFact,
  type HistorySource,
  type PregnancyOutcome,
  type SocialSubject,
} from "@practicum/contracts/charting/histories";
import { formatDate, formatMonth, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { parseDateText } from "@practicum/ui/parse-date.ts";

/** How histories are said and read. */

export const socialLabels: { readonly [S in SocialSubject]: string } = {
  tobacco: "Tobacco",
  alcohol: "Alcohol",
  drugs: "Drugs",
  occupation: "Work",
  living: "Living situation",
  exercise: "Exercise",
  sexual: "Sexual history",
};

export const sourceLabels: { readonly [S in HistorySource]: string } = {
  patient: "Patient",
  "outside-record": "Outside record",
  visit: "This visit",
};

export const outcomeLabels: { readonly [O in PregnancyOutcome]: string } = {
  term: "Birth at term",
  preterm: "Preterm birth",
  stillbirth: "Stillbirth",
  miscarriage: "Miscarriage",
  ectopic: "Ectopic pregnancy",
  termination: "Termination",
};

const listNames = { family: "No known family history", surgery: "No surgeries", pregnancy: "No pregnancies" } as const;

/** "2014", "6/2014" or a date, as it is kept; what is neither stays as it was typed, for the contract to refuse. */
export function readKnownDay(typed: string, today: LocalDate): string | null {
  const text = typed.trim();
  if (text === "") return null;
  if (/^\d{4}$/.test(text)) return text;
  const month = /^(\d{1,2})[/-](\d{4})$/.exec(text);
  if (month) return `${month[2]}-${(month[1] ?? "").padStart(2, "0")}`;
  return parseDateText(text, today, "past") ?? text;
}

function knownDayText(known: string): string {
  if (isLocalDate(known)) return formatDate(known);
  return known.length === 7 ? formatMonth(known) : known;
}

/** What was said, in one line. */
export function contentText(content: HistoryContent): string {
  switch (content.kind) {
    case "none":
      return listNames[content.of];
    case "declined":
      return "Asked; would not say";
    case "family":
      return joined([
        `${relativeLabels[content.relative]}: ${content.condition}`,
        content.onsetAge === null ? "" : `at ${content.onsetAge}`,
        content.diedOfIt === "yes" ? "died of it" : "",
      ]);
    case "surgery":
      return joined([
        content.procedure,
        content.side === "both" ? "both sides" : (content.side ?? ""),
        content.when === null ? "date unknown" : knownDayText(content.when),
        content.complications,
      ]);
    case "pregnancy":
      return joined([
        outcomeLabels[content.outcome],
        content.when === null ? "" : knownDayText(content.when),
        content.weeks === null ? "" : `${content.weeks} weeks`,
        content.note,
      ]);
    case "pregnancy-status":
      return joined([
        { pregnant: "Pregnant", "not-pregnant": "Not pregnant", "not-known": "Not known whether pregnant" }[
          content.status
        ],
        content.lastPeriod === null ? "" : `last period ${formatDate(content.lastPeriod)}`,
      ]);
    case "tobacco":
      return tobaccoText(content);
    case "alcohol":
      return joined([useWords.alcohol[content.use], perWeek(content.drinksPerWeek), content.note]);
    case "drugs":
      return joined([useWords.drugs[content.use], content.note]);
    default:
      return content.text;
  }
}

const useWords = {
  alcohol: { never: "Never drank", former: "Drank before, not now", current: "Drinks" },
  drugs: { never: "Never used", former: "Used before, not now", current: "Uses" },
} as const;

function tobaccoText(content: Extract<HistoryContent, { kind: "tobacco" }>): string {
  const { use, products, cigarettesPerDay, years, quitOn } = content;
  if (use === "never") return "Never used tobacco";
  return joined([
    `${use === "current" ? "Current" : "Former"}: ${products.map((one) => (one === "vape" ? "vaping" : one)).join(", ")}`,
    cigarettesPerDay === null ? "" : `${cigarettesPerDay} cigarettes a day`,
    years === null ? "" : years === 1 ? "for a year" : `for ${years} years`,
    quitOn === null ? "" : `quit ${knownDayText(quitOn)}`,
  ]);
}

function perWeek(drinks: number | null): string {
  return drinks === null ? "" : drinks === 1 ? "1 drink a week" : `${drinks} drinks a week`;
}

/** G and P with their parts, as obstetrics writes it; living only where it is known. */
export function obstetricText({ gravida, para }: NonNullable<Histories["obstetrics"]>): string {
  const living = para.living === null ? "?" : para.living;
  return `G${gravida} P${para.term}-${para.preterm}-${para.abortions}-${living}`;
}

/** What holds of pregnancy today. */
export function pregnancyText(pregnancy: Histories["pregnancy"]): string {
  if (pregnancy === null) return "Not asked";
  const { status, dueOn, dueBy, lastPeriod } = pregnancy;
  return joined([
    { pregnant: "Pregnant", "not-pregnant": "Not pregnant", "not-known": "Not known whether pregnant" }[status],
    dueOn === null ? "" : `due ${formatDate(dueOn)} by ${dueBy === "ultrasound" ? "ultrasound" : "last period"}`,
    lastPeriod === null ? "" : `last period ${formatDate(lastPeriod)}`,
  ]);
}

export function currentOf<K extends HistoryContent["kind"]>(
  facts: readonly HistoryFact[],
  kind: K,
): (HistoryFact & { readonly content: Extract<HistoryContent, { kind: K }> })[] {
  return facts.filter(
    (one): one is HistoryFact & { content: Extract<HistoryContent, { kind: K }> } =>
      one.standing === "current" && one.content.kind === kind,
  );
}

/** What counts of a subject that counts once, "would not say" too. */
export function socialFact(facts: readonly HistoryFact[], subject: SocialSubject): HistoryFact | undefined {
  return facts.find(
    ({ standing, content }) =>
      standing === "current" && (content.kind === subject || (content.kind === "declined" && content.of === subject)),
  );
}

/** The histories as lines of a note: what was asked, and nothing of what was not. */
export function historiesText({ facts, lists, packYears, obstetrics, pregnancy }: Histories): string {
  const list = (kind: "family" | "surgery", name: string, none: string) =>
    lists[kind] === "not-asked"
      ? ""
      : lists[kind] === "none-known"
        ? `${name}: ${none}.`
        : `${name}: ${currentOf(facts, kind)
            .map(({ content }) => contentText(content))
            .join("; ")}.`;
  const social = (Object.keys(socialLabels) as SocialSubject[]).flatMap((subject) => {
    const fact = socialFact(facts, subject);
    if (!fact) return [];
    const years = subject === "tobacco" && packYears ? `, ${packYears} pack-years` : "";
    return [`${socialLabels[subject]}: ${contentText(fact.content)}${years}.`];
  });
  return [
    list("family", "Family history", "none known"),
    list("surgery", "Surgical history", "none"),
    ...social,
    obstetrics === null ? "" : `Obstetric history: ${obstetricText(obstetrics)}.`,
    pregnancy === null ? "" : `${pregnancyText(pregnancy)}.`,
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}
