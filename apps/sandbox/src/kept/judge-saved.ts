import { must } from "@practicum/kernel/assert";
import type { JudgedPractice } from "@practicum/passport/board";
import type { Bench } from "@practicum/passport/verify";
import { isStep } from "@practicum/world/kept/shelf";
import { readSaved } from "@practicum/world/kept/saved-world";

/**
 * Does a learner's saved practice again, in one of its own, and judges the lesson in it as it stands.
 *
 * @throws Error whose message says what is wrong with the file, for the instructor.
 */
export async function judgeSaved(text: string, seed: string, bench: Bench): Promise<JudgedPractice> {
  const read = readSaved(text, seed);
  if (!read.ok) throw new Error(read.error);
  const { entries, build } = read.value;
  const [first] = entries;
  if (first?.kind !== "lesson") throw new Error("No lesson was begun in this practice: there is nothing to judge.");
  const { world, close } = await bench.open();
  try {
    for (const [index, entry] of entries.entries())
      await world.apply(entry).catch(() => {
        throw new Error(
          `Step ${index + 1} of this file can't be done in this version${build === bench.build ? "" : ", which is another one than it was saved by"}.`,
        );
      });
    const { lesson, mode, hints, state } = must(world.play, "a lesson was begun");
    const judgement = await world.judge(true);
    return {
      lesson: { id: lesson.id, title: lesson.title },
      judgement,
      mode,
      word: state.nonce ?? "",
      hints: Object.values(hints).reduce((sum, one) => sum + one, 0),
      steps: entries.filter((one) => isStep(one)).length - 1,
      lastAt: world.now,
    };
  } finally {
    await close();
  }
}
