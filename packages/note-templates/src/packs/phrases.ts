import type { NoteSection } from "@practicum/contracts/charting/notes";

/**
 * A phrase that "/" puts in. What stands in ‹marks› is asked for there, "‹a | b›" with its answers, and the note is not signed with it (CHT-358). Findings must be read and mended by who signs: each begins a sentence, none is the whole note.
 */
export interface PackPhrase {
  readonly name: string;
  readonly text: string;
}

/** Our own wording of what is written every day, by section. */
export const packPhrases: { readonly [S in NoteSection]: readonly PackPhrase[] } = {
  reason: [{ name: "Follow-up", text: "Follow-up of ‹what›." }],
  hpi: [
    {
      name: "Onset and course",
      text: "Began ‹since when›, since then ‹better | worse | the same›. Made worse by ‹what worsens it›, eased by ‹what eases it›. Tried: ‹what was tried›.",
    },
    { name: "No red flags", text: "No fever, no weight loss, no chest pain, no shortness of breath." },
  ],
  ros: [
    {
      name: "Negative, as asked",
      text: "Asked and denied: fever, chest pain, shortness of breath, abdominal pain, change of bowel or bladder.",
    },
    { name: "Respiratory", text: "Respiratory: cough ‹none | dry | with sputum›, wheeze ‹none | at times | always›." },
  ],
  exam: [
    { name: "General", text: "General: well appearing, in no distress." },
    { name: "Heart and lungs", text: "Heart: regular, no murmur. Lungs: clear on both sides." },
    { name: "Abdomen", text: "Abdomen: soft, not tender." },
    { name: "Ears, nose, throat", text: "Ears: drums clear. Throat: not red, no exudate. Neck: no enlarged nodes." },
  ],
  assessment: [{ name: "Stable", text: "Stable on present treatment; at goal: ‹yes | no | not measured›." }],
  plan: [
    { name: "Return", text: "Return in ‹how long›, sooner if worse." },
    { name: "Explained", text: "Explained to the patient, who understands and agrees." },
    { name: "Safety net", text: "Call or come back for fever, worsening pain or shortness of breath." },
  ],
};
