import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { daysBetween, type LocalDate } from "@practicum/kernel/local-date";

const KEY_BYTES = 32;
const WEEK_DAYS = 7;

/**
 * The keys of a person's drafts (CHT-119): of this week, and of the last one, so that a draft can be read for a week at least and for two
 * at most. Nobody stores them: they follow from the secret, the practice, the person and the week (RFC 5869), so the same person gets
 * the same ones at the next sign-in, and nobody else does.
 */
export function draftKeysOf(
  secret: string,
  { practiceId, staffId, today }: { readonly practiceId: string; readonly staffId: string; readonly today: LocalDate },
): { week: number; key: string }[] {
  const week = Math.floor(daysBetween("1970-01-01", today) / WEEK_DAYS);
  return [week, week - 1].map((one) => ({
    week: one,
    key: toBase64(
      hkdf(
        sha256,
        utf8ToBytes(secret),
        utf8ToBytes(practiceId),
        utf8ToBytes(`drafts of ${staffId} in ${one}`),
        KEY_BYTES,
      ),
    ),
  }));
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648, section 4. */
function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.subarray(i, i + 3);
    const all = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += DIGITS[(all >> 18) & 63] ?? "";
    text += DIGITS[(all >> 12) & 63] ?? "";
    text += b === undefined ? "=" : (DIGITS[(all >> 6) & 63] ?? "");
    text += c === undefined ? "=" : (DIGITS[all & 63] ?? "");
  }
  return text;
}
