const LENGTH_MIN = 12;
const LENGTH_MAX = 128;

/** Whose password it is to be: what guessers who know the practice try first. */
export interface PasswordOwner {
  readonly email: string;
  /** Names of the person and of the practice, as they are written. */
  readonly names: readonly string[];
}

/** The demonstration's, which stands in this source and on the screen of each of its starts (IDN-104). */
const PRINTED: ReadonlySet<string> = new Set(["learn-by-doing"]);

export type PasswordFault = "weak-password" | "common-password";

/**
 * Why a password may not be chosen, or null (IDN-42, IDN-61). Length matters most (NIST SP 800-63B, 3.1.1.2): no rules about kinds of
 * characters; but what is on guessers' lists, or made of what everybody knows of the person and the practice, is as good as short.
 *
 * @param isListed whether a word, in small letters, is a password that many have.
 */
export function passwordFault(
  password: string,
  owner: PasswordOwner,
  isListed: (word: string) => boolean,
): PasswordFault | null {
  if (password.length < LENGTH_MIN || password.length > LENGTH_MAX) return "weak-password";
  const small = password.toLowerCase();
  if (PRINTED.has(small)) return "common-password";
  if (new Set(small).size < 3) return "common-password";
  const name = (owner.email.split("@")[0] ?? "").toLowerCase();
  if (name.length >= 4 && small.includes(name)) return "common-password";
  if (isListed(small)) return "common-password";
  const own = new Set([owner.email, ...owner.names].flatMap(wordsOf));
  return coresOf(small).some((core) => isGuessed(core, own, isListed)) ? "common-password" : null;
}

/** Of words that anybody may join to each other so many are no secret; what belongs to the practice or the person adds nothing. */
const PIECES_MAX = 2;
const PIECE_MIN = 3;
const PIECE_MAX = 24;

/** Words that stand in front of a year, mostly. */
const USUAL: ReadonlySet<string> = new Set(
  "admin autumn clinic demo doctor doctors family front health login medical medicine nurse office password patient patients practice practicum provider secret sign spring staff start summer welcome winter".split(
    " ",
  ),
);

/** Whether all of it is made of few words that guessers have. */
function isGuessed(core: string, own: ReadonlySet<string>, isListed: (word: string) => boolean): boolean {
  /** By length of what stands before: how many words of the lists it takes at least; own ones take none. */
  const least: number[] = [0];
  for (let end = 1; end <= core.length; end += 1) {
    let best = Number.POSITIVE_INFINITY;
    for (let length = PIECE_MIN; length <= Math.min(PIECE_MAX, end); length += 1) {
      const before = least[end - length] ?? Number.POSITIVE_INFINITY;
      if (before >= best) continue;
      const piece = core.slice(end - length, end);
      if (own.has(piece)) best = before;
      else if (before + 1 < best && (USUAL.has(piece) || isListed(piece))) best = before + 1;
    }
    least[end] = best;
  }
  return (least[core.length] ?? Number.POSITIVE_INFINITY) <= PIECES_MAX;
}

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** What is left of a password without the digits and signs that everybody puts around and between; and with those read as letters. */
function coresOf(small: string): string[] {
  const within = small.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const asLetters = [...within].map((sign) => LEET[sign] ?? sign).join("");
  return [...new Set([within, asLetters].map((text) => text.replaceAll(/[^\p{L}]/gu, "")))];
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= PIECE_MIN);
}
