import type { AnyLesson } from "./kit/lesson.ts";
import { registerWithoutTwins } from "./lessons/front-desk-1-register.ts";

/** Every lesson, by role and in the order in which they are best done. */
export const lessons: readonly AnyLesson[] = [registerWithoutTwins];
