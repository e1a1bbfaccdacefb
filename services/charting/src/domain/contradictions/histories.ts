import type { HistoryContent } from "@practicum/contracts/charting/histories";
import { spanOf } from "../histories.ts";
import { starts, statements, toldSide, type ChartFacts, type Finding, type Side, type ToldFact } from "./facts.ts";

/** What was told of tobacco, surgeries and the last period, beside what else the chart says (CHT-469). */

type Told<K extends HistoryContent["kind"]> = ToldFact & { readonly content: Extract<HistoryContent, { kind: K }> };

function told<K extends HistoryContent["kind"]>({ histories }: ChartFacts, kind: K): Told<K>[] {
  return histories.filter((fact): fact is Told<K> => fact.content.kind === kind);
}

/** Nicotine dependence, tobacco use, and the history of either. */
const SMOKER = ["F17", "Z87.891", "Z72.0"];

/** "Never" by the fact that counts, and a user by another. */
export function neverYetSmoked(facts: ChartFacts): Finding[] {
  const all = told(facts, "tobacco");
  const never = all.find((one) => one.current && one.content.use === "never");
  if (!never) return [];
  const coded = statements(facts).find(({ code }) => starts(code, SMOKER));
  const earlier = all.find((one) => !one.current && one.content.use !== "never");
  const other = coded?.side ?? (earlier && toldSide(earlier, `History: ${earlier.content.use} tobacco user`));
  if (!other) return [];
  return [
    finding("smoking:never", `${never.historyId} ${coded?.code ?? earlier?.historyId ?? ""}`, "soft", {
      rule: "smoking",
      title: "Never used tobacco, and did",
      sides: [toldSide(never, "History: never used tobacco"), other],
      why: "Who used tobacco once is a former user: the screening for lung cancer and the codes go by it.",
      remedy: "Ask again, and correct the one that is wrong.",
      encounterIds: coded?.encounterId ? [coded.encounterId] : [],
    }),
  ];
}

/** A hysterectomy in the surgical history; the uterus of one that left the cervix is gone too. */
export function hysterectomyIn(
  facts: ChartFacts,
): { readonly side: Side; readonly id: string; readonly when: string | null } | undefined {
  const found = told(facts, "surgery").find(({ content }) => /hysterectomy/i.test(content.procedure));
  if (!found) return undefined;
  const { procedure, when } = found.content;
  return { side: toldSide(found, `Surgical history: ${procedure}`), id: found.historyId, when };
}

/** A last period after the uterus was taken out. */
export function periodWithoutUterus(facts: ChartFacts): Finding[] {
  const status = told(facts, "pregnancy-status").find((one) => one.current);
  const lastPeriod = status?.content.lastPeriod ?? null;
  const removed = hysterectomyIn(facts);
  if (!status || lastPeriod === null || !removed || removed.when === null) return [];
  if (spanOf(removed.when).to >= lastPeriod) return [];
  return [
    finding("period:uterus", `${status.historyId} ${removed.id}`, "soft", {
      rule: "pregnancy",
      title: "A last period after the uterus was taken out",
      sides: [toldSide(status, `History: last period ${lastPeriod}`), removed.side],
      why: "After a hysterectomy there is no period; bleeding is a finding of its own.",
      remedy: "Correct the day or the surgery. Where the cervix was left, say so in the surgery.",
      encounterIds: [],
    }),
  ];
}

/** A part of the body that an operation takes out whole, as labels of diagnoses name it. */
const REMOVED: readonly { readonly by: RegExp; readonly part: RegExp }[] = [
  { by: /mastectomy/i, part: /\bbreast\b/i },
  { by: /nephrectomy/i, part: /\bkidney\b|\brenal\b/i },
  { by: /oophorectomy/i, part: /\bovar(y|ies)\b/i },
  { by: /orchiectomy/i, part: /\btest(is|icle)\b/i },
  { by: /pneumonectomy/i, part: /\blung\b/i },
  { by: /enucleation/i, part: /\beye\b/i },
];

/** A diagnosis, in an open note, of a part that was taken out on that side. It may be right: a tumor is coded while it is treated. */
export function removedYetCoded(facts: ChartFacts): Finding[] {
  return told(facts, "surgery").flatMap((surgery): Finding[] => {
    const { procedure, side, when } = surgery.content;
    const rule = /partial|segmental|lumpectomy/i.test(procedure)
      ? undefined
      : REMOVED.find(({ by }) => by.test(procedure));
    if (!rule || side === null) return [];
    const hands = side === "both" ? "left|right" : side;
    const said = statements(facts).find(
      ({ in: stands, code, label, on }) =>
        stands === "open" &&
        !code.startsWith("Z") &&
        rule.part.test(label) &&
        new RegExp(`\\b(?:${hands})\\b`, "i").test(label) &&
        (when === null || spanOf(when).to < on),
    );
    if (!said) return [];
    return [
      finding(`removed:${surgery.historyId}:${said.code}`, said.code, "hint", {
        rule: "side",
        title: "A part that was taken out",
        sides: [said.side, toldSide(surgery, `Surgical history: ${procedure}, ${side}`)],
        why: "The diagnosis is of a part of the body that the surgical history says was taken out on that side.",
        remedy: "Check the side of both. After the treatment the history of it is coded (Z85, Z90).",
        encounterIds: said.encounterId === null ? [] : [said.encounterId],
      }),
    ];
  });
}

function finding(
  key: string,
  basis: string,
  severity: Finding["severity"],
  rest: Pick<Finding, "rule" | "title" | "why" | "remedy"> & {
    readonly sides: Side[];
    readonly encounterIds: string[];
  },
): Finding {
  return { key, basis, severity, source: null, everyNote: false, ...rest };
}
