import { must } from "@practicum/kernel/assert";
import type { AnyLesson } from "./kit/lesson.ts";
import { registerWithoutTwins } from "./lessons/front-desk-1-register.ts";

/** Every lesson, by role and in the order in which they are best done. */
export const lessons: readonly AnyLesson[] = [registerWithoutTwins];

/** @throws where this build has no such lesson. */
export function lessonById(id: string): AnyLesson {
  return must(
    lessons.find((one) => one.id === id),
    `this build has no lesson ${id}`,
  );
}
