import {
  diagnosisSide,
  minorSide,
  problemSide,
  procedureSide,
  textSide,
  type ChartFacts,
  type Finding,
  type Side,
  type VisitFact,
} from "./facts.ts";

type Hand = "left" | "right";

const PARTS =
  `knee shoulder elbow wrist hand finger thumb hip ankle foot toe leg thigh calf arm forearm ear eye breast testicle testis
  ovary kidney lung carotid groin flank heel cheek eyelid buttock`.split(/\s+/);
const OTHER: { readonly [hand in Hand]: Hand } = { left: "right", right: "left" };
const MODIFIERS: { readonly [modifier: string]: Hand } = {
  LT: "left",
  RT: "right",
  E1: "left",
  E2: "left",
  E3: "right",
  E4: "right",
};

/** The side that a label names; undefined where it names none or both. */
function handOf(label: string): Hand | undefined {
  const words = label.toLowerCase();
  if (/\b(bilateral|both)\b/.test(words)) return undefined;
  const [left, right] = [/\bleft\b/.test(words), /\bright\b/.test(words)];
  return left === right ? undefined : left ? "left" : "right";
}

/** Left in one place and right in the other (CHT-234). Only what is written in open notes: what is signed is not done any more. */
export function sideConflicts(facts: ChartFacts): Finding[] {
  return facts.visits
    .filter((visit) => visit.open)
    .flatMap((visit) => [...modifiers(visit), ...sites(visit), ...texts(visit), ...lists(facts, visit)]);
}

/** A procedure whose modifier says one side, for diagnoses that are all of the other. */
function modifiers(visit: VisitFact): Finding[] {
  return visit.procedures.flatMap((procedure, index): Finding[] => {
    const hand = procedure.modifiers.map((one) => MODIFIERS[one]).find((one) => one !== undefined);
    if (hand === undefined) return [];
    const pointed = procedure.pointers.flatMap((place) => {
      const label = visit.diagnoses[place - 1]?.label;
      return label === undefined ? [] : [{ place: place - 1, label }];
    });
    const other = pointed.filter(({ label }) => handOf(label) === OTHER[hand]);
    const [first] = other;
    // A diagnosis without a side, or one of the same side, is reason enough for the procedure.
    if (!first || other.length < pointed.length) return [];
    const sides = [diagnosisSide(visit, first.place), procedureSide(visit, index)];
    return [sideFinding(visit, `${procedure.code}:${visit.diagnoses[first.place]?.code}`, "hard", sides)];
  });
}

/** A procedure that was ordered at a place of one side, for a diagnosis of the other. */
function sites(visit: VisitFact): Finding[] {
  return visit.minor.flatMap((order): Finding[] => {
    const hand = handOf(order.siteLabel);
    const place = visit.diagnoses.findIndex(({ code }) => code === order.diagnosis);
    const label = visit.diagnoses[place]?.label;
    if (hand === undefined || label === undefined || handOf(label) !== OTHER[hand]) return [];
    return [sideFinding(visit, order.orderId, "hard", [diagnosisSide(visit, place), minorSide(visit, order)])];
  });
}

/** Assessment and plan that speak of the other side alone of the same part of the body. */
function texts(visit: VisitFact): Finding[] {
  return visit.diagnoses.flatMap(({ code, label }, index): Finding[] => {
    const hand = handOf(label);
    const part = PARTS.find((one) => new RegExp(`\\b${one}\\b`, "i").test(label));
    if (hand === undefined || part === undefined) return [];
    // Both sides are coded: each may be spoken of.
    if (visit.diagnoses.some((one) => handOf(one.label) === OTHER[hand] && one.label.toLowerCase().includes(part)))
      return [];
    const written = visit.texts.filter(({ section }) => section === "assessment" || section === "plan");
    const all = written.map(({ text }) => text).join("\n");
    if (says(all, hand, part) !== undefined || /\b(both|bilateral|compar\w*|contralateral)\b/i.test(all)) return [];
    const found = written.flatMap(({ section, text }) => {
      const quote = says(text, OTHER[hand], part);
      return quote === undefined ? [] : [{ section, quote }];
    });
    const [first] = found;
    if (!first) return [];
    return [
      sideFinding(visit, code, "soft", [diagnosisSide(visit, index), textSide(visit, first.section, first.quote)]),
    ];
  });
}

function says(text: string, hand: Hand, part: string): string | undefined {
  const short = hand === "left" ? "left|lt" : "right|rt";
  return new RegExp(`\\b(?:${short})\\.?\\s+(?:[a-z]+\\s+){0,2}?${part}s?\\b`, "i").exec(text)?.[0];
}

/** A diagnosis that the problem list has on the other side alone. It may be a new one: that is for a person to say. */
function lists({ problems }: ChartFacts, visit: VisitFact): Finding[] {
  return visit.diagnoses.flatMap(({ code, label }, index): Finding[] => {
    const hand = handOf(label);
    if (hand === undefined) return [];
    const active = problems.filter((one) => one.active && without(one.label) === without(label));
    const other = active.find((one) => handOf(one.label) === OTHER[hand]);
    if (!other || active.some((one) => handOf(one.label) !== OTHER[hand])) return [];
    return [sideFinding(visit, `${code}:list`, "hint", [diagnosisSide(visit, index), problemSide(other)])];
  });
}

function without(label: string): string {
  return label.toLowerCase().replaceAll(/\b(left|right)\b/g, "");
}

function sideFinding(visit: VisitFact, about: string, severity: Finding["severity"], sides: readonly Side[]): Finding {
  return {
    key: `side:${about}:${visit.encounterId}`,
    basis: sides
      .map((one) => one.says)
      .join(" | ")
      .slice(0, 300),
    rule: "side",
    severity,
    title: "Left and right",
    sides: [...sides],
    why: "One says left, the other says right.",
    remedy:
      severity === "hint"
        ? "Choose the right side, or list the second one as a problem too."
        : "Correct the one that is wrong.",
    source: null,
    encounterIds: [visit.encounterId],
    everyNote: false,
  };
}
