import { must } from "@practicum/kernel/assert";
import type { AnyLesson } from "./kit/lesson.ts";
import { registerWithoutTwins } from "./lessons/front-desk-1-register.ts";
import { readTheCards } from "./lessons/front-desk-2-cards.ts";
import { bookOnTheTelephone } from "./lessons/front-desk-4-book.ts";
import { passOnACall } from "./lessons/front-desk-8-message.ts";

/** Every lesson, by role and in the order in which they are best done. */
export const lessons: readonly AnyLesson[] = [registerWithoutTwins, readTheCards, bookOnTheTelephone, passOnACall];

/** @throws where this build has no such lesson. */
export function lessonById(id: string): AnyLesson {
  return must(
    lessons.find((one) => one.id === id),
    `this build has no lesson ${id}`,
  );
}
