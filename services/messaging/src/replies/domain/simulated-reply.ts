import type { Random } from "@practicum/kernel/ports";

/** What a made-up patient answers to a recall, and after how many minutes; null where nothing comes. */
export function simulatedReply(
  random: Random,
  language: "en" | "es",
): { readonly text: string; readonly afterMinutes: number } | null {
  const chance = random.next();
  const afterMinutes = 60 + Math.floor(random.next() * 180);
  const spanish = language === "es";
  if (chance < 0.3) return { text: spanish ? "Sí" : "YES", afterMinutes };
  if (chance < 0.42) return { text: "NO", afterMinutes };
  if (chance < 0.47) return { text: spanish ? "ALTO" : "STOP", afterMinutes };
  if (chance < 0.55)
    return { text: spanish ? "Solo puedo por la tarde" : "Only in the afternoon, is that possible?", afterMinutes };
  return null;
}
