import type { Icon } from "@tabler/icons-react";
import { claimWords, type ClaimStatus, type Tone } from "./claim-words.ts";
import "./money.css";

/** A state as a chip: bar, icon where there is one, word. */
export function Chip({
  tone,
  word,
  icon: Glyph,
}: {
  readonly tone: Tone;
  readonly word: string;
  readonly icon?: Icon;
}) {
  return (
    <span className="m-chip" data-tone={tone}>
      {Glyph && <Glyph size={14} aria-hidden />}
      {word}
    </span>
  );
}

export function ClaimChip({ status }: { readonly status: ClaimStatus }) {
  const { tone, word, icon } = claimWords[status];
  return <Chip tone={tone} word={word} icon={icon} />;
}
