import type { EmGrade, EmSupport, ProblemKind, RiskKind } from "@practicum/contracts/charting/em-level";

/** What a problem was today, in the provider's words; the level that it is worth stands behind it. */
export const problemWords: { readonly [K in ProblemKind]: string } = {
  minor: "Self-limited or minor",
  "chronic-stable": "Chronic, at treatment goal",
  "acute-uncomplicated": "Acute, uncomplicated",
  "chronic-worse": "Chronic, not at goal or worse",
  "new-uncertain": "New, outcome uncertain",
  "acute-systemic": "Acute, systemic symptoms",
  "acute-injury-complicated": "Acute injury, complicated",
  "chronic-severe": "Chronic, severely worse",
  threat: "Threat to life or function",
  "not-addressed": "Not addressed today",
};

export const riskWords: { readonly [K in RiskKind]: string } = {
  "drug-continued": "Prescription drug managed, no new order",
  "minor-surgery-risk": "Minor surgery, patient has risk factors",
  "major-surgery": "Elective major surgery",
  social: "Limited by social needs",
  "toxicity-monitoring": "Drug that needs toxicity monitoring",
  "major-surgery-risk": "Elective major surgery, patient has risk factors",
  "emergency-surgery": "Emergency major surgery",
  hospital: "Hospitalization, or escalation of it",
  "de-escalate": "DNR or de-escalation, poor prognosis",
  "parenteral-controlled": "Parenteral controlled substance",
};

export const gradeWords: { readonly [G in EmGrade]: string } = {
  none: "Nothing yet",
  straightforward: "Straightforward",
  low: "Low",
  moderate: "Moderate",
  high: "High",
};

/** Whether note and code agree, in one line. */
export function verdictWords({ verdict, chosen, documented, basis, grade, minutes }: EmSupport): {
  readonly tone: "ok" | "warn" | "danger" | "info";
  readonly text: string;
} {
  const by = basis === "time" ? `${minutes ?? 0} minutes` : `${gradeWords[grade].toLowerCase()} decision making`;
  switch (verdict) {
    case "no-code":
      return { tone: "info", text: "The note has no visit code that has a level (99202 to 99215)." };
    case "not-worked-out":
      return {
        tone: "info",
        text:
          basis === "time"
            ? `${chosen}: enter your minutes of today.`
            : `${chosen}: say of each diagnosis what it was today.`,
      };
    case "agrees":
      return { tone: "ok", text: `${chosen} is what the note documents: ${by}.` };
    case "over":
      return {
        tone: "danger",
        text: `${chosen} is more than the note documents: ${by} ${documented === null ? "reaches no level" : `reaches ${documented}`}.`,
      };
    case "under":
      return { tone: "warn", text: `${chosen} is less than the note documents: ${by} reaches ${documented}.` };
  }
}
