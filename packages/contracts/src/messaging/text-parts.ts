/** The basic and the extended characters of GSM 03.38 (3GPP TS 23.038, 6.2.1): a message that has others is sent in UCS-2. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€");

export interface TextParts {
  /** As the carrier counts them: an extended character is two. */
  readonly characters: number;
  /** Messages that the carrier makes of it, and is paid for. */
  readonly parts: number;
  /** It has a character that halves what fits into a part. */
  readonly wide: boolean;
}

/** Of how many parts a text message is: 160 characters, or 153 of each of several; of wide ones 70, or 67. */
export function textParts(text: string): TextParts {
  const signs = [...text];
  const wide = signs.some((sign) => !BASIC.has(sign) && !EXTENDED.has(sign));
  const characters = wide ? text.length : signs.reduce((sum, sign) => sum + (EXTENDED.has(sign) ? 2 : 1), 0);
  const [alone, each] = wide ? [70, 67] : [160, 153];
  return { characters, parts: characters <= alone ? 1 : Math.ceil(characters / each), wide };
}
