import type { NoteSection } from "@practicum/contracts/charting/notes";

/** A phrase that "/" puts in. Findings must be read and mended by who signs: each begins a sentence, none is the whole note. */
export interface Phrase {
  readonly label: string;
  readonly text: string;
}

/** Our own wording of what is written every day, by section. */
export const phrases: { readonly [S in NoteSection]: readonly Phrase[] } = {
  reason: [{ label: "Follow-up", text: "Follow-up of " }],
  hpi: [
    {
      label: "Onset and course",
      text: "Began … ago, since then better / worse / the same. Made worse by …, eased by …. Tried: ….",
    },
    { label: "No red flags", text: "No fever, no weight loss, no chest pain, no shortness of breath." },
  ],
  ros: [
    {
      label: "Negative, as asked",
      text: "Asked and denied: fever, chest pain, shortness of breath, abdominal pain, change of bowel or bladder.",
    },
    { label: "Respiratory", text: "Respiratory: cough …, sputum …, wheeze …." },
  ],
  exam: [
    { label: "General", text: "General: well appearing, in no distress." },
    { label: "Heart and lungs", text: "Heart: regular, no murmur. Lungs: clear on both sides." },
    { label: "Abdomen", text: "Abdomen: soft, not tender." },
    { label: "Ears, nose, throat", text: "Ears: drums clear. Throat: not red, no exudate. Neck: no enlarged nodes." },
  ],
  assessment: [{ label: "Stable", text: "Stable on present treatment; at goal: …." }],
  plan: [
    { label: "Return", text: "Return in … weeks, sooner if worse." },
    { label: "Explained", text: "Explained to the patient, who understands and agrees." },
    { label: "Safety net", text: "Call or come back for fever, worsening pain or shortness of breath." },
  ],
};
